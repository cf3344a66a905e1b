/**
 * 8 AM: everyone opens the same dashboard of 15 charts within ten seconds, cold, while authors go on posting runs.
 * Authors have a web node of their own, unless `--together` says otherwise. `morning` is one tenant; `tenants` is a hundred, each with a dashboard of its own.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope } from '../../support/scope.ts';
import { type ColdBackend, startCold } from '../contenders/cold.ts';
import { count, quantile } from '../support/figures.ts';
import { type CpuProfile, showProfile } from '../support/profile.ts';
import { within } from '../support/scope.ts';
import { cpuSeconds } from '../support/usage.ts';
import { type Arrival, type ArriveRequest, startArrivals } from '../viewers/arrivals.ts';
import type { Scenario, Setting } from './scenario.ts';

const CHARTS = 15;
const OVER_MS = 10_000;
const POSTS_A_SECOND = 20;
/** Authors are at work already when the crowd comes. */
const CALM_MS = 1_000;
/** A server is cold in its answers at 8 AM, not in its code: some viewers of another tenant have come and gone before. */
const YESTERDAY = 'yesterday';
const PATIENCE_MS = 120_000;
/** Some 4 KB of JSON. */
const ROWS = 180;

const sqlOf = (chart: number, sleepSeconds: number) => `
	select (date '2020-01-01' + i)::text as day, 1000 + (i * ${7_919 + chart}) % 8999 as revenue
	from generate_series(1, ${ROWS}) i, pg_sleep(${sleepSeconds})`;

interface Posting {
	/** How long each was answered after, in ms. */
	readonly tookMs: number[];
	readonly failed: string[];
	stop(): Promise<void>;
}

/** As a load balancer keeps them open, or a browser: a new connection waits behind a crowd of them. */
const AUTHORS_CONNECTIONS = 6;

/** Resolves with the status, once all of the answer is there. */
function postRun(port: number, options: { headers: Readonly<Record<string, string>>; agent: Agent; body: string }) {
	const { headers, agent, body } = options;
	return new Promise<number>((resolve, reject) => {
		const asking = request({ host: '127.0.0.1', port, path: '/v1/runs', method: 'POST', headers, agent }, (answer) => {
			answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
		});
		asking.once('error', reject).end(body);
	});
}

/** Authors post so many runs a second, each another question, whether the one before was answered or not. */
async function startPosting({ authorsPort: port, authorOf }: ColdBackend, project: string): Promise<Posting> {
	const headers = await authorOf(project);
	const agent = new Agent({ keepAlive: true, maxSockets: AUTHORS_CONNECTIONS, scheduling: 'fifo' });
	const tookMs: number[] = [];
	const failed: string[] = [];
	const open = new Set<Promise<void>>();
	let asked = 0;
	const post = async (): Promise<void> => {
		asked += 1;
		const body = JSON.stringify({ source: 'sample', sql: `select ${asked} as asked` });
		const before = performance.now();
		try {
			const status = await postRun(port, { headers, agent, body });
			if (status === 202) tookMs.push(performance.now() - before);
			else failed.push(String(status));
		} catch (error) {
			failed.push(String(error));
		}
	};
	// Opened beforehand, as said above: each is taken as long as none has answered.
	await Promise.all(Array.from({ length: AUTHORS_CONNECTIONS }, post));
	const timer = setInterval(() => {
		const one = post().finally(() => open.delete(one));
		open.add(one);
	}, 1_000 / POSTS_A_SECOND);
	const stop = async () => {
		clearInterval(timer);
		await Promise.all(open);
		agent.destroy();
	};
	return { tookMs, failed, stop };
}

const inMs = (values: readonly number[]): string =>
	[0.5, 0.99, 1].map((share) => quantile(values, share).toFixed(1)).join(' / ');

/** Jain's fairness index (Jain, Chiu, Hawe 1984): 1 when all have waited equally long. */
const jain = (values: readonly number[]): number => {
	const sum = values.reduce((total, value) => total + value, 0);
	return sum ** 2 / (values.length * values.reduce((total, value) => total + value ** 2, 0));
};

interface Morning {
	readonly name: string;
	readonly tenants: number;
	readonly sleepSeconds: number;
}

/** How long each tenant waited for its last frame, from the first viewer's arrival, in seconds. */
function waitsOf(arrivals: readonly Arrival[], tenants: number): readonly number[] {
	const beganAt = Math.min(...arrivals.map(({ at }) => at));
	const ends = new Array<number>(tenants).fill(0);
	for (const { number, completeAt } of arrivals) {
		ends[number % tenants] = Math.max(ends[number % tenants] ?? 0, completeAt);
	}
	return ends.map((end) => (end - beganAt) / 1_000);
}

async function warmUp(scope: Scope, arriving: Omit<ArriveRequest, 'charts'>, charts: readonly string[]): Promise<void> {
	const few = await startArrivals(scope, { ...arriving, charts, projects: [YESTERDAY], count: 700, overMs: 2_000 });
	await few.arrive();
	while (!(await few.isOver())) await sleep(100);
	await few.leave();
}

function openMorning({ options, server, say }: Setting, { name, tenants, sleepSeconds }: Morning) {
	const { viewers = 7_000, profile, together } = options;
	return within(async (scope) => {
		const backend = await startCold(scope, server, { apart: !together });
		const projects = Array.from({ length: tenants }, (_, index) => (index === 0 ? 'default' : `tenant-${index}`));
		const charts = Array.from({ length: CHARTS }, (_, index) => ({
			name: `chart-${index}`,
			sql: sqlOf(index, sleepSeconds),
		}));
		await backend.declare([...projects, YESTERDAY], charts);
		const arriving = {
			port: backend.port,
			secret: backend.secret,
			projects,
			first: 0,
			count: viewers,
			overMs: OVER_MS,
		};
		const crowd = await startArrivals(scope, { ...arriving, charts: charts.map((chart) => chart.name) });
		await warmUp(
			scope,
			arriving,
			charts.map((chart) => chart.name),
		);
		await sleep(3_000);
		const cpu = () => [backend.web, backend.worker].map(({ pid }) => cpuSeconds(pid));
		const before = cpu();
		if (profile) await backend.web.ask('startProfile');
		const posting = await startPosting(backend, 'default');
		await sleep(CALM_MS);
		posting.tookMs.length = 0;
		await crowd.arrive();
		const patience = Date.now() + PATIENCE_MS;
		while (!(await crowd.isOver()) && Date.now() < patience) await sleep(250);
		await posting.stop();
		const used = cpu().map((seconds, index) => (seconds - (before[index] ?? 0)).toFixed(1));
		if (profile) showProfile(name, await backend.web.ask<CpuProfile>('stopProfile'), say);
		const arrivals = await crowd.all();
		const runs = await backend.control<{ origin: string; executions: number; last_end: number }[]>`
			select origin, sum(attempt)::integer as executions,
				extract(epoch from max(finished_at))::float8 * 1000 as last_end
			from runs where project <> ${YESTERDAY} group by origin order by origin`;
		await crowd.leave();
		const viewed = runs.find(({ origin }) => origin !== 'author');
		const done = arrivals.filter(({ completeAt }) => completeAt > 0);
		const lastAt = Math.max(...arrivals.map(({ completeAt }) => completeAt));
		const arrivedAt = Math.max(...arrivals.map(({ at }) => at));
		const errors = arrivals.flatMap((each) => each.errors);
		const first = Math.min(...arrivals.map(({ at }) => at));
		const lines = [
			`${name}, ${count(viewers)} viewers of ${tenants} tenants within ${OVER_MS / 1_000} s, ${CHARTS} charts each: ${viewed?.executions ?? 0} executions, ${count(done.length)} have all, ${errors.length + posting.failed.length} errors`,
			`    last viewer complete ${((lastAt - first) / 1_000).toFixed(2)} s after the first came, ${((lastAt - Math.max(arrivedAt, viewed?.last_end ?? 0)) / 1_000).toFixed(2)} s after the last query's end and the last arrival (goal 5)`,
			`    arrival to complete: p50 / p99 / last ${inMs(done.map(({ at, completeAt }) => completeAt - at))} ms`,
			`    POST /v1/runs at ${together ? 'the viewers’' : 'another'} web node, ${posting.tookMs.length} of them: p50 / p99 / last ${inMs(posting.tookMs)} ms (floor 50, goal 20)`,
			`    subscribe to subscribed: p50 / p99 / last ${inMs(arrivals.flatMap(({ subscribedMs }) => subscribedMs))} ms`,
			`    CPU: web node ${used[0]} s, worker ${used[1]} s`,
		];
		if (tenants > 1) {
			const waits = waitsOf(arrivals, tenants);
			const [least, most] = [Math.min(...waits), Math.max(...waits)];
			lines.push(
				`    a tenant had everything after ${least.toFixed(1)} … ${most.toFixed(1)} s; Jain's index ${jain(waits).toFixed(3)}`,
			);
		}
		const all = [...errors, ...posting.failed];
		for (const what of new Set(all)) lines.push(`    ${all.filter((each) => each === what).length} × ${what}`);
		return lines;
	});
}

export const morning: Scenario = (setting) => openMorning(setting, { name: 'morning', tenants: 1, sleepSeconds: 1 });

export const tenants: Scenario = (setting) =>
	openMorning(setting, { name: 'tenants', tenants: 100, sleepSeconds: 0.02 });
