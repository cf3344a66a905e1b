/** `GET /v1/recipes`, `GET /v1/recipes/:name?table=&columns=`: for authors. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import { NamedError } from '../errors.ts';
import { nameSchema, parse } from '../http.ts';
import { type AdaptedRecipe, adaptRecipe } from './adapt.ts';
import { allRecipes, findRecipe } from './catalog.ts';
import { parseTableName } from './identifiers.ts';
import type { Recipe } from './recipe.ts';

const columnsSchema = z.record(z.string(), z.string());

/** @throws NamedError bad_request */
function parseColumns(text: string | undefined): Readonly<Record<string, string>> | undefined {
	if (text === undefined) return undefined;
	const shape =
		'"columns" must be a JSON object of texts, the name of a column for each slot, such as {"value":"amount"}';
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw new NamedError('bad_request', `${shape}; it is not JSON.`, { cause: error });
	}
	const parsed = columnsSchema.safeParse(value);
	if (!parsed.success) throw new NamedError('bad_request', `${shape}.`);
	return parsed.data;
}

/** What an author saves as a chart is in it as `PUT /v1/charts/:name` takes it: `sql`, `params`, `spec`. */
const answerOf = (recipe: Recipe, { sql, spec, table, columns }: AdaptedRecipe) => ({
	...recipe,
	engine: 'postgresql',
	columns: recipe.columns.map((column) => ({ ...column, column: columns[column.slot] })),
	table,
	sample: recipe.table,
	sql,
	spec,
});

export function recipeRoutes(): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.use('*', async (context, next) => {
			demandAuthor(context.get('bearer'));
			await next();
		})
		.get('/', (context) => {
			const recipes = allRecipes().map((recipe) => {
				const { sql: _sql, ...rest } = answerOf(recipe, adaptRecipe(recipe));
				return rest;
			});
			return context.json({ recipes });
		})
		.get('/:name', (context) => {
			const recipe = findRecipe(parse(nameSchema, context.req.param('name')));
			const table = context.req.query('table');
			const adapted = adaptRecipe(recipe, {
				table: table === undefined ? undefined : parseTableName(table),
				columns: parseColumns(context.req.query('columns')),
			});
			return context.json(answerOf(recipe, adapted));
		});
}
