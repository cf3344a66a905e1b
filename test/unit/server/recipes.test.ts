import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Hono } from 'hono';
import type { BearerEnv } from '../../../server/auth/bearer.ts';
import type { Bearer } from '../../../server/auth/embed-claims.ts';
import { problemOfParams, sqlNames } from '../../../server/charts/params.ts';
import { type NamedError, toNamedError } from '../../../server/errors.ts';
import { answerFor } from '../../../server/http.ts';
import { adaptRecipe } from '../../../server/recipes/adapt.ts';
import { allRecipes, findRecipe } from '../../../server/recipes/catalog.ts';
import { parseTableName, quoteIdentifier } from '../../../server/recipes/identifiers.ts';
import { recipeRoutes } from '../../../server/recipes/routes.ts';
import { namesIn } from '../../../server/runs/bind-params.ts';
import { CASES_BY_FILE } from '../../integration/recipes/cases.ts';

const SLOTS = /\[\[(table|column|name)(?::([a-z][a-z0-9_]*))?\]\]/g;
/** What is not code in a template: comments, texts, quoted names. */
const NO_CODE = /--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

const BEARER: Bearer = {
	project: 'p',
	subject: 's',
	charts: '*',
	dashboards: '*',
	author: true,
	params: {},
	claims: {},
	record: false,
	expiresAt: Number.POSITIVE_INFINITY,
};

const codeOf = (problem: () => unknown): string => {
	try {
		problem();
	} catch (error) {
		return (error as NamedError).code;
	}
	return 'none';
};

describe('the catalogue', () => {
	test('has the analyses that people ask for', () => {
		const names = new Set(allRecipes().map(({ name }) => name));
		assert.ok(names.size >= 36, `${names.size}`);
		const files = readdirSync(new URL('../../../server/recipes/catalog/', import.meta.url));
		assert.deepEqual(files.sort(), [...names].flatMap((name) => [`${name}.json`, `${name}.sql`]).sort());
	});

	for (const recipe of allRecipes()) {
		test(`${recipe.name} uses what it declares, and declares what it uses`, () => {
			const used = [...recipe.sql.matchAll(SLOTS)].map(([, kind, slot]) => (kind === 'table' ? 'table' : slot));
			const declared = recipe.columns.map(({ slot }) => slot);
			assert.deepEqual([...new Set(used)].sort(), [...declared, 'table'].sort());
			assert.deepEqual([...new Set(namesIn(recipe.sql))].sort(), recipe.params.flatMap(sqlNames).sort());
			assert.equal(problemOfParams(recipe), undefined);
		});

		test(`${recipe.name} has its slots in code alone, and its table before any name of its own could hide it`, () => {
			for (const [text] of recipe.sql.matchAll(NO_CODE)) assert.doesNotMatch(text, /\[\[/);
			const [before = '', ...after] = recipe.sql.split('[[table]]');
			assert.equal(after.length, 1, 'the table is read once');
			assert.ok([...before.matchAll(/\bas (?:materialized )?\(/g)].length <= 1, 'the table is read in the first step');
			assert.doesNotMatch(before, /recursive/);
		});
	}

	test('says what does not exist by its name', () => {
		assert.throws(() => findRecipe('nonsense'), /There is no recipe "nonsense"/);
	});
});

describe('a recipe on another table', () => {
	const recipe = findRecipe('box-plot');
	const table = { schema: 'sales', name: 'Order lines' };

	test('names the table and the columns that were chosen, in its SQL and in its chart', () => {
		const { sql, spec } = adaptRecipe(recipe, { table, columns: { category: 'kind', value: 'Net "total"' } });
		assert.match(sql, /from sales\."Order lines"\n/);
		assert.match(sql, /select kind::text as category, "Net ""total"""::float8 as value/);
		assert.doesNotMatch(sql, /\[\[/);
		assert.equal(spec.title, 'Net "total" by kind');
	});

	test('needs all of its columns, and has no others', () => {
		assert.equal(
			codeOf(() => adaptRecipe(recipe, { table, columns: { value: 'a' } })),
			'missing_parameter',
		);
		assert.equal(
			codeOf(() => adaptRecipe(recipe, { table, columns: { value: 'a', category: 'b', c: 'd' } })),
			'unknown_parameter',
		);
		assert.equal(
			codeOf(() => adaptRecipe(recipe, { table, columns: { toString: 'a' } })),
			'unknown_parameter',
		);
		assert.doesNotThrow(() => adaptRecipe(recipe, { columns: { value: 'body_mass' } }));
	});

	test('takes no name that PostgreSQL would not take, or would cut', () => {
		for (const name of ['', 'a\0b', 'x'.repeat(64), 'é'.repeat(32), '\ud800']) {
			assert.equal(
				codeOf(() => quoteIdentifier(name)),
				'bad_parameter',
				JSON.stringify(name),
			);
		}
		assert.equal(quoteIdentifier('x'.repeat(63)), 'x'.repeat(63));
	});

	test('a name cannot be a slot: what is put in is not looked at again', () => {
		const { sql } = adaptRecipe(recipe, {
			table: { name: '[[column:value]]' },
			columns: { value: '[[table]]', category: 'c' },
		});
		assert.match(sql, /from "\[\[column:value\]\]"\n/);
		assert.match(sql, /"\[\[table\]\]"::float8/);
	});
});

describe('the name of a table', () => {
	test('is one part or two, each in quotes or as it stands', () => {
		assert.deepEqual(parseTableName('orders'), { name: 'orders' });
		assert.deepEqual(parseTableName('Sales.Order lines'), { schema: 'Sales', name: 'Order lines' });
		assert.deepEqual(parseTableName('"a.b"."c""d"'), { schema: 'a.b', name: 'c"d' });
		for (const wrong of ['', '.', 'a.', '.a', 'a"b', '"a', '"a"b', 'a.b.c', '"".a']) {
			assert.equal(
				codeOf(() => parseTableName(wrong)),
				'bad_parameter',
				wrong,
			);
		}
	});

	test('of any letters comes back from its quotes', () => {
		const part = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
		const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
		fc.assert(
			fc.property(part, part, (schema, name) => {
				assert.deepEqual(parseTableName(`${quoted(schema)}.${quoted(name)}`), { schema, name });
				assert.deepEqual(parseTableName(quoted(name)), { name });
			}),
		);
	});
});

describe('GET /v1/recipes', () => {
	const ask = async (path: string, author = true) => {
		const app = new Hono<BearerEnv>();
		app.onError((error, context) => {
			const { status, body } = answerFor(toNamedError(error));
			return context.json(body, status);
		});
		app.use('*', async (context, next) => {
			context.set('bearer', { ...BEARER, author });
			await next();
		});
		const response = await app.route('/recipes', recipeRoutes()).request(`/recipes${path}`);
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	};
	const query = (values: Readonly<Record<string, string>>) => `?${new URLSearchParams(values)}`;

	test('lists every recipe with its slots and parameters, and without its SQL', async () => {
		const { status, body } = await ask('');
		const recipes = body['recipes'] as Record<string, unknown>[];
		assert.equal(status, 200);
		assert.deepEqual(
			recipes.map(({ name }) => name),
			allRecipes().map(({ name }) => name),
		);
		for (const recipe of recipes) {
			assert.ok(!('sql' in recipe) && 'params' in recipe && 'explanation' in recipe);
			assert.doesNotMatch(JSON.stringify(recipe['spec']), /\[\[/);
		}
	});

	test('answers one of them as it stands, or on a table and its columns', async () => {
		assert.match(String((await ask('/lorenz')).body['sql']), /from country_income\n/);
		const choice = query({ table: 'shop."Till receipts"', columns: '{"value":"Total"}' });
		const { status, body } = await ask(`/lorenz${choice}`);
		assert.equal(status, 200);
		assert.match(String(body['sql']), /from shop\."Till receipts"\n +where "Total" >= 0/);
		assert.deepEqual(body['table'], { schema: 'shop', name: 'Till receipts' });
		assert.deepEqual(
			(body['columns'] as Record<string, unknown>[]).map(({ slot, column }) => [slot, column]),
			[['value', 'Total']],
		);
	});

	test('is for authors, and says what is wrong', async () => {
		const refused = async (path: string, author = true) => {
			const { status, body } = await ask(path, author);
			return [status, (body['error'] as { code: string }).code];
		};
		assert.deepEqual(await refused('', false), [403, 'not_allowed']);
		assert.deepEqual(await refused('/lorenz', false), [403, 'not_allowed']);
		assert.deepEqual(await refused('/nothing'), [404, 'unknown_recipe']);
		assert.deepEqual(await refused(`/lorenz${query({ table: 'a' })}`), [400, 'missing_parameter']);
		assert.deepEqual(await refused(`/lorenz${query({ table: 'a', columns: '{"b":"c"}' })}`), [
			400,
			'unknown_parameter',
		]);
		assert.deepEqual(await refused(`/lorenz${query({ table: 'a.b.c', columns: '{"value":"c"}' })}`), [
			400,
			'bad_parameter',
		]);
		assert.deepEqual(await refused(`/lorenz${query({ columns: '["value"]' })}`), [400, 'bad_request']);
		assert.deepEqual(await refused(`/lorenz${query({ columns: 'value' })}`), [400, 'bad_request']);
		assert.deepEqual(await refused(`/lorenz${query({ columns: '{"value":""}' })}`), [400, 'bad_parameter']);
	});
});

test('docs/recipes.md has every recipe with its formula, its tolerance and its test', () => {
	const page = readFileSync(new URL('../../../docs/recipes.md', import.meta.url), 'utf8');
	const fileOf = (name: string) => Object.entries(CASES_BY_FILE).find(([, cases]) => name in cases)?.[0];
	const toleranceOf = (tolerance: number) =>
		tolerance === 0 ? 'exact' : tolerance.toExponential().replace('e', ' · 10^');
	const lines = allRecipes().map(
		({ name, title, formula, tolerance }) =>
			`| [\`${name}\`](../server/recipes/catalog/${name}.sql) | ${title} | ${formula} | ${toleranceOf(tolerance)} | [${fileOf(name)}](../test/integration/recipes/${fileOf(name)}.ts) |`,
	);
	assert.deepEqual(
		page.split('\n').filter((line) => line.startsWith('| [`')),
		lines,
	);
});
