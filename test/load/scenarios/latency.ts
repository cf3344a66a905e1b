/** Publish to received at a steady pace: from before the publisher's call to the viewer's process having the frame. */
import { chartwire } from '../contenders/chartwire.ts';
import type { Contender, ContenderName } from '../contenders/contender.ts';
import { bareWs, socketIo } from '../contenders/peer.ts';
import { count, median, quantile } from '../support/figures.ts';
import { publishTo } from '../support/publisher.ts';
import { within } from '../support/scope.ts';
import { startFleet } from '../viewers/fleet.ts';
import type { Scenario } from './scenario.ts';

const PER_SECOND = 10;
const MESSAGES = 100;
const WARM_UP = 20;

interface Turn {
	readonly p50: number;
	readonly p99: number;
}

function turn(contender: Contender, viewers: number): Promise<Turn> {
	return within(async (scope) => {
		const server = await contender.start(scope);
		const fleet = startFleet(scope, viewers);
		await fleet.join(server.address, viewers);
		await publishTo(server, fleet, { messages: WARM_UP, perSecond: PER_SECOND });
		await fleet.takeLatencies();
		await publishTo(server, fleet, { messages: MESSAGES, perSecond: PER_SECOND });
		const latencies = await fleet.takeLatencies();
		return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
	});
}

export const latency: Scenario = async ({ backend, options, say }) => {
	const { viewers = 500, rounds } = options;
	const contenders = [chartwire(backend), bareWs(), socketIo(backend.redisUrl)];
	const figures: Record<ContenderName, Turn[]> = { chartwire: [], ws: [], 'socket.io': [] };
	const title = `publish to received, ${count(viewers)} viewers, ${PER_SECOND} messages/s of 4 KB`;
	for (let round = 1; round <= rounds; round += 1) {
		for (const contender of contenders) {
			const { p50, p99 } = await turn(contender, viewers);
			figures[contender.name].push({ p50, p99 });
			say(`${title}, round ${round}: ${contender.name.padEnd(9)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
		}
	}
	const medians = contenders.map(({ name }) => {
		const [p50, p99] = [median(figures[name].map((each) => each.p50)), median(figures[name].map((each) => each.p99))];
		return `${name} p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}`;
	});
	return [`${title}, ms, medians: ${medians.join('; ')}`];
};
