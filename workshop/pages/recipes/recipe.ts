/** Recipes as `GET /v1/recipes` tells them, and how the gallery sorts them. Pure. */
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { Params, ParamValue } from '../../../widget/protocol.ts';

export type Category = 'distribution' | 'relation' | 'time' | 'outliers' | 'composition' | 'customers' | 'quality';

export interface RecipeColumn {
	readonly slot: string;
	readonly role: 'number' | 'time' | 'category' | 'id' | 'flag';
	readonly label: string;
	/** Of the sample table. */
	readonly default: string;
}

export interface RecipeParam {
	readonly name: string;
	readonly type: 'text' | 'number' | 'boolean' | 'date' | 'daterange' | 'list';
	readonly default: ParamValue;
	readonly allowed?: readonly (string | number)[];
	readonly label: string;
}

export interface ListedRecipe {
	readonly name: string;
	readonly title: string;
	readonly category: Category;
	readonly engine: 'postgresql' | 'mysql';
	readonly explanation: string;
	readonly use: string;
	readonly avoid: string;
	readonly edges: string;
	/** Of the sample database. */
	readonly sample: string;
	readonly columns: readonly RecipeColumn[];
	readonly params: readonly RecipeParam[];
	readonly spec: ChartSpec;
	readonly formula: string;
}

export interface Recipe extends ListedRecipe {
	readonly sql: string;
}

export const CATEGORIES: Readonly<Record<Category, string>> = {
	distribution: 'Distributions',
	relation: 'Relations between numbers',
	time: 'Over time, and forecasts',
	outliers: 'Outliers and control',
	composition: 'Parts of a whole',
	customers: 'Customers and experiments',
	quality: 'Data quality and history',
};

export interface RecipeGroup {
	readonly category: Category;
	readonly title: string;
	readonly recipes: readonly ListedRecipe[];
}

const textOf = ({ name, title, category, explanation, use, formula, spec }: ListedRecipe): string =>
	[name, title, CATEGORIES[category], explanation, use, formula, spec.type].join(' ').toLowerCase();

/** Those whose words have all words that are looked for, by category; empty categories are left out. */
export function groupsOf(recipes: readonly ListedRecipe[], search: string): readonly RecipeGroup[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	const found = recipes.filter((recipe) => words.every((word) => textOf(recipe).includes(word)));
	return (Object.entries(CATEGORIES) as [Category, string][])
		.map(([category, title]) => ({ category, title, recipes: found.filter((each) => each.category === category) }))
		.filter((group) => group.recipes.length > 0);
}

export type TypedParams = Readonly<Record<string, string>>;

const textOfValue = (value: ParamValue): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

export const defaultsOf = ({ params }: Pick<Recipe, 'params'>): TypedParams =>
	Object.fromEntries(params.map((param) => [param.name, textOfValue(param.default)]));

/** What was typed as what a run is asked with. @throws RangeError that says which one is no number */
export function valuesOf({ params }: Pick<Recipe, 'params'>, typed: TypedParams): Params {
	const entries = params.map(({ name, type, label }): [string, ParamValue] => {
		const text = typed[name] ?? '';
		if (type === 'number') {
			if (text.trim() === '' || !Number.isFinite(Number(text)))
				throw new RangeError(`“${label}” must be a number, and is “${text}”.`);
			return [name, Number(text)];
		}
		if (type === 'boolean') return [name, text === 'true'];
		if (type === 'list') return [name, text.split(',').map((each) => each.trim())];
		return [name, text];
	});
	return Object.fromEntries(entries);
}

/** What the editor's address says of parameters that somebody has typed otherwise than they begin. */
export function typedOf(recipe: Pick<Recipe, 'params'>, typed: TypedParams): { readonly params?: string } {
	const begun = defaultsOf(recipe);
	const changed = Object.entries(typed).filter(([name, text]) => text !== begun[name]);
	return changed.length === 0 ? {} : { params: JSON.stringify(Object.fromEntries(changed)) };
}
