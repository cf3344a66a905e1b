/**
 * Which waiting runs get the free places, step by step as one would do it by hand: what the SQL of the line is compared
 * with. Each step looks for the one run that is next, gives it its place, and begins anew.
 */

export interface LineRun {
	readonly id: string;
	readonly project: string;
	readonly source: string;
	readonly subject: string;
	readonly state: 'waiting' | 'queued' | 'running';
	readonly priority: number;
	/** How long ago it was accepted. */
	readonly ageMs: number;
}

export interface LineLimits {
	/** By project and source. */
	readonly perSource: Readonly<Record<string, number>>;
	readonly perProject: number;
	readonly perWorkers: number;
	readonly ageMs: number;
}

type Compare = (a: LineRun, b: LineRun) => number;

const levelOf = (run: LineRun, { ageMs }: LineLimits) => Math.max(0, run.priority - Math.floor(run.ageMs / ageMs));
const older: Compare = (a, b) => b.ageMs - a.ageMs || (a.id < b.id ? -1 : 1);
const sourceOf = (run: LineRun) => `${run.project}/${run.source}`;
const userOf = (run: LineRun) => `${run.project}/${run.subject}`;

function firstBy(runs: readonly LineRun[], keys: readonly Compare[]): LineRun | undefined {
	return [...runs].sort((a, b) => keys.reduce((sum, key) => sum || key(a, b), 0))[0];
}

/** Takes up to `free` runs, one at a time: each time who has least, in the sense of `of`, is served. */
function takeTurns(
	waiting: readonly LineRun[],
	options: {
		busy: readonly LineRun[];
		free: number;
		of: (run: LineRun) => string;
		limits: LineLimits;
		first: 'level' | 'turn';
	},
): LineRun[] {
	const { busy, of, limits, first } = options;
	const taken: LineRun[] = [];
	const has = (run: LineRun) => [...busy, ...taken].filter((other) => of(other) === of(run)).length;
	const byLevel: Compare = (a, b) => levelOf(a, limits) - levelOf(b, limits);
	const byTurn: Compare = (a, b) => has(a) - has(b);
	const keys = first === 'level' ? [byLevel, byTurn, older] : [byTurn, byLevel, older];
	while (taken.length < options.free) {
		const next = firstBy(
			waiting.filter((run) => !taken.includes(run)),
			keys,
		);
		if (next === undefined) break;
		taken.push(next);
	}
	return taken;
}

/** Of the waiting runs those that get a place: of their source, then of their project, then of the workers. */
export function fairChoice(runs: readonly LineRun[], limits: LineLimits): readonly string[] {
	const waiting = runs.filter(({ state }) => state === 'waiting');
	const live = runs.filter(({ state }) => state !== 'waiting');
	const groups = (of: (run: LineRun) => string, among: readonly LineRun[]) => [...new Set(among.map(of))];
	const fromSources = groups(sourceOf, waiting).flatMap((source) => {
		const busy = live.filter((run) => sourceOf(run) === source);
		return takeTurns(
			waiting.filter((run) => sourceOf(run) === source),
			{ busy, free: (limits.perSource[source] ?? 0) - busy.length, of: userOf, limits, first: 'level' },
		);
	});
	const fromProjects = groups(({ project }) => project, fromSources).map((project) => {
		const busy = live.filter((run) => run.project === project);
		return takeTurns(
			fromSources.filter((run) => run.project === project),
			{ busy, free: limits.perProject - busy.length, of: userOf, limits, first: 'level' },
		);
	});
	return interleave(fromProjects, { live, free: limits.perWorkers - live.length, limits });
}

/** The projects take turns, each with the first of its own line. */
function interleave(
	lines: readonly LineRun[][],
	{ live, free, limits }: { live: readonly LineRun[]; free: number; limits: LineLimits },
): readonly string[] {
	const taken: LineRun[] = [];
	const has = (run: LineRun) => [...live, ...taken].filter(({ project }) => project === run.project).length;
	while (taken.length < free) {
		const heads = lines.flatMap((line) => line.slice(0, 1));
		const next = firstBy(heads, [(a, b) => has(a) - has(b), (a, b) => levelOf(a, limits) - levelOf(b, limits), older]);
		if (next === undefined) break;
		lines.find((line) => line[0] === next)?.shift();
		taken.push(next);
	}
	return taken.map(({ id }) => id);
}
