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
	readonly served: readonly Served[];
}

/** How long ago a user was last given a place of a source, before this choice. */
export interface Served {
	readonly project: string;
	readonly source: string;
	readonly subject: string;
	readonly agoMs: number;
}

type Compare = (a: LineRun, b: LineRun) => number;

const levelOf = (run: LineRun, { ageMs }: LineLimits) => Math.max(0, run.priority - Math.floor(run.ageMs / ageMs));
const older: Compare = (a, b) => b.ageMs - a.ageMs || (a.id < b.id ? -1 : 1);
const sourceOf = (run: { project: string; source: string }) => `${run.project}/${run.source}`;
const userOf = (run: { project: string; subject: string }) => `${run.project}/${run.subject}`;

/** Who was never served counts as longest ago. */
const servedAgo = ({ served }: LineLimits, isMeant: (each: Served) => boolean) =>
	Math.min(Number.MAX_SAFE_INTEGER, ...served.filter(isMeant).map(({ agoMs }) => agoMs));

function firstBy(runs: readonly LineRun[], keys: readonly Compare[]): LineRun | undefined {
	return [...runs].sort((a, b) => keys.reduce((sum, key) => sum || key(a, b), 0))[0];
}

interface Turns {
	readonly busy: readonly LineRun[];
	readonly free: number;
	readonly limits: LineLimits;
	/** Whether a serving counts for whoever has this run. */
	readonly counts: (run: LineRun, served: Served) => boolean;
}

/** Takes up to `free` runs, one at a time: among those of the lowest level, whose user has least is served. */
function takeTurns(waiting: readonly LineRun[], { busy, free, limits, counts }: Turns): LineRun[] {
	const taken: LineRun[] = [];
	const has = (run: LineRun) => [...busy, ...taken].filter((other) => userOf(other) === userOf(run)).length;
	const ago = (run: LineRun) => servedAgo(limits, (served) => counts(run, served));
	while (taken.length < free) {
		const next = firstBy(
			waiting.filter((run) => !taken.includes(run)),
			[(a, b) => levelOf(a, limits) - levelOf(b, limits), (a, b) => has(a) - has(b), (a, b) => ago(b) - ago(a), older],
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
			{
				busy,
				free: (limits.perSource[source] ?? 0) - busy.length,
				limits,
				counts: (run, served) => userOf(run) === userOf(served) && sourceOf(run) === sourceOf(served),
			},
		);
	});
	const fromProjects = groups(({ project }) => project, fromSources).map((project) => {
		const busy = live.filter((run) => run.project === project);
		return takeTurns(
			fromSources.filter((run) => run.project === project),
			{
				busy,
				free: limits.perProject - busy.length,
				limits,
				counts: (run, served) => userOf(run) === userOf(served),
			},
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
	const ago = (run: LineRun) => servedAgo(limits, ({ project }) => project === run.project);
	while (taken.length < free) {
		const heads = lines.flatMap((line) => line.slice(0, 1));
		const next = firstBy(heads, [
			(a, b) => has(a) - has(b),
			(a, b) => ago(b) - ago(a),
			(a, b) => levelOf(a, limits) - levelOf(b, limits),
			older,
		]);
		if (next === undefined) break;
		lines.find((line) => line[0] === next)?.shift();
		taken.push(next);
	}
	return taken.map(({ id }) => id);
}
