import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bindParams, namesIn, sqlSchema, withClaims } from '../../../server/runs/bind-params.ts';

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

const SQL = 'select 1 from t where true [[and a = {{a}}]] [[and b between {{b.start}} and {{ b.end }}]] and c';

test('an optional block drops out unless all of its parameters have values', () => {
	const drop = (params: Parameters<typeof bindParams>[1]) => {
		const { text, values } = bindParams(SQL, params);
		return [text.replace(/ +/g, ' '), values];
	};
	assert.deepEqual(drop({}), ['select 1 from t where true and c', []]);
	assert.deepEqual(drop({ a: null, 'b.start': '1', 'b.end': null }), ['select 1 from t where true and c', []]);
	assert.deepEqual(drop({ a: 0 }), ['select 1 from t where true and a = $1 and c', [0]]);
	assert.deepEqual(drop({ a: '', 'b.start': 1, 'b.end': 2 }), [
		'select 1 from t where true and a = $1 and b between $2 and $3 and c',
		['', 1, 2],
	]);
});

test('brackets around no parameter are the author’s own, as are those in literals and comments', () => {
	for (const sql of [
		'select array[[1, 2], [3, 4]]',
		'select a[b[1]]',
		"select '[[ {{a}} ]]'",
		'-- [[ {{a}} ]]\nselect 1',
	]) {
		assert.equal(bindParams(sql, {}).text, sql);
	}
	assert.equal(bindParams('select a[b[{{i}}]]', { i: 1 }).text, 'select a[b[$1]]');
	assert.equal(bindParams("[[ x = ']]' and y = {{y}} ]]", { y: 1 }).text, "   x = ']]' and y = $1   ");
});

test('the names in the SQL are found, in optional blocks too', () => {
	assert.deepEqual(namesIn(`${SQL} and '{{no}}' = {{c}}`), ['a', 'b.start', 'b.end', 'c']);
});

test('an offset in what was sent leads back to the same place in the author’s text, right through optional blocks', () => {
	const name = fc.constantFrom('a', 'bb', 'a_long_name', 'range.start');
	const plain = fc.oneof(
		fc.constantFrom('select ', '🦊 ', "'{{a}}' ", '\n', 'nope ', 'array[[1]] ', ']] ', "'[['"),
		name.map((each) => `{{${each}}}`),
	);
	const unset = fc.constantFrom('[[ and {{unset}} ]]', '[[{{a}} 🦊 {{ unset }}]]', "[[ ']]' = {{unset}} ]]");
	const kept = fc.array(
		fc.oneof(
			fc.constant('🦊 x '),
			name.map((each) => `{{${each}}} `),
		),
		{ maxLength: 3 },
	);
	const piece = fc.oneof(
		plain,
		unset,
		kept.map((each) => `[[ ${each.join('')} {{a}} ]]`),
	);
	const params = { a: 1, bb: 2, a_long_name: 3, 'range.start': 4, unset: null };
	fc.assert(
		fc.property(
			fc.array(piece, { maxLength: 8 }),
			fc.array(piece, { maxLength: 3 }),
			fc.boolean(),
			(before, after, inBlock) => {
				const here = inBlock ? '[[ HERE {{bb}} ]]' : 'HERE';
				const sql = `${before.join('')} ${here} ${after.join('')}`;
				const { text, originOf } = bindParams(sql, params);
				// PostgreSQL counts code points; what stands at the place is what the oracle, the author's text, has there.
				const offset = [...text.slice(0, text.indexOf('HERE'))].length;
				assert.equal(originOf(offset), sql.indexOf('HERE'));
				assert.equal(text.includes('unset'), false);
			},
		),
		{ numRuns: 1_000 },
	);
});

test('an error at a bound value stands where its parameter is written', () => {
	const sql = 'select [[{{none}},]] {{a}}, {{b}}';
	const { text, originOf } = bindParams(sql, { none: null, a: 1, b: 2 });
	assert.equal(originOf(text.indexOf('$1')), sql.indexOf('{{a}}'));
	assert.equal(originOf(text.indexOf('$2') + 1), sql.indexOf('{{b}}'));
});

test('for MySQL each use is bound anew, a list is as many values, and an empty one is null', () => {
	const sql =
		'select * from t where a in ({{a}}) [[ and b = {{b}} ]] # {{c}}\nor {{d}} = "{{e}}" or a in ({{f}}) or {{d}}';
	const { text, values } = bindParams(sql, { a: [1, 2], b: null, d: 'x', f: [] }, 'mysql');
	assert.equal(text, 'select * from t where a in (?, ?)   # {{c}}\nor ? = "{{e}}" or a in (null) or ?');
	assert.deepEqual(values, [1, 2, 'x', 'x']);
});

test('what the viewer’s token says is bound by its own names, and no parameter stands for it', () => {
	const sql = "select {{claims.tenant}}, {{tenant}}, '{{claims.tenant}}'";
	assert.deepEqual(namesIn(sql), ['claims.tenant', 'tenant']);
	const { text, values } = bindParams(sql, withClaims({ tenant: 'of the page' }, { tenant: 'of the token' }));
	assert.equal(text, "select $1, $2, '{{claims.tenant}}'");
	assert.deepEqual(values, ['of the token', 'of the page']);
	assert.deepEqual(bindParams('select {{claims.tenant}}', withClaims({}, { tenant: null })).values, [null]);
	assert.throws(() => bindParams(sql, withClaims({ tenant: 'of the page' }, {})), { code: 'missing_parameter' });
});
