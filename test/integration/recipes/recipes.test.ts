/** Every recipe against numbers computed here: as it stands, on other tables, and where there is little to compute. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { pictureTheme } from '../../../server/pictures/themes.ts';
import { adaptRecipe } from '../../../server/recipes/adapt.ts';
import { allRecipes } from '../../../server/recipes/catalog.ts';
import type { Recipe } from '../../../server/recipes/recipe.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { misfit } from '../../../widget/drawing/misfits.ts';
import { FAMILIES } from '../../../widget/families/families.ts';
import { painter } from '../../../widget/families/painter.ts';
import { pictureOf } from '../../../widget/families/picture.ts';
import type { Table } from '../../../widget/protocol.ts';
import { scope } from '../../support/scope.ts';
import type { RecipeCase, Row } from './case.ts';
import { CASES } from './cases.ts';
import { certifiedTests } from './certified.ts';
import { assertSame } from './compare.ts';
import { conventionTests } from './conventions.ts';
import { hostileNameTests } from './hostile-names.ts';
import { adaptedTo, defaultsOf, type Params, type Place, type Rig, rowsOf, slotsOf, startRig } from './rig.ts';
import { makeTable, VARIANTS } from './variants.ts';

const owner = scope();
let rig: Rig;

before(async () => {
	rig = await startRig(owner);
});

const isWhole = (row: Row): boolean => Object.values(row).every((cell) => cell !== null);

async function hold(
	recipe: Recipe,
	known: RecipeCase,
	place: Place,
	{ zone, ...others }: Params & { readonly zone: string },
): Promise<Table> {
	const params = { ...defaultsOf(recipe), ...others };
	const rows = await rowsOf(rig, place, zone);
	const expected = known.expected(known.keepsNulls ? rows : rows.filter(isWhole), {
		params,
		zone,
		columns: place.columns,
	});
	const table = await rig.run(adaptedTo(recipe, place).sql, params, zone);
	assertSame(table, expected, recipe.tolerance);
	return table;
}

/** As the server paints it: nothing is missing for it, and something is drawn. */
function assertDrawn(table: Table, spec: ChartSpec): void {
	const { type } = spec;
	const family = type === undefined ? undefined : FAMILIES[type];
	assert.ok(type !== undefined && family !== undefined, 'the specification names its type');
	assert.equal(misfit(type, table, { spec: spec }), undefined);
	const theme = pictureTheme('plain', 'light', 'en');
	const built = family.build({ table, spec, type, theme, size: { width: 640, height: 360 }, target: 'picture' });
	assert.ok(built.marks.length > 1, `${built.marks.length} marks`);
	assert.doesNotMatch(built.notes.join('; '), /no column|lacks|is not/i);
	const size = { width: 640, height: 360 };
	const svg = pictureOf(painter, { title: spec.title ?? '', table, spec, footer: '', size, theme });
	assert.doesNotMatch(svg, /NaN|undefined|No rows|No values/);
}

for (const recipe of allRecipes()) {
	const known = CASES[recipe.name];
	describe(`the recipe ${recipe.name}`, () => {
		assert.ok(known, 'nobody says what has to come');
		test('brings what the textbook says on the sample data, and its chart has marks', async () => {
			const place = { table: { name: recipe.table }, columns: Object.fromEntries(slotsOf(recipe, known)) };
			const table = await hold(recipe, known, place, { zone: 'UTC' });
			assert.equal(adaptRecipe(recipe).sql, adaptedTo(recipe, place).sql);
			assertDrawn(table, adaptRecipe(recipe).spec as ChartSpec);
		});

		for (const others of known.others ?? []) {
			test(`brings what the textbook says with ${JSON.stringify(others)}`, async () => {
				const place = { table: { name: recipe.table }, columns: Object.fromEntries(slotsOf(recipe, known)) };
				await hold(recipe, known, place, { zone: 'Asia/Kolkata', ...others });
			});
		}

		for (const variant of VARIANTS) {
			test(`brings what the textbook says ${variant.what}`, async () => {
				const place = await makeTable(rig, variant, recipe, known);
				await hold(recipe, known, place, { zone: variant.zone });
			});
		}
	});
}

certifiedTests(() => rig);
conventionTests(() => rig);
hostileNameTests(() => rig);
