/** Who is next: what the SQL of the line chooses, against turns taken by hand, on a real PostgreSQL. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { connectDatabase, type Database } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { AGE_MS, lineStatement } from '../../server/runs/line.ts';
import { fairChoice, type LineRun, type Served } from '../support/fair-order.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';

const owner = scope();
let database: Database;

before(async () => {
	database = connectDatabase((await withPostgres(owner)).url, { max: 1 });
	owner.defer(() => database.end({ timeout: 1 }));
	await migrate(database);
});

interface Line {
	readonly runs: readonly LineRun[];
	readonly perSource: Readonly<Record<string, number>>;
	readonly perProject: number;
	readonly perWorkers: number;
	readonly served?: readonly Served[];
}

interface Placed {
	readonly id: string;
	readonly place: number;
	readonly reason: string | null;
	readonly admitted: boolean;
}

/** Writes a line down and asks for it, all at one moment; nothing of it stays. */
async function askLine(line: Line, more = ''): Promise<readonly Placed[]> {
	let placed: readonly Placed[] = [];
	const undo = new Error('undo');
	await database
		.begin(async (tx) => {
			const sources = Object.entries(line.perSource).map(([key, most]) => {
				const [project, name] = key.split('/');
				return { project, name, engine: 'postgresql', url: 'postgres://nowhere', max_concurrent: most };
			});
			await tx`insert into sources ${tx(sources)}`;
			await tx`insert into workers (worker, concurrency) values ('w', ${line.perWorkers})`;
			for (const { id, project, source, subject, state, priority, ageMs } of line.runs) {
				await tx`
					insert into runs (id, project, source, question, sql, origin, subject, priority, state, worker, accepted_at)
					values (${id}, ${project}, ${source}, ${id}, 'select 1', 'author', ${subject}, ${priority}, ${state},
						${state === 'running' ? 'w' : null}, now() - ${ageMs}::float8 * interval '1 ms')`;
			}
			for (const { project, source, subject, agoMs } of line.served ?? []) {
				await tx`
					insert into served values (${project}, ${source}, ${subject}, now() - ${agoMs}::float8 * interval '1 ms')
					on conflict do nothing`;
			}
			if (more !== '') await tx.unsafe(more).simple();
			placed = (await tx.unsafe(lineStatement('line', line.perProject))) as unknown as readonly Placed[];
			throw undo;
		})
		.catch((error: unknown) => {
			if (error !== undo) throw error;
		});
	return placed;
}

const admittedOf = (placed: readonly Placed[]) =>
	placed
		.filter(({ admitted }) => admitted)
		.map(({ id }) => id)
		.sort();
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const run = (index: number, more: Partial<LineRun> = {}): LineRun => ({
	id: idOf(index),
	project: 'p',
	source: 's',
	subject: 'ada',
	state: 'waiting',
	priority: 0,
	ageMs: 10_000 - index,
	...more,
});
const many = (from: number, count: number, more: Partial<LineRun> = {}) =>
	Array.from({ length: count }, (_, index) => run(from + index, more));
const roomy = { perSource: { 'p/s': 4, 'q/s': 4 }, perProject: 100, perWorkers: 100 };

describe('the line', () => {
	const anyRun = fc.record({
		project: fc.constantFrom('p', 'q', 'r'),
		source: fc.constantFrom('s', 't'),
		subject: fc.constantFrom('ada', 'ben', 'cy'),
		state: fc.constantFrom(
			'waiting' as const,
			'waiting' as const,
			'waiting' as const,
			'queued' as const,
			'running' as const,
		),
		priority: fc.integer({ min: 0, max: 2 }),
		// Whole steps of age, and not at their very edges: both sides read the same level.
		ageMs: fc.integer({ min: 0, max: 400 }).map((step) => step * 250 + 125),
	});
	const anyLine = fc.record({
		runs: fc.array(anyRun, { maxLength: 30 }).map((runs) => runs.map((each, index) => ({ ...each, id: idOf(index) }))),
		perSource: fc.record(
			Object.fromEntries(
				['p/s', 'p/t', 'q/s', 'q/t', 'r/s', 'r/t'].map((key) => [key, fc.integer({ min: 1, max: 6 })]),
			),
		),
		perProject: fc.integer({ min: 1, max: 8 }),
		perWorkers: fc.integer({ min: 1, max: 14 }),
		served: fc.uniqueArray(
			fc.record({
				project: fc.constantFrom('p', 'q', 'r'),
				source: fc.constantFrom('s', 't'),
				subject: fc.constantFrom('ada', 'ben', 'cy'),
				agoMs: fc.integer({ min: 1, max: 100_000 }),
			}),
			{ maxLength: 10, selector: ({ project, source, subject }) => `${project}/${source}/${subject}` },
		),
	});

	test('lets through exactly those whose turn it is, whatever waits and runs', async () => {
		let admitted = 0;
		await fc.assert(
			fc.asyncProperty(anyLine, async (line) => {
				const chosen = admittedOf(await askLine(line));
				admitted += chosen.length;
				assert.deepEqual(chosen, [...fairChoice(line.runs, { ...line, ageMs: AGE_MS })].sort());
			}),
			{ numRuns: 150 },
		);
		assert.ok(admitted > 100, `${admitted} runs were let through, so nearly nothing was compared`);
	});

	test('gives the one query of an author its turn before the 200 of another', async () => {
		const placed = await askLine({ ...roomy, runs: [...many(1, 200), run(300, { subject: 'ben', ageMs: 1 })] });
		assert.ok(admittedOf(placed).includes(idOf(300)));
		assert.equal(placed.find(({ id }) => id === idOf(300))?.place, 2);
	});

	test('gives users turns where there is one place only: whoever was just served is next to last', async () => {
		const served = [{ project: 'p', source: 's', subject: 'ada', agoMs: 5 }];
		const runs = [...many(1, 200), run(300, { subject: 'ben', ageMs: 1 })];
		const line = { ...roomy, perSource: { 'p/s': 1 }, runs };
		assert.deepEqual(admittedOf(await askLine({ ...line, served })), [idOf(300)]);
		const both = [...served, { project: 'p', source: 's', subject: 'ben', agoMs: 4 }];
		assert.deepEqual(admittedOf(await askLine({ ...line, served: both })), [idOf(1)]);
	});

	test('gives projects turns where workers are few', async () => {
		const runs = [...many(1, 50), ...many(100, 2, { project: 'q', ageMs: 1 })];
		const chosen = admittedOf(await askLine({ ...roomy, perWorkers: 4, runs }));
		assert.deepEqual(chosen, [1, 2, 100, 101].map(idOf));
	});

	test('puts authors before viewers before schedules, and whoever has waited long enough among the first', async () => {
		const [schedule, viewer, author] = [
			run(1, { priority: 2, ageMs: 20_000 }),
			run(2, { priority: 1, ageMs: 15_000, subject: 'ben' }),
			run(3, { ageMs: 10, subject: 'cy' }),
		];
		const placesOf = async (runs: readonly LineRun[]) => {
			const placed = await askLine({ ...roomy, runs });
			return runs.map(({ id }) => placed.find((each) => each.id === id)?.place);
		};
		assert.deepEqual(await placesOf([schedule, viewer, author]), [3, 2, 1]);
		const aged = { ...schedule, ageMs: 2 * AGE_MS + 1_000 };
		assert.deepEqual(await placesOf([aged, viewer, author]), [1, 3, 2]);
	});

	test('lets one run try a source that is down, when its time has come, and says why the others wait', async () => {
		const down = (retry: string) =>
			`insert into circuits (project, source, failures, opened_at, retry_at) values ('p', 's', 3, now(), now() + interval '${retry}')`;
		const runs = many(1, 5);
		const early = await askLine({ ...roomy, runs }, down('1 s'));
		assert.deepEqual(admittedOf(early), []);
		assert.ok(early.every(({ reason }) => reason === 'source_down'));
		assert.deepEqual(admittedOf(await askLine({ ...roomy, runs }, down('-1 s'))), [idOf(1)]);
		const tried = [...runs, run(9, { state: 'running' })];
		assert.deepEqual(admittedOf(await askLine({ ...roomy, runs: tried }, down('-1 s'))), []);
	});

	test('leaves no place for what a worker that has retired still runs, and none to one that fell silent', async () => {
		const runs = [...many(1, 3), ...many(10, 2, { state: 'running' })];
		const line = { ...roomy, perSource: { 'p/s': 20 }, perWorkers: 3, runs };
		assert.equal(admittedOf(await askLine(line)).length, 1);
		const elsewhere = "update runs set worker = 'retired' where state = 'running'";
		assert.equal(admittedOf(await askLine(line, elsewhere)).length, 3);
		const silent = "insert into workers values ('x', 50, now() - interval '11 s')";
		assert.equal(admittedOf(await askLine(line, silent)).length, 1);
	});
});
