/** A stored table that is read by rows, against the table itself; and names of files, against those who will read them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ColumnSplitter } from '../../../server/exports/column-splitter.ts';
import { csvRows } from '../../../server/exports/csv-rows.ts';
import { attachment, fileName } from '../../../server/exports/file-name.ts';
import { sendPieces } from '../../../server/exports/send-pieces.ts';
import { shelve } from '../../../server/exports/shelf.ts';
import type { Cell, Column, Table } from '../../../widget/protocol.ts';
import { csvOf } from '../../../widget/taking/rows.ts';

const text = fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', '\n', '\r', '=', 'é', '🎈', 'a') });
const cell: fc.Arbitrary<Cell> = fc.oneof(
	text,
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
	fc.jsonValue() as fc.Arbitrary<never>,
);

const tables: fc.Arbitrary<Table> = fc
	.tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 30 }))
	.chain(([width, rows]) =>
		fc.record({
			columns: fc.array(
				fc.record({ name: text, type: fc.constantFrom<Column['type']>('text', 'number', 'json', 'other') }),
				{ minLength: width, maxLength: width },
			),
			data: fc.array(fc.array(cell, { minLength: rows, maxLength: rows }), { minLength: width, maxLength: width }),
			rows: fc.constant(rows),
			truncated: fc.boolean(),
		}),
	);

const bodyOf = ({ columns, data, rows, truncated }: Table) =>
	Buffer.from(JSON.stringify({ columns, data, rows, truncated }));

test('a table’s columns are found in its JSON wherever the pieces are cut', () => {
	fc.assert(
		fc.property(tables, fc.integer({ min: 1, max: 50 }), (table, size) => {
			const splitter = new ColumnSplitter();
			const found: Cell[][] = table.columns.map(() => []);
			const body = bodyOf(table);
			for (let at = 0; at < body.length; at += size) {
				for (const { column, json } of splitter.take(body.subarray(at, at + size))) {
					found[column]?.push(...(JSON.parse(`[${json.toString()}]`) as Cell[]));
				}
			}
			// As JSON has it: it knows no minus zero.
			const truth = JSON.parse(JSON.stringify(table)) as Table;
			assert.deepEqual([splitter.columns, found], [truth.columns, truth.data]);
			assert.equal(splitter.isOver, true);
		}),
	);
});

test('the CSV of a stored table is that of the table, whichever way it is compressed', async () => {
	const property = fc.asyncProperty(tables, fc.boolean(), async (table, isGzip) => {
		const body = isGzip ? gzipSync(bodyOf(table)) : brotliCompressSync(bodyOf(table));
		const shelf = await shelve({ body, encoding: isGzip ? 'gzip' : 'br' });
		const pieces: Buffer[] = [];
		for await (const piece of csvRows(shelf, table.rows)) pieces.push(piece);
		assert.equal(Buffer.concat(pieces).toString(), csvOf(JSON.parse(JSON.stringify(table)) as Table));
	});
	await fc.assert(property, { numRuns: 50 });
});

test('columns whose blocks end at different rows are read side by side, cell by cell', async () => {
	const rows = 15_000;
	const data = [
		Array.from({ length: rows }, (_, row) => row),
		Array.from({ length: rows }, (_, row) => (row % 7_000 === 0 ? 'x'.repeat(100_000) : `${row}`)),
		Array.from({ length: rows }, (_, row) => ({ at: [row] }) as never),
	];
	const columns = ['i', 'text', 'doc'].map((name): Column => ({ name, type: name === 'i' ? 'number' : 'text' }));
	const shelf = await shelve({
		body: brotliCompressSync(bodyOf({ columns, data, rows, truncated: false })),
		encoding: 'br',
	});
	const pieces: Buffer[] = [];
	for await (const piece of csvRows(shelf, rows)) pieces.push(piece);
	assert.ok(pieces.length > 5, `${pieces.length} pieces`);
	const lines = Buffer.concat(pieces).toString().split('\r\n');
	assert.equal(lines.length, rows + 2);
	for (let row = 0; row < rows; row += 1) {
		const middle = row % 7_000 === 0 ? 'x'.repeat(100_000) : `${row}`;
		if (lines[row + 1] !== `${row},${middle},"{""at"":[${row}]}"`)
			assert.fail(`row ${row}: ${lines[row + 1]?.slice(0, 80)}`);
	}
});

test('a body that ends too early is no table', async () => {
	const table = { columns: [{ name: 'i', type: 'number' }], data: [[1, 2, 3]], rows: 3, truncated: false } as const;
	const cut = bodyOf(table).subarray(0, 55);
	await assert.rejects(shelve({ body: gzipSync(cut), encoding: 'gzip' }), /no table, or has no end/);
});

const odd = fc.constantFrom(
	'"',
	'\\',
	'\r',
	'\n',
	';',
	'/',
	"'",
	'%',
	'ü',
	'e\u0301',
	'東',
	'🎈',
	'\u202e',
	'\0',
	'\ud800',
	'a',
);

test('a file is named in any language, and no name reaches beyond its header', () => {
	fc.assert(
		fc.property(fc.string({ unit: odd, maxLength: 300 }), (title) => {
			const name = fileName({ title, asOf: 0, rows: 1, truncated: false });
			const header = attachment(name);
			assert.match(header, /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.~!%-]+$/);
			const [, encoded = ''] = /UTF-8''(.*)$/.exec(header) ?? [];
			assert.equal(decodeURIComponent(encoded), name);
			assert.ok(Buffer.byteLength(name) <= 255, name);
		}),
		{ numRuns: 50 },
	);
	assert.equal(fileName({ title: '///', asOf: 0, rows: 5, truncated: true }), 'chart-1970-01-01-first-5-rows.csv');
});

test('pieces are made as fast as they are taken, and no more once the client has gone', async () => {
	let made = 0;
	async function* pieces() {
		for (;;) {
			made += 1;
			yield Buffer.from('x');
		}
	}
	const ends: string[] = [];
	const stream = sendPieces(pieces(), { stallMs: 60_000, onBytes: () => undefined, onEnd: (end) => ends.push(end) });
	const reader = stream.getReader();
	await reader.read();
	await reader.read();
	await new Promise((resolve) => setImmediate(resolve));
	assert.ok(made <= 3, `${made} pieces were made for two that were taken`);
	await reader.cancel();
	await new Promise((resolve) => setImmediate(resolve));
	assert.deepEqual([ends, made <= 3], [['left'], true]);
});
