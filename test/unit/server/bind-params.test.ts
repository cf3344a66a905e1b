import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bindParams, sqlSchema } from '../../../server/runs/bind-params.ts';

test('a parameter is bound, and one that is used twice is bound once', () => {
	const bound = bindParams('select {{a}}, {{ b }}, {{a}}', { a: 1, b: 'x' });
	assert.equal(bound.text, 'select $1, $2, $1');
	assert.deepEqual(bound.values, [1, 'x']);
});

test('a value never becomes part of the SQL, whatever it is', () => {
	fc.assert(
		fc.property(fc.string(), (value) => {
			const bound = bindParams('select * from t where name = {{name}}', { name: value });
			assert.equal(bound.text, 'select * from t where name = $1');
			assert.deepEqual(bound.values, [value]);
		}),
	);
});

test('literals, quoted names, comments and dollar quotes are left alone', () => {
	const untouched = [
		`'{{a}}'`,
		`'it''s {{a}}'`,
		`E'\\'{{a}}'`,
		`"{{a}}"`,
		`-- {{a}}`,
		`/* {{a}} */`,
		`$$ {{a}} $$`,
		`$x$ $$ {{a}} $x$`,
	];
	for (const sql of untouched) assert.equal(bindParams(sql, {}).text, sql);
	assert.equal(bindParams(`'{{a}}' || {{a}} -- {{a}}`, { a: 1 }).text, `'{{a}}' || $1 -- {{a}}`);
});

test('text without a statement is refused before it reaches a database, which would not answer', () => {
	for (const sql of ['', '  ', ';', '-- nothing', '/* a */ ; -- b\n ;'])
		assert.equal(sqlSchema.safeParse(sql).success, false, sql);
	for (const sql of ['select 1', '-- why\nselect 1', "select '--'"])
		assert.equal(sqlSchema.safeParse(sql).success, true, sql);
});

test('a parameter without a value is refused by name', () => {
	assert.throws(() => bindParams('select {{region}}', {}), { code: 'missing_parameter', message: /\{\{region\}\}/ });
	assert.deepEqual(bindParams('select {{region}}', { region: null }).values, [null]);
});

test('an offset in what was sent leads back to the same place in the author’s text', () => {
	const name = fc.constantFrom('a', 'bb', 'a_long_name');
	const piece = fc.oneof(
		fc.constantFrom('select ', '🦊 ', "'{{a}}' ", '\n', 'nope '),
		name.map((each) => `{{${each}}}`),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
			const sql = `${pieces.join('')}HERE`;
			const { text, originOf } = bindParams(sql, { a: 1, bb: 2, a_long_name: 3 });
			// PostgreSQL counts code points; what stands at the place is what the oracle, the author's text, has there.
			const offset = [...text.slice(0, text.indexOf('HERE'))].length;
			assert.equal(originOf(offset), sql.indexOf('HERE'));
		}),
	);
});
