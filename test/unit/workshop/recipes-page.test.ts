import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRecipes } from '../../../server/recipes/catalog.ts';
import type { ColumnType } from '../../../widget/protocol.ts';
import {
	CATEGORIES,
	defaultsOf,
	groupsOf,
	type ListedRecipe,
	type RecipeColumn,
	typedOf,
	valuesOf,
} from '../../../workshop/pages/recipes/recipe.ts';
import { fits, suggestColumns, tablesFor } from '../../../workshop/pages/recipes/recipe-fit.ts';
import type { Relation } from '../../../workshop/shared/source-schema.ts';

const recipes: readonly ListedRecipe[] = allRecipes().map((recipe) => ({
	...recipe,
	engine: 'postgresql',
	sample: recipe.table,
})) as never;

function relationOf(
	name: string,
	columns: Readonly<Record<string, ColumnType>>,
	more: Partial<Relation> = {},
): Relation {
	const list = Object.entries(columns).map(([column, columnType]) => ({
		name: column,
		type: columnType,
		columnType,
		nullable: true,
	}));
	return { name, kind: 'table', columns: list, foreignKeys: [], indexes: [], ...more };
}
const slot = (name: string, role: RecipeColumn['role']): RecipeColumn => ({
	slot: name,
	role,
	label: name,
	default: '-',
});
const ORDERS = relationOf(
	'orders',
	{ id: 'number', placed_at: 'timestamptz', customer_id: 'number', region: 'text', total: 'decimal', paid: 'boolean' },
	{ primaryKey: ['id'] },
);

test('every recipe of the catalog is in the gallery once, under a category that has a title', () => {
	const names = groupsOf(recipes, '').flatMap((group) => group.recipes.map(({ name }) => name));
	assert.deepEqual(names.toSorted(), recipes.map(({ name }) => name).toSorted());
	assert.equal(groupsOf(recipes, '').length, Object.keys(CATEGORIES).length);
});

test('a recipe is found by the words of its title, its explanation or its chart, in any order', () => {
	const found = (search: string) => groupsOf(recipes, search).flatMap((group) => group.recipes.map(({ name }) => name));
	assert.deepEqual(found('curve SURVIVAL'), ['kaplan-meier']);
	assert.equal(found('heatmap').includes('cohort-retention'), true);
	assert.deepEqual(found('no such analysis'), []);
});

test('columns are suggested by type and name, none twice, and a number that only names a row is not reckoned with', () => {
	const slots = [slot('value', 'number'), slot('time', 'time'), slot('user', 'id'), slot('category', 'category')];
	assert.deepEqual(suggestColumns(slots, ORDERS), {
		value: 'total',
		time: 'placed_at',
		user: 'customer_id',
		category: 'region',
	});
	assert.deepEqual(suggestColumns([slot('a', 'time'), slot('b', 'time')], ORDERS), { a: 'placed_at' });
	assert.deepEqual(suggestColumns([slot('converted', 'flag')], ORDERS), { converted: 'paid' });
});

test('a uuid names a row, and is nothing to be summed', () => {
	const uuid = { name: 'id', type: 'uuid', columnType: 'other', nullable: false } as const;
	assert.equal(fits({ role: 'id' }, uuid), true);
	assert.equal(fits({ role: 'number' }, uuid), false);
});

test('tables that have a column for every slot come first', () => {
	const schemas = [{ name: 'public', relations: [relationOf('notes', { text: 'text' }), ORDERS] }];
	const slots = [slot('time', 'time'), slot('value', 'number')];
	assert.deepEqual(
		tablesFor(slots, { schemas }).map(({ label, isFitting }) => [label, isFitting]),
		[
			['public.orders', true],
			['public.notes', false],
		],
	);
});

test('the sample columns of every recipe are suggested for its own sample table', () => {
	const types: Readonly<Record<RecipeColumn['role'], ColumnType>> = {
		number: 'decimal',
		time: 'date',
		category: 'text',
		id: 'text',
		flag: 'boolean',
	};
	for (const { name, columns } of recipes) {
		const relation = relationOf('sample', Object.fromEntries(columns.map((each) => [each.default, types[each.role]])));
		const own = Object.fromEntries(columns.map((each) => [each.slot, each.default]));
		assert.deepEqual(suggestColumns(columns, relation), own, name);
	}
});

test('parameters that nobody has changed are the defaults, of their types; what is no number is named', () => {
	for (const recipe of recipes) {
		const defaults = Object.fromEntries(recipe.params.map((param) => [param.name, param.default]));
		assert.deepEqual(valuesOf(recipe, defaultsOf(recipe)), defaults, recipe.name);
	}
	const histogram = recipes.find(({ name }) => name === 'histogram');
	assert.ok(histogram);
	assert.throws(() => valuesOf(histogram, { bins: 'many' }), /How many bins.*many/);
	assert.throws(() => valuesOf(histogram, { bins: ' ' }), RangeError);
});

test('the editor is told of parameters that were typed otherwise than they begin, and of no others', () => {
	const recipe = {
		params: [
			{ name: 'unit', type: 'text', default: 'month', label: 'Unit' },
			{ name: 'n', type: 'number', default: 3, label: 'N' },
		] as const,
	};
	assert.deepEqual(typedOf(recipe, defaultsOf(recipe)), {});
	assert.deepEqual(typedOf(recipe, { unit: 'week', n: '3' }), { params: '{"unit":"week"}' });
});
