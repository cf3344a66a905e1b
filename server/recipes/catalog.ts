/** All recipes, read from their files when they are first asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { NamedError } from '../errors.ts';
import { type Recipe, recipeSchema } from './recipe.ts';

const FOLDER = new URL('./catalog/', import.meta.url);

function readRecipe(name: string): Recipe {
	const text = (end: string) => readFileSync(new URL(`${name}.${end}`, FOLDER), 'utf8');
	try {
		return { name, ...recipeSchema.parse(JSON.parse(text('json'))), sql: text('sql') };
	} catch (error) {
		throw new Error(`The recipe "${name}" in server/recipes/catalog cannot be read.`, { cause: error });
	}
}

let known: ReadonlyMap<string, Recipe> | undefined;

/** In the order of their names. */
export function allRecipes(): readonly Recipe[] {
	if (known === undefined) {
		const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.json') ? file.slice(0, -5) : []));
		known = new Map(names.sort().map((name) => [name, readRecipe(name)]));
	}
	return [...known.values()];
}

/** @throws NamedError unknown_recipe */
export function findRecipe(name: string): Recipe {
	const found = allRecipes().find((recipe) => recipe.name === name);
	if (found === undefined) {
		throw new NamedError('unknown_recipe', `There is no recipe "${name}"; GET /v1/recipes lists them.`);
	}
	return found;
}
