/** What the editor reads in SQL: its tokens, its statements and its parameters. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	declaredParams,
	entriesOf,
	paramsIn,
	problemOf,
	runParams,
} from '../../../workshop/pages/editor/pure/params.ts';
import { nameOf, tokensOf } from '../../../workshop/pages/editor/pure/sql-tokens.ts';
import { placeInWhole, statementAt, statementsIn } from '../../../workshop/pages/editor/pure/statements.ts';

const partsOf = (sql: string, engine: 'postgresql' | 'mysql' = 'postgresql') =>
	statementsIn(sql, engine).map(({ from, to }) => sql.slice(from, to));

const SEVERAL = `select ';' as a; -- one; two
select $x$ ; $x$, "a;b" ;
/* ; */
select 3`;

test('semicolons in literals, quoted names, dollar quotes and comments end no statement', () => {
	assert.deepEqual(partsOf(SEVERAL), [`select ';' as a`, `select $x$ ; $x$, "a;b"`, 'select 3']);
	assert.deepEqual(partsOf(`select 'it\\'s; so' ; select \`a;b\` # ;`, 'mysql'), [
		`select 'it\\'s; so'`,
		'select `a;b`',
	]);
});

test('the statement at a caret is the one around it, or ends before it in its line, or is the next', () => {
	const at = (place: number) => {
		const found = statementAt(SEVERAL, place, 'postgresql');
		return found && SEVERAL.slice(found.from, found.to);
	};
	assert.equal(at(3), `select ';' as a`);
	assert.equal(at(SEVERAL.indexOf('; -- one') + 1), `select ';' as a`);
	assert.equal(at(SEVERAL.indexOf('/* ;')), 'select 3');
	assert.equal(at(SEVERAL.length), 'select 3');
	assert.equal(statementAt('select 1;\n\n', 11, 'postgresql')?.to, 8);
	assert.equal(statementAt('-- nothing', 2, 'postgresql'), undefined);
});

test('a place in a part is told where it stands in the whole text', () => {
	const from = SEVERAL.indexOf('select $x');
	const at = (line: number, column: number) => ({ offset: 7, line, column });
	assert.deepEqual(placeInWhole(SEVERAL, from, at(1, 8)), { offset: from + 7, line: 2, column: 8 });
	assert.deepEqual(placeInWhole('select 1; select x', 10, at(1, 8)), { offset: 17, line: 1, column: 18 });
	assert.deepEqual(placeInWhole('select 1; select\nx', 10, at(2, 1)), { offset: 17, line: 2, column: 1 });
});

test('a name is read without its quotes, and in small letters where PostgreSQL reads it so', () => {
	const [plain, quoted] = tokensOf('Orders "Order ""x"" lines"', 'postgresql');
	assert.ok(plain && quoted);
	assert.equal(nameOf(plain, 'postgresql'), 'orders');
	assert.equal(nameOf(quoted, 'postgresql'), 'Order "x" lines');
	assert.equal(nameOf(plain, 'mysql'), 'Orders');
});

test('parameters are found in the order of their first use, not in literals or comments, and claims are none', () => {
	const sql = `select '{{no}}' -- {{no}}
		from t where a = {{region}} and b = {{ claims.tenant }} [[ and c > {{least}} ]] and a <> {{region}}`;
	assert.deepEqual(
		paramsIn(sql, 'postgresql').map(({ name, optional }) => [name, optional]),
		[
			['region', false],
			['least', true],
		],
	);
});

test('what a parameter is, is guessed by what stands around it, and else by its name', () => {
	const types = (sql: string) =>
		Object.fromEntries(paramsIn(sql, 'postgresql').map(({ name, guess }) => [name, guess]));
	assert.deepEqual(types('x = {{a}}::int and y = {{b}}::date and z = any({{c}}) limit {{d}}'), {
		a: 'number',
		b: 'date',
		c: 'list',
		d: 'number',
	});
	assert.deepEqual(types('at >= {{p.start}} and at < {{p.end}} and {{since}} < at and {{is_new}} and x = {{kind}}'), {
		p: 'daterange',
		since: 'date',
		is_new: 'boolean',
		kind: 'text',
	});
	assert.deepEqual(types('x = any({{a}}::int[])'), { a: 'list' });
	assert.deepEqual(types('x > {{a}}::int [[ and y = {{b}} ]]'), { a: 'number', b: 'text' });
});

test('what is typed becomes the values of a run, by the names in the SQL', () => {
	const params = paramsIn('{{p.start}} {{p.end}} {{n}}::int {{kind}} any({{ids}}) {{is_new}}', 'postgresql');
	const typed = { p: '2026-01-01/', n: '12', kind: '', ids: 'a, b,', is_new: 'true' };
	const entries = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, { text }]));
	assert.deepEqual(runParams(params, entries), {
		'p.start': '2026-01-01',
		'p.end': null,
		n: 12,
		kind: null,
		ids: ['a', 'b'],
		is_new: true,
	});
	assert.deepEqual(declaredParams(params, entries).slice(0, 3), [
		{ name: 'p', type: 'daterange', default: '2026-01-01/' },
		{ name: 'n', type: 'number', default: 12 },
		{ name: 'kind', type: 'text', required: false },
	]);
});

test('values of a run come back as what was typed', () => {
	const entries = entriesOf({ 'p.start': '2026-01-01', 'p.end': null, ids: ['a', 'b'], n: 3, gone: null });
	assert.deepEqual(entries, {
		p: { text: '2026-01-01/', type: 'daterange' },
		ids: { text: 'a, b' },
		n: { text: '3' },
		gone: { text: '' },
	});
});

test('a text that is no value of its type is told before anything runs', () => {
	assert.equal(problemOf('number', '12,5'), 'Not a number');
	assert.equal(problemOf('number', '12.5'), undefined);
	assert.match(problemOf('date', '1.2.2026') ?? '', /2026-01-31/);
	assert.equal(problemOf('daterange', '2026-01-01/'), undefined);
	assert.match(problemOf('daterange', '2026-01-01') ?? '', /two dates/);
});
