/** Whatever a table and its columns are called, they are names and nothing else: held against PostgreSQL itself. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { adaptRecipe } from '../../../server/recipes/adapt.ts';
import { findRecipe } from '../../../server/recipes/catalog.ts';
import { quoteIdentifier, quoteLiteral } from '../../../server/recipes/identifiers.ts';
import { KEYWORDS } from '../../../server/recipes/keywords.ts';
import type { Recipe } from '../../../server/recipes/recipe.ts';
import type { Rig } from './rig.ts';

/** Pieces that end a name, begin something else, or mean something to whoever reads SQL. */
const PIECES = [
	'"',
	"'",
	'\\',
	';',
	'--',
	'/*',
	'*/',
	'$$',
	'$1',
	'{{x}}',
	'[[',
	']]',
	'[[table]]',
	'.',
	'\n',
	'\t',
	' ',
	'é',
	'日',
	'😀',
	'a',
	'B',
	'1',
	'_',
];
const name = fc
	.oneof(
		fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join('')),
		fc.string({ unit: 'binary', minLength: 1, maxLength: 15 }),
		fc.constantFrom(...KEYWORDS),
		fc.constant(`x"; drop table canary; --`),
	)
	.filter((each) => !each.includes('\0') && Buffer.byteLength(each) <= 63);

const RECIPE: Recipe = {
	...findRecipe('percentiles'),
	sql: '-- One of them.\nselect [[column:value]] as found, [[name:value]] as name, {{x}}::integer as x\nfrom [[table]]\nwhere [[column:value]] is not null',
};

export function hostileNameTests(rigOf: () => Rig): void {
	describe('names', () => {
		test('are quoted as PostgreSQL quotes them, and its keywords are known', async () => {
			const { owner } = rigOf();
			const words = await owner<{ word: string }[]>`select word from pg_get_keywords() where catcode <> 'U'`;
			assert.deepEqual(
				words.map(({ word }) => word).filter((word) => !KEYWORDS.has(word)),
				[],
			);
			const names = fc.sample(name, 800);
			const quoted = await owner<{ name: string; ident: string; literal: string }[]>`
				select name, quote_ident(name) as ident, quote_literal(name) as literal from unnest(${names}::text[]) as name`;
			assert.equal(quoted.length, 800);
			for (const each of quoted) {
				assert.equal(quoteIdentifier(each.name), each.ident);
				assert.equal(quoteLiteral(each.name), each.literal);
			}
		});

		test('of any kind lead to the table and the column that are called so, and to nothing else', async () => {
			const rig = rigOf();
			await rig.owner.unsafe('create table canary (a integer); grant select on canary to public');
			const property = fc.asyncProperty(name, name, name, async (schema, table, column) => {
				fc.pre(!/^pg_/.test(schema) && !['information_schema', 'public', 'chartwire_sample'].includes(schema));
				// PostgreSQL itself writes the names here.
				await rig.owner`select set_config('test.schema', ${schema}, false), set_config('test.table', ${table}, false),
					set_config('test.column', ${column}, false)`;
				await rig.owner.unsafe(`do $do$ begin
					execute format('create schema %I', current_setting('test.schema'));
					execute format('create table %I.%I (%I integer)', current_setting('test.schema'), current_setting('test.table'), current_setting('test.column'));
					execute format('insert into %I.%I values (42)', current_setting('test.schema'), current_setting('test.table'));
					execute format('grant usage on schema %I to public', current_setting('test.schema'));
					execute format('grant select on all tables in schema %I to public', current_setting('test.schema'));
				end $do$`);
				try {
					const { sql } = adaptRecipe(RECIPE, { table: { schema, name: table }, columns: { value: column } });
					const { data, rows } = await rig.run(sql, { x: 7 }, 'UTC');
					assert.equal(rows, 1);
					assert.deepEqual(
						data.map(([cell]) => cell),
						[42, column, 7],
					);
				} finally {
					await rig.owner.unsafe(
						`do $do$ begin execute format('drop schema %I cascade', current_setting('test.schema')); end $do$`,
					);
				}
			});
			await fc.assert(property, { numRuns: 80 });
			await rig.owner`select from canary`;
		});
	});
}
