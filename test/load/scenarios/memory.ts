/** Resident memory of the server per connected viewer, after garbage has been collected. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chartwire } from '../contenders/chartwire.ts';
import type { Contender, UnderTest } from '../contenders/contender.ts';
import { bareWs, socketIo } from '../contenders/peer.ts';
import { count, kilobytes, median, ratio } from '../support/figures.ts';
import { publishTo } from '../support/publisher.ts';
import { within } from '../support/scope.ts';
import { residentBytes } from '../support/usage.ts';
import { startFleet } from '../viewers/fleet.ts';
import type { Scenario } from './scenario.ts';

const WARM_UP_VIEWERS = 300;
const MESSAGES = 5;
const SETTLE_MS = 1_500;

interface Reading {
	readonly resident: number;
	readonly heap: number;
	readonly external: number;
}

async function read(server: UnderTest): Promise<Reading> {
	await sleep(SETTLE_MS);
	await server.child.ask('collect');
	await sleep(SETTLE_MS);
	const { heapUsed, external } = await server.child.ask<NodeJS.MemoryUsage>('collect');
	return { resident: residentBytes(server.child.pid), heap: heapUsed, external };
}

/** Bytes per viewer: connected, joined, and having been sent a few frames. */
function turn(contender: Contender, viewers: number): Promise<Reading> {
	return within(async (scope) => {
		const server = await contender.start(scope);
		const fleet = startFleet(scope, viewers);
		await fleet.join(server.address, WARM_UP_VIEWERS);
		await publishTo(server, fleet, { messages: MESSAGES, perSecond: 10 });
		await fleet.leave();
		const before = await read(server);
		await fleet.join(server.address, viewers);
		await publishTo(server, fleet, { messages: MESSAGES, perSecond: 10 });
		const after = await read(server);
		return {
			resident: (after.resident - before.resident) / viewers,
			heap: (after.heap - before.heap) / viewers,
			external: (after.external - before.external) / viewers,
		};
	});
}

export const memory: Scenario = async ({ backend, options, say }) => {
	const { viewers = 4_000, rounds } = options;
	const contenders: readonly (readonly [string, Contender])[] = [
		['chartwire, 1 subscription', chartwire(backend)],
		['ws', bareWs()],
		['chartwire, 15 subscriptions', chartwire(backend, 15)],
		['socket.io', socketIo(backend.redisUrl)],
	];
	const figures = new Map<string, number[]>(contenders.map(([name]) => [name, []]));
	for (let round = 1; round <= rounds; round += 1) {
		for (const [name, contender] of contenders) {
			const { resident, heap, external } = await turn(contender, viewers);
			figures.get(name)?.push(resident);
			const parts = `heap ${kilobytes(heap)}, external ${kilobytes(external)}`;
			say(
				`memory, ${count(viewers)} viewers, round ${round}: ${name.padEnd(27)} ${kilobytes(resident)} a viewer (${parts})`,
			);
		}
	}
	const of = (name: string) => figures.get(name) ?? [];
	const medians = contenders.map(([name]) => `${name} ${kilobytes(median(of(name)))}`).join(', ');
	return [
		`memory, ${count(viewers)} viewers, resident bytes a viewer, medians: ${medians}`,
		`    1 subscription against bare ws ${ratio(of('chartwire, 1 subscription'), of('ws'))}, floor 1.50, goal 1.30`,
		`    15 subscriptions against bare ws ${ratio(of('chartwire, 15 subscriptions'), of('ws'))}, floor 2.00, goal 1.60`,
	];
};
