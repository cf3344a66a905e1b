/**
 * Who may watch what by way of a dashboard: a token that names one may watch the charts that are on it as it is declared now.
 * Each web node keeps which those are, since it is asked with every subscription, and looks each second for what has changed;
 * what it does not know of is looked for at once, so that nobody is refused what was saved a moment ago. A chart that is
 * taken off, or a dashboard that is deleted, is found by the sessions of each node themselves, which look through what they
 * watch while something has changed of late: longer than a subscription may take to be made.
 */
import type { Target } from '../../widget/protocol.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import { unknownChart } from '../charts/charts.ts';
import { type Database, statement } from '../database/database.ts';
import { elapsedMs, type Moment, momentNow } from '../elapsed.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { SharedCalls } from '../shared-calls.ts';
import { unknownDashboard } from './dashboards.ts';

interface GrantRow {
	readonly project: string;
	readonly name: string;
	readonly revision: number;
	/** null: it was deleted. */
	readonly charts: readonly string[] | null;
}

interface Known {
	readonly revision: number;
	/** Undefined: it was deleted. */
	readonly charts: ReadonlySet<string> | undefined;
}

const LOOK_MS = 1_000;
/** A transaction may become visible this much later than the time that it wrote down. */
const OVERLAP_MS = 10_000;
/** A subscription is made, or refused, in less. */
const UNSETTLED_MS = 20_000;

const selectGrants = statement<GrantRow>(import.meta.url, 'select-grants');

type Holder = Pick<Bearer, 'project' | 'author' | 'charts' | 'dashboards'>;

const names = (named: '*' | readonly string[], name: string): boolean => named === '*' || named.includes(name);

export class DashboardGrants {
	readonly #database: Database;
	/** By project, then by name. */
	readonly #projects = new Map<string, Map<string, Known>>();
	readonly #looks = new SharedCalls<void>();
	#lookedAt: Moment | undefined;
	#changedAt = Number.NEGATIVE_INFINITY;

	constructor(database: Database) {
		this.#database = database;
	}

	/** Resolves once all dashboards are known; returns what stops looking for more. */
	async open(log: Log): Promise<() => Promise<void>> {
		await this.look();
		return startLoop({ name: 'dashboards', everyMs: LOOK_MS, log, work: () => this.look() });
	}

	/** Whoever asks while one looks waits for the next look, which sees what was there when they asked. */
	look(): Promise<void> {
		return this.#looks.call('', () => this.#read());
	}

	async #read(): Promise<void> {
		const began = momentNow();
		const sinceMs = this.#lookedAt === undefined ? null : elapsedMs(this.#lookedAt, began) + OVERLAP_MS;
		for (const row of await selectGrants(this.#database, [sinceMs])) this.#take(row);
		this.#lookedAt = began;
	}

	#take({ project, name, revision, charts }: GrantRow): void {
		const dashboards = this.#projects.get(project) ?? new Map<string, Known>();
		this.#projects.set(project, dashboards);
		if ((dashboards.get(name)?.revision ?? 0) >= revision) return;
		dashboards.set(name, { revision, charts: charts === null ? undefined : new Set(charts) });
		this.#changedAt = performance.now();
	}

	/** Something has changed of late: what is watched has to be looked through. */
	get isUnsettled(): boolean {
		return performance.now() - this.#changedAt < UNSETTLED_MS;
	}

	/** As far as this node knows; costs no question. Runs and inboxes are none of its business. */
	mayWatch(bearer: Holder, target: Target): boolean {
		if ('chart' in target) return this.#mayWatchChart(bearer, target.chart);
		if (!('dashboard' in target)) return true;
		const known = this.#projects.get(bearer.project)?.get(target.dashboard);
		return (bearer.author || names(bearer.dashboards, target.dashboard)) && known?.charts !== undefined;
	}

	#mayWatchChart({ project, author, charts, dashboards }: Holder, chart: string): boolean {
		if (author || names(charts, chart)) return true;
		const known = this.#projects.get(project);
		const granted = dashboards === '*' ? [...(known?.keys() ?? [])] : dashboards;
		return granted.some((name) => known?.get(name)?.charts?.has(chart) === true);
	}

	/** @throws NamedError unknown_chart, as if it did not exist: an answer must not reveal what exists. */
	async demandChart(bearer: Holder, chart: string): Promise<void> {
		if (this.#mayWatchChart(bearer, chart)) return;
		if (bearer.dashboards.length > 0) await this.look();
		if (!this.#mayWatchChart(bearer, chart)) throw unknownChart(chart);
	}

	/** @throws NamedError unknown_dashboard, likewise. */
	demandDashboard({ author, dashboards }: Holder, dashboard: string): void {
		if (!author && !names(dashboards, dashboard)) throw unknownDashboard(dashboard);
	}
}
