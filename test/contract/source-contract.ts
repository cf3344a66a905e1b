/** What every engine's source must do, on the real server, with what an author may do to it (I12). */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Query, Rows, Source } from '../../server/source/source.ts';
import type { Scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

/** One engine's words for what the suite asks. Each is one statement. */
export interface Dialect {
	/** The n-th bound value, from 1. */
	readonly bound: (position: number) => string;
	/** Sleeps for ten minutes. */
	readonly sleep: string;
	/** Numbers from 1 to `most`, in a column i. */
	readonly series: (most: number) => string;
	/** One row, one column of so many letters x. */
	readonly letters: (length: number) => string;
	/** A claim, as text; null or empty without it. */
	readonly claim: (name: string) => string;
	/** Takes an advisory lock that belongs to the session; 1 when it is had. */
	readonly lock: string;
	/** What the session keeps of a setting that a run has changed. */
	readonly leak: { readonly change: string; readonly read: string };
	/** Writes into the table `kept`. */
	readonly writes: readonly string[];
	/** Two instants, an hour apart, across the change to daylight saving in Berlin. */
	readonly summer: { readonly sql: string; readonly cells: readonly string[] };
}

export interface UnderTest {
	/** A source that may write in its database, so that what stops it is ours. */
	readonly source: Source;
	/** The same with nobody at its port, whose password is `a-reader's "secret"`. */
	readonly dead: Source;
	/** How many statements that contain this text run in the database now. Asked on another connection. */
	running(text: string): Promise<number>;
	/** The rows of the table `kept`. */
	kept(): Promise<number>;
	/** How many sessions of the source the database has. */
	sessions(): Promise<number>;
}

let tags = 0;
export const queryOf = (sql: string, more: Partial<Query> = {}): Query => ({
	tag: `chartwire run contract-${process.pid}-${++tags} 1`,
	sql,
	bound: [],
	timeZone: 'UTC',
	claims: {},
	maxRows: 5_000,
	maxBytes: 1_000_000,
	deadlineMs: 30_000,
	...more,
});
const never = new AbortController().signal;
export const runOn = (source: Source, sql: string, more: Partial<Query> = {}, signal = never): Promise<Rows> =>
	source.run(queryOf(sql, more), { signal, onRows: () => undefined });

/** Defines the suite. `open` is called once, before the tests. */
export function sourceContract(owner: Scope, dialect: Dialect, open: (owner: Scope) => Promise<UnderTest>): void {
	let target: UnderTest;
	const run = (sql: string, more: Partial<Query> = {}, signal = never) => runOn(target.source, sql, more, signal);
	before(async () => {
		target = await open(owner);
	});
	describe('what a query is given', () => givesWhatItIsAsked(dialect, run));
	describe('what a query may not do', () => staysWithinItsBounds(dialect, run, () => target));
	describe('what a query leaves behind', () => leavesNothing(dialect, run, () => target));
}

type Run = (sql: string, more?: Partial<Query>, signal?: AbortSignal) => Promise<Rows>;

function givesWhatItIsAsked({ bound, series, claim, summer }: Dialect, run: Run): void {
	test('its values are bound, whatever they contain', async () => {
		for (const value of ["'; drop table kept; --", 'back\\slash', '$1 ? :x', '', '🦊', '%_']) {
			const rows = await run(`select concat(${bound(1)}, '') as v`, { bound: [value] });
			assert.deepEqual(rows.data, [[value]]);
		}
	});

	test('two columns of one name are two columns, and an answer without rows has its columns', async () => {
		const rows = await run("select 1 as a, 'x' as a, null as b");
		assert.deepEqual([rows.columns.length, rows.columns[0]?.name, rows.columns[2]?.name], [3, 'a', 'b']);
		assert.deepEqual(rows.data, [[1], ['x'], [null]]);
		const empty = await run(`select i from (${series(3)}) t where i > 5`);
		assert.deepEqual([empty.columns.length, empty.rows, empty.truncated], [1, 0, false]);
	});

	test('its times are those of the run’s zone, across a change of daylight saving', async () => {
		assert.deepEqual((await run(summer.sql, { timeZone: 'Europe/Berlin' })).data[0], summer.cells);
	});

	test('I9 has its claims, those that the token lacks as empty text, and none of the run before', async () => {
		for (let round = 0; round < 3; round += 1) {
			const sql = `select ${claim('tenant')} as tenant, ${claim('role')} as role`;
			assert.deepEqual((await run(sql, { claims: { tenant: `t'${round}`, role: '' } })).data, [[`t'${round}`], ['']]);
			const later = (await run(sql)).data.flat();
			assert.equal(
				later.every((cell) => cell === null || cell === ''),
				true,
				JSON.stringify(later),
			);
		}
	});

	test('what the database says of wrong SQL comes with its place, counted in the statement', async () => {
		const sql = "select '🦊' as fox,\n  1 +* 2";
		const place = [...sql.slice(0, sql.indexOf('* 2'))].length;
		await assert.rejects(run(sql), (error: { name: string; offset?: number }) => {
			assert.equal(error.name, 'SqlFailure');
			assert.ok(Math.abs((error.offset ?? -99) - place) <= 1, `offset ${error.offset}, and not about ${place}`);
			return true;
		});
	});
}

function staysWithinItsBounds({ sleep, series, letters, writes }: Dialect, run: Run, target: () => UnderTest): void {
	test('I12 a second statement is refused, and neither is run', async () => {
		await assert.rejects(run('select 1; insert into kept values (2)'), { name: 'SqlFailure' });
		assert.equal(await target().kept(), 1);
	});

	test('I12 nothing is written, though its role may', async () => {
		for (const sql of writes) {
			const refused = await run(sql).then(
				() => undefined,
				(error: Error) => error.name,
			);
			assert.equal(refused, 'SqlFailure', sql);
		}
		for (const sql of ['commit', 'set transaction read write']) await run(sql).catch(() => undefined);
		await assert.rejects(run(writes[0] ?? ''), { name: 'SqlFailure' });
		assert.equal(await target().kept(), 1);
	});

	test('I12 more rows than the cap are cut there, and it says so', async () => {
		const rows = await run(series(3_000_000), { maxRows: 1_234 });
		assert.deepEqual([rows.rows, rows.truncated, rows.data[0]?.at(-1)], [1_234, true, 1_234]);
		const fits = await run(series(1_234), { maxRows: 1_234 });
		assert.deepEqual([fits.rows, fits.truncated], [1_234, false]);
		assert.deepEqual((await run('select 1 as a')).data, [[1]]);
	});

	test('I12 more bytes than the cap are cut there, and it says so', async () => {
		const rows = await run(series(2_000_000), { maxRows: 10_000_000, maxBytes: 1_000_000 });
		assert.equal(rows.truncated, true);
		assert.equal(rows.rows > 100_000 && rows.rows < 1_000_000, true, `${rows.rows} rows`);
	});

	test('I12 a row larger than the cap is refused while it arrives, or dropped, and memory does not grow by it', async () => {
		const before = process.memoryUsage().rss;
		const ended = await run(letters(15_000_000), { maxBytes: 500_000 }).catch((error: { code?: string }) => error);
		if ('rows' in ended) assert.deepEqual([ended.rows, ended.truncated], [0, true]);
		else assert.equal(ended.code, 'result_too_large');
		const grown = (process.memoryUsage().rss - before) / 1_048_576;
		assert.equal(grown < 100, true, `${grown.toFixed(0)} MB more`);
	});

	test('I12 it is stopped at its deadline, in the database too', async () => {
		await assert.rejects(run(sleep, { deadlineMs: 300 }), { code: 'deadline' });
		await until(async () => (await target().running('sleep(600)')) === 0);
	});

	test('it is cancelled at any moment, in the database too, and the next one runs', async () => {
		for (const afterMs of [0, 1, 5, 20, 200]) {
			const controller = new AbortController();
			const reason = new Error(`cancelled after ${afterMs} ms`);
			setTimeout(() => controller.abort(reason), afterMs);
			await assert.rejects(run(sleep, {}, controller.signal), reason);
		}
		assert.deepEqual((await run('select 1 as a')).data, [[1]]);
		await until(async () => (await target().running('sleep(600)')) === 0);
	});

	test('it is found by its tag and ended, after its worker was lost, and only it', async () => {
		const [lost, other] = [queryOf(sleep), queryOf(sleep)];
		const others = new AbortController();
		const silent = { onRows: () => undefined };
		const failed = assert.rejects(target().source.run(lost, { signal: never, ...silent }), {
			code: 'source_unreachable',
		});
		const canceled = assert.rejects(target().source.run(other, { signal: others.signal, ...silent }), /enough/);
		await until(async () => (await target().running('sleep(600)')) === 2);
		await target().source.endTagged(lost.tag);
		await failed;
		await until(async () => (await target().running('sleep(600)')) === 1);
		others.abort(new Error('enough'));
		await canceled;
	});

	test('a source that nobody answers for is named, without its secret, and never an unhandled rejection', async () => {
		await assert.rejects(runOn(target().dead, 'select 1'), (error: Error) => {
			assert.match(error.message, /cannot be reached.*ECONNREFUSED/);
			assert.doesNotMatch(error.message, /secret/);
			return true;
		});
		await assert.rejects(target().dead.endTagged('x'), { code: 'source_unreachable' });
	});
}

function leavesNothing({ lock, leak }: Dialect, run: Run, target: () => UnderTest): void {
	test('I12 an advisory lock is free again, and a setting is what it was', async () => {
		const [before] = (await run(leak.read)).data;
		const had = async () => String((await run(lock)).data.flat()[0]);
		for (let round = 0; round < 3; round += 1) {
			assert.match(await had(), /^(true|1)$/);
			await run(leak.change).catch(() => undefined);
			assert.deepEqual((await run(leak.read)).data[0], before);
		}
		// A session more than may be kept is ended, and the database notices that a moment later.
		await Promise.all([run(lock), run(lock), run(lock)]);
		await until(async () => /^(true|1)$/.test(await had()), { what: 'the lock is free' });
	});

	test('its session serves the next run, and no more are kept than may be', async () => {
		await Promise.all(Array.from({ length: 6 }, () => run('select 1 as a')));
		await until(async () => (await target().sessions()) <= 2, { what: 'two sessions are left' });
		for (let index = 0; index < 5; index += 1) await run('select 1 as a');
		assert.equal((await target().sessions()) <= 2, true, 'a session more than may be idle');
	});
}
