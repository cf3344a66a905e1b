/**
 * Types without loss, on a real PostgreSQL: what a generator makes is written as a parameter, read back through the
 * source and through JSON, and compared with the generator's value. docs/types.md has the mapping.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import postgres from 'postgres';
import { PostgresSource } from '../../server/source/postgres.ts';
import type { Rows } from '../../server/source/source.ts';
import type { ParamValue } from '../../widget/protocol.ts';
import { quietLog } from '../support/log.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';

const owner = scope();
let source: PostgresSource;

before(async () => {
	const { url } = await withPostgres(owner);
	source = new PostgresSource({ url, maxIdle: 1, log: quietLog });
	owner.defer(() => source.close());
	const admin = postgres(url, { max: 1, onnotice: () => {} });
	await admin`create type mood as enum ('glad', 'so so', 'Trüb''e')`;
	await admin`create domain cents as numeric(10, 2)`;
	await admin`create table amounts (amount numeric(10, 2), rate numeric, cents cents)`;
	await admin`insert into amounts values (1.5, 0.10, 3), (100, 0.10, 4.5)`;
	await admin.end();
});

const never = new AbortController().signal;

async function ask(sql: string, bound: readonly ParamValue[] = [], timeZone = 'UTC'): Promise<Rows> {
	const limits = { maxRows: 10_000, maxBytes: 10_000_000, deadlineMs: 30_000 };
	const query = { tag: 'types', sql, bound, timeZone, claims: {}, ...limits };
	const rows = await source.run(query, { signal: never, onRows: () => undefined });
	// What travels is JSON.
	return JSON.parse(JSON.stringify(rows)) as Rows;
}

/** Values of one type there and back, many in one query: each is bound as text and read as a column's cell. */
async function returns<T>(
	type: string,
	values: fc.Arbitrary<T>,
	text: (value: T) => string,
	read: (cell: unknown, scale?: number) => T,
) {
	await fc.assert(
		fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 40 }), async (list) => {
			const sql = `select value::${type} as value from unnest($1::text[]) with ordinality as t (value, place) order by place`;
			const rows = await ask(sql, [list.map(text)]);
			const scale = rows.columns[0]?.scale;
			assert.deepEqual(
				rows.data[0]?.map((cell) => read(cell, scale)),
				list,
			);
		}),
		{ numRuns: 40 },
	);
}

const same = (cell: unknown) => cell as string;
const day = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
/** Text as a database takes it: without U+0000 and without half a character. */
const text = fc.string({ unit: 'binary', maxLength: 30 }).map((each) => each.replaceAll('\0', ''));

describe('a value comes back as it was:', () => {
	test('bigint, beyond what a JSON number holds', () =>
		returns('bigint', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), String, (cell) => BigInt(cell as string)));

	test('integer', () => returns('integer', fc.integer(), String, (cell) => cell as number));

	test('double precision, with NaN, infinities and minus zero', () =>
		returns(
			'double precision',
			fc.double(),
			(value) => (Object.is(value, -0) ? '-0' : String(value)),
			(cell) => Number(cell),
		));

	test('numeric, with all of its zeros', () =>
		returns(
			'numeric',
			fc.oneof(
				fc.tuple(fc.bigInt(), fc.integer({ min: 0, max: 20 })).map(([value, scale]) => scaled(value, scale)),
				fc.constantFrom('NaN', 'Infinity', '-Infinity'),
			),
			String,
			padded,
		));

	test('numeric(12, 2), whose scale travels', () =>
		returns(
			'numeric(12, 2)',
			fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }).map((each) => scaled(each, 2)),
			String,
			padded,
		));

	test('text, whatever it is', () => returns('text', text, String, same));
	test('boolean', () => returns('boolean', fc.boolean(), String, (cell) => cell as boolean));
	test('uuid', () => returns('uuid', fc.uuid(), String, same));
	test('date', () =>
		returns(
			'date',
			fc.date(day).map((each) => each.toISOString().slice(0, 10)),
			String,
			same,
		));

	test('timestamp, to the microsecond', () =>
		returns(
			'timestamp',
			fc.tuple(
				fc.date(day).map((date) => new Date(Math.floor(date.getTime() / 1_000) * 1_000)),
				fc.integer({ min: 0, max: 999_999 }),
			),
			([date, micros]) => instant(date, micros),
			(cell): [Date, number] => {
				const [, seconds = '', fraction = ''] = /^([^.]*)(?:\.(\d+))?$/.exec(String(cell)) ?? [];
				return [new Date(`${seconds}.000Z`), Number(fraction.padEnd(6, '0'))];
			},
		));

	test('timestamp with time zone, as the same instant', () =>
		returns(
			'timestamptz',
			fc.date({ ...day, min: new Date('1900-01-01') }),
			(date) => date.toISOString(),
			(cell) => new Date(String(cell)),
		));

	test('bytea', () =>
		returns(
			'bytea',
			fc.uint8Array().map((each) => Buffer.from(each).toString('hex')),
			(hex) => `\\x${hex}`,
			(cell) => String(cell).slice(2),
		));

	test('jsonb, with numbers of any length', () =>
		returns(
			'jsonb',
			fc
				.jsonValue({ maxDepth: 3, noUnicodeString: true } as never)
				.filter((each) => each !== null && !/\\u0000|-0|e[-+]/.test(JSON.stringify(each)))
				// JSON writes minus zero as 0, inside of an array too.
				.map((each) => JSON.parse(JSON.stringify(each)) as unknown),
			(value) => JSON.stringify(value),
			(cell) => cell as never,
		).then(async () => {
			assert.deepEqual((await ask("select '12345678901234567890'::jsonb")).data, [['12345678901234567890']]);
		}));

	test('an array, as the database writes it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer(), { maxLength: 10 }), async (list) => {
				assert.deepEqual((await ask('select $1::int[]', [list])).data, [[`{${list.join()}}`]]);
			}),
			{ numRuns: 20 },
		);
	});

	test('a list of texts, each of them whole', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (list) => {
				const rows = await ask('select value from unnest($1::text[]) with ordinality t (value, place) order by place', [
					list,
				]);
				assert.deepEqual(rows.data[0], list);
			}),
			{ numRuns: 60 },
		);
	});
});

/** A whole number of units as a decimal with so many places. */
function scaled(value: bigint, scale: number): string {
	const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
	const plain = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
	return value < 0n ? `-${plain}` : plain;
}

/** What a reader does with a decimal's cell. */
function padded(cell: unknown, scale?: number): string {
	if (typeof cell !== 'number' || scale === undefined) return String(cell);
	const [whole = '', fraction = ''] = String(cell).split('.');
	return `${whole}.${fraction.padEnd(scale, '0')}`;
}

const instant = (date: Date, micros: number) => `${date.toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}`;

describe('the documented mapping', () => {
	const documented = readFileSync(new URL('../../docs/types.md', import.meta.url), 'utf8');
	/** `| SQL expression | column type | cell |`, in the page's table of examples. */
	const examples = [...documented.matchAll(/^\| `([^`]+)` \| (\w+) \| `([^`]+)` \|$/gm)];

	test('is what a query answers, for every example of the page', async () => {
		assert.ok(examples.length >= 25, `only ${examples.length} examples`);
		for (const [, sql = '', type, cell = ''] of examples) {
			const rows = await ask(`select ${sql} as value`, [], 'Europe/Berlin');
			assert.deepEqual([rows.columns[0]?.type, rows.data[0]?.[0]], [type, JSON.parse(cell)], sql);
		}
	});

	test('has the scale of columns, domains and casts', async () => {
		const rows = await ask('select amount, rate, cents, amount / 3 as third, amount::int as whole from amounts');
		assert.deepEqual(
			rows.columns.map(({ scale }) => scale),
			[2, 2, 2, undefined, undefined],
		);
		assert.deepEqual(rows.data.slice(0, 3), [
			[1.5, 100],
			[0.1, 0.1],
			[3, 4.5],
		]);
	});

	test('gives columns of one name, and those without a name, names of their own', async () => {
		const rows = await ask('select 1 as a, 2 as a, 3, 4, null as b');
		assert.deepEqual(
			rows.columns.map(({ name }) => name),
			['a', 'a_2', 'column_3', 'column_4', 'b'],
		);
		assert.deepEqual(rows.data.flat(), [1, 2, 3, 4, null]);
	});
});

describe('a bound value', () => {
	test('of a date means a day of the run’s time zone, not of UTC', async () => {
		const sql =
			"select timestamptz '2026-07-01 00:30+02' >= $1 as after, timestamptz '2026-06-30 23:30+02' >= $1 as before";
		assert.deepEqual((await ask(sql, ['2026-07-01'], 'Europe/Berlin')).data, [[true], [false]]);
	});

	test('that is the text "true" is true where a boolean is wanted, and JSON where JSON is', async () => {
		assert.deepEqual((await ask('select $1::boolean, $2::json', ['true', '{"a":1}'])).data, [[true], [{ a: 1 }]]);
	});

	test('that is a list is what any() takes, of whatever type', async () => {
		const sql = 'select count(*)::int from generate_series(1, 9) i where i = any($1) and i::text = any($2)';
		assert.deepEqual(
			(
				await ask(sql, [
					[1, 2, 3],
					['2', '3', '4'],
				])
			).data,
			[[2]],
		);
		assert.deepEqual((await ask(sql, [[], ['2']])).data, [[0]]);
	});
});
