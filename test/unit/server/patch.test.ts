import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patchOf } from '../../../server/results/patch.ts';
import { applyPatch } from '../../../widget/patch.ts';
import type { Cell, Table } from '../../../widget/protocol.ts';

const ROOMY = 1e9;
const columns = [
	{ name: 'day', type: 'date' },
	{ name: 'total', type: 'number' },
	{ name: 'note', type: 'json' },
] as const;

const tableOf = (rows: readonly (readonly Cell[])[]): Table => ({
	columns,
	data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
	rows: rows.length,
	truncated: false,
});

/** Few different values, so that rows are often equal, repeated and moved. */
const row = fc.tuple(
	fc.constantFrom('2024-01-01', '2024-01-02', 'ä"\\', ''),
	fc.constantFrom(0, 1, 1.5, null),
	fc.constantFrom<Cell>(null, { a: [1] }, [1, '2'], 'x', true),
);
const rows = fc.array(row, { maxLength: 30 });

/** A list that came of another by what refreshes do: rows appended, removed, changed, moved. */
const refreshed = rows.chain((before) =>
	fc.tuple(fc.constant(before), fc.nat(30), fc.nat(30), rows, fc.nat(30)).map(([old, from, count, added, to]) => {
		const after = [...old];
		const taken = after.splice(from, count);
		after.splice(to, 0, ...(count % 3 === 0 ? taken : []), ...added.slice(0, 4));
		return [old, after] as const;
	}),
);

function check(before: readonly (readonly Cell[])[], after: readonly (readonly Cell[])[]): void {
	const [base, next] = [tableOf(before), tableOf(after)];
	const patch = patchOf({ ...base, hash: 'h' }, next, ROOMY);
	assert.ok(patch, 'there is room for it');
	assert.equal(patch.base, 'h');
	// As it travels.
	const sent = JSON.parse(JSON.stringify(patch)) as typeof patch;
	assert.deepEqual(applyPatch(base, sent, next.rows), next.data);
}

test('a patch makes of the old table the new one, whatever the two are', () => {
	fc.assert(fc.property(rows, rows, check), { numRuns: 300 });
	fc.assert(
		fc.property(refreshed, ([before, after]) => check(before, after)),
		{ numRuns: 300 },
	);
});

const many = Array.from({ length: 1_000 }, (_, at) => [`day ${at}`, at, null] as const);
const size = (before: readonly (readonly Cell[])[], after: readonly (readonly Cell[])[]) =>
	JSON.stringify(patchOf({ ...tableOf(before), hash: 'h'.repeat(43) }, tableOf(after), ROOMY)).length;

test('a window that slides, a row that is changed, removed or moved, costs some bytes, and nothing of the rest', () => {
	const changed = many.map((each, at) => (at === 500 ? (['day 500', -1, null] as const) : each));
	for (const [what, after] of [
		['appended', [...many, ['day 1000', 1000, null] as const]],
		['slid', [...many.slice(1), ['day 1000', 1000, null] as const]],
		['removed', many.filter((_, at) => at !== 500)],
		['changed', changed],
		['moved', [...many.slice(900), ...many.slice(0, 900)]],
		['emptied', []],
		['the same', many],
	] as const) {
		assert.ok(size(many, after) < 220, `${what}: ${size(many, after)} bytes`);
		check(many, after);
	}
	check([], many);
});

test('other columns, or more bytes than are allowed, are sent whole', () => {
	const base = { ...tableOf(many), hash: 'h' };
	const renamed = { ...tableOf(many), columns: columns.map((each) => ({ ...each, name: `${each.name}!` })) };
	assert.equal(patchOf(base, renamed, ROOMY), undefined);
	const typed = { ...tableOf(many), columns: columns.map((each) => ({ ...each, type: 'text' as const })) };
	assert.equal(patchOf(base, typed, ROOMY), undefined);
	const other = many.map(([day, total]) => [day, total + 0.5, null] as const);
	const whole = JSON.stringify(patchOf(base, tableOf(other), ROOMY)).length;
	// What it takes is estimated before it is made, by a few bytes a row too much.
	assert.ok(patchOf(base, tableOf(other), whole * 1.2), 'it fits');
	assert.equal(patchOf(base, tableOf(other), whole - 1), undefined);
	// Every second row is another one: many pieces, each of which counts.
	const half = many.map((each, at) => (at % 2 === 0 ? each : ([each[0], -1, null] as const)));
	const patch = patchOf(base, tableOf(half), 20_000);
	assert.equal(patch, undefined);
});

test('a patch that does not fit its base is not applied', () => {
	const base = tableOf(many);
	assert.equal(applyPatch(base, { base: 'h', pieces: [{ from: 990, count: 20 }] }, 20), undefined);
	assert.equal(applyPatch(base, { base: 'h', pieces: [{ rows: [['a'], [1]] }] }, 1), undefined);
});

test('tables of 20,000 equal rows, or of none in common, take no longer than they are long', () => {
	const equal = Array.from({ length: 20_000 }, () => ['a', 1, null] as const);
	check(equal, equal.slice(7));
	const other = Array.from({ length: 20_000 }, (_, at) => [`b${at}`, 1, null] as const);
	assert.equal(patchOf({ ...tableOf(equal), hash: 'h' }, tableOf(other), 16_384), undefined);
});
