/** One reader among many stops reading: the others must not notice, and the server must not grow. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chartwire } from '../contenders/chartwire.ts';
import { count, megabytes, quantile } from '../support/figures.ts';
import { publishTo, startTraffic } from '../support/publisher.ts';
import { within } from '../support/scope.ts';
import { residentBytes } from '../support/usage.ts';
import { startFleet } from '../viewers/fleet.ts';
import { startPages } from '../viewers/pages.ts';
import type { Scenario } from './scenario.ts';

const CALM = { messages: 150, perSecond: 10 };
/** What only the slow reader watches: more than the sockets' own buffers hold, soon. */
const FLOOD = { perSecond: 40, bytes: 65_536 };
const SAMPLE_MS = 200;

/** The most resident bytes while it watches. */
function watchMemory(pid: number) {
	let most = residentBytes(pid);
	const timer = setInterval(() => {
		most = Math.max(most, residentBytes(pid));
	}, SAMPLE_MS);
	return () => {
		clearInterval(timer);
		return most;
	};
}

export const slow: Scenario = ({ backend, options, say }) => {
	const { viewers = 500 } = options;
	const [, flooded = ''] = backend.charts;
	return within(async (scope) => {
		const server = await chartwire(backend).start(scope);
		const fleet = startFleet(scope, viewers);
		await fleet.join(server.address, viewers - 1);
		const slowOne = await startPages(scope, { ...server.address, charts: [flooded] }, 1);
		const flood = startTraffic((event) => backend.publish(flooded, event), FLOOD);
		const lines: string[] = [];
		const phase = async (name: string): Promise<void> => {
			await fleet.takeLatencies();
			const stop = watchMemory(server.child.pid);
			await publishTo(server, fleet, CALM);
			const latencies = await fleet.takeLatencies();
			const most = stop();
			await server.child.ask('collect');
			const [p50, p99] = [0.5, 0.99].map((share) => `${quantile(latencies, share).toFixed(1)} ms`);
			const line = `${name}: others p50 ${p50}, p99 ${p99}; server ${megabytes(residentBytes(server.child.pid))}, at most ${megabytes(most)}`;
			say(`slow reader, ${line}`);
			lines.push(`    ${line}`);
		};
		await publishTo(server, fleet, { messages: 30, perSecond: 10 });
		await phase('before');
		await slowOne.begin();
		await slowOne.stopReading();
		await phase('while it does not read');
		const readAgainAt = performance.now();
		await slowOne.readAgain();
		const last = await flood.stop();
		await slowOne.allShow(last, 60_000).catch((error: unknown) => lines.push(`    ${String(error)}`));
		const took = (performance.now() - readAgainAt) / 1_000;
		await sleep(1_000);
		const { lost, repeated, resets, behind } = await slowOne.find(last);
		const { attempts } = await slowOne.times();
		lines.push(
			`    the slow reader had the newest state ${took.toFixed(1)} s after it read again: ${lost} lost, ${repeated} repeated, ${behind} behind, ${resets} resets, ${attempts.length} new connections`,
		);
		await phase('after');
		return [`slow reader among ${count(viewers)}:`, ...lines];
	});
};
