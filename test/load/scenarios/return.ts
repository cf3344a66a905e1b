/**
 * All viewers are dropped at once while events go on, and each comes back by the widget's own client. Before that one at
 * a time, with few others and with all of them there: a client cannot know that it was dropped alone, so how long it
 * waits depends on how many there are.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chartwire } from '../contenders/chartwire.ts';
import { count, median, peakShare, quantile } from '../support/figures.ts';
import { type CpuProfile, showProfile } from '../support/profile.ts';
import { startTraffic } from '../support/publisher.ts';
import { within } from '../support/scope.ts';
import { cpuSeconds } from '../support/usage.ts';
import { type Pages, startPages } from '../viewers/pages.ts';
import type { Scenario, Setting } from './scenario.ts';

/** Slow enough that the viewers' processes, which share the machine, keep up with it. */
const TRAFFIC = { perSecond: 2, bytes: 600 };
const LONE_DROPS = 15;
const FEW = 500;
/** Longer than the client takes a connection for unstable, which would make it wait longer the next time. */
const CALM_MS = 6_000;
/** A ping tells everyone over how long to spread, now that all are there. */
const TOLD_MS = 28_000;
const RETURN_MS = 60_000;

async function dropOneByOne(pages: Pages, viewers: number): Promise<readonly number[]> {
	const times: number[] = [];
	for (let drop = 0; drop < LONE_DROPS; drop += 1) {
		times.push(await pages.cutOne(Math.floor(((drop + 0.5) * viewers) / LONE_DROPS)));
	}
	return times;
}

/** One at a time among these few viewers; in ms. */
const dropAmongFew = ({ backend, say }: Setting, viewers: number): Promise<readonly number[]> =>
	within(async (scope) => {
		const server = await chartwire(backend).start(scope);
		const pages = await startPages(scope, server.address, viewers);
		const traffic = startTraffic(server.publish, TRAFFIC);
		await sleep(TOLD_MS);
		const lone = await dropOneByOne(pages, viewers);
		await traffic.stop();
		say(`return: one of ${count(viewers)} viewers dropped, back after ${inMs(lone)}`);
		return lone;
	});

const inMs = (times: readonly number[]): string => `${times.map((ms) => ms.toFixed(0)).join(', ')} ms`;

export const dropAndReturn: Scenario = async (setting) => {
	const { backend, options, say } = setting;
	const { viewers = 7_000 } = options;
	const few = Math.min(FEW, viewers);
	const loneAmongFew = await dropAmongFew(setting, few);
	return within(async (scope) => {
		const server = await chartwire(backend).start(scope);
		const pages = await startPages(scope, server.address, viewers);
		say(`return: ${count(viewers)} viewers have joined`);
		const traffic = startTraffic(server.publish, TRAFFIC);
		await sleep(TOLD_MS);
		const lone = await dropOneByOne(pages, viewers);
		say(`return: one of ${count(viewers)} viewers dropped, back after ${inMs(lone)}`);
		await sleep(CALM_MS);
		await pages.begin();
		if (options.profile) await server.child.ask('startProfile');
		const cpuBefore = cpuSeconds(server.child.pid);
		const cutAt = await pages.cutAll();
		const allBack = async () => (await pages.times()).caughtUpAt.every((time) => time > 0);
		const patience = Date.now() + RETURN_MS;
		while (!(await allBack()) && Date.now() < patience) await sleep(500);
		const cpu = cpuSeconds(server.child.pid) - cpuBefore;
		if (options.profile) showProfile('return', await server.child.ask<CpuProfile>('stopProfile'), say);
		await sleep(2_000);
		const last = await traffic.stop();
		await pages.allShow(last, 20_000).catch((error: unknown) => say(`return: ${String(error)}`));
		const { caughtUpAt, attempts, opened } = await pages.times();
		const waits = caughtUpAt.map((time) => (time > 0 ? time - cutAt : Number.POSITIVE_INFINITY));
		const { lost, repeated, resets, behind } = await pages.find(last);
		const [p50, p99, slowest] = [0.5, 0.99, 1].map((share) => `${(quantile(waits, share) / 1_000).toFixed(2)} s`);
		const each = `${((1_000 * cpu) / viewers).toFixed(2)} ms of the server's CPU a viewer`;
		return [
			`return, ${count(viewers)} viewers dropped at once, ${TRAFFIC.perSecond} events/s: ${lost} lost, ${repeated} repeated, ${behind} behind, ${resets} resets`,
			`    peak of reconnects in any 100 ms: tried ${peakShare(attempts, viewers)}, let in ${peakShare(opened, viewers)} (floor 5, goal 3); ${count(attempts.length)} tries`,
			`    caught up: p50 ${p50}, p99 ${p99} (floor 5), last ${slowest}; ${each}`,
			`    one viewer alone, median of ${LONE_DROPS}: among ${count(few)} back after ${median(loneAmongFew).toFixed(0)} ms (floor 1,000, goal 300), among ${count(viewers)} after ${median(lone).toFixed(0)} ms`,
		];
	});
};
