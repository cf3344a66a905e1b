/** Server CPU per delivered event: sequence numbers, replay and tokens included, against a bare broadcast. */
import type { Scope } from '../../support/scope.ts';
import { chartwire } from '../contenders/chartwire.ts';
import type { Contender, ContenderName } from '../contenders/contender.ts';
import { bareWs, socketIo } from '../contenders/peer.ts';
import { count, median, ratio } from '../support/figures.ts';
import { type CpuProfile, showProfile } from '../support/profile.ts';
import { publishInTurn, type Watched } from '../support/publisher.ts';
import { within } from '../support/scope.ts';
import { cpuSeconds } from '../support/usage.ts';
import { startFleet } from '../viewers/fleet.ts';
import type { Scenario, Setting } from './scenario.ts';

const MESSAGES = 50;
/** To each server; one is published to after the other. */
const PER_SECOND = 5;
const WARM_UP = 15;

interface Turn {
	/** CPU seconds of the server for a million deliveries. */
	readonly perMillion: number;
	/** Frames that were no publications, such as pings; their cost is included. */
	readonly other: number;
	readonly profile: CpuProfile | undefined;
}

interface TurnOptions {
	readonly viewers: number;
	readonly profiled: boolean;
}

async function prepare(scope: Scope, contender: Contender, viewers: number): Promise<Watched> {
	const server = await contender.start(scope);
	const fleet = startFleet(scope, viewers);
	await fleet.join(server.address, viewers);
	return { server, fleet };
}

async function finish({ server, fleet }: Watched, seconds: number, { viewers, profiled }: TurnOptions): Promise<Turn> {
	const profile = profiled ? await server.child.ask<CpuProfile>('stopProfile') : undefined;
	const { received, outOfOrder, other } = await fleet.takeTally();
	if (received !== viewers * MESSAGES || outOfOrder > 0) {
		throw new Error(`${server.name}: ${received} received of ${viewers * MESSAGES}, ${outOfOrder} out of order`);
	}
	return { perMillion: (seconds / received) * 1_000_000, other, profile };
}

/** All servers are up at once and are published to in turn: whatever else the machine does hits each alike. */
function round(contenders: readonly Contender[], options: TurnOptions): Promise<ReadonlyMap<ContenderName, Turn>> {
	return within(async (scope) => {
		const all: Watched[] = [];
		for (const contender of contenders) all.push(await prepare(scope, contender, options.viewers));
		const perSecond = PER_SECOND * all.length;
		await publishInTurn(all, { messages: WARM_UP, perSecond });
		await Promise.all(all.map(({ fleet }) => fleet.takeTally()));
		if (options.profiled) await Promise.all(all.map(({ server }) => server.child.ask('startProfile')));
		const read = () => all.map(({ server }) => cpuSeconds(server.child.pid));
		const before = read();
		await publishInTurn(all, { messages: MESSAGES, perSecond });
		const after = read();
		const turns = await Promise.all(
			all.map((watched, index) => finish(watched, (after[index] ?? 0) - (before[index] ?? 0), options)),
		);
		return new Map(all.map(({ server }, index) => [server.name, turns[index] as Turn]));
	});
}

async function showProfiles({ say }: Setting, contenders: readonly Contender[], viewers: number): Promise<void> {
	const turns = await round(contenders, { viewers, profiled: true });
	for (const { name } of contenders) {
		const profile = turns.get(name)?.profile;
		if (profile !== undefined) showProfile(`fanout-${name}`, profile, say);
	}
}

async function compare(setting: Setting, viewers: number): Promise<readonly string[]> {
	const { backend, options, say } = setting;
	const contenders = [chartwire(backend), bareWs(), socketIo(backend.redisUrl)];
	const figures: Record<ContenderName, number[]> = { chartwire: [], ws: [], 'socket.io': [] };
	const title = `fan-out, ${count(viewers)} viewers × ${MESSAGES} messages of 4 KB`;
	for (let number = 1; number <= options.rounds; number += 1) {
		// Each is the first to start in its turn.
		const order = contenders.map((_, index) => contenders[(index + number) % contenders.length] as Contender);
		const turns = await round(order, { viewers, profiled: false });
		for (const { name } of contenders) figures[name].push(turns.get(name)?.perMillion ?? Number.NaN);
		const each = contenders.map(({ name }) => `${name} ${figures[name].at(-1)?.toFixed(2)}`);
		const others = turns.get('chartwire')?.other ?? 0;
		const beside = others === 0 ? '' : ` (ours also sent ${count(others)} pings and tops)`;
		say(`${title}, round ${number}, CPU s per million deliveries: ${each.join(', ')}${beside}`);
	}
	if (options.profile) await showProfiles(setting, contenders.slice(0, 2), viewers);
	const medians = contenders.map(({ name }) => `${name} ${median(figures[name]).toFixed(2)}`).join(', ');
	return [
		`${title}: CPU s per million deliveries, medians: ${medians}`,
		`    against bare ws ${ratio(figures.chartwire, figures.ws)}, floor 1.00, goal 0.85`,
		`    against Socket.IO ${ratio(figures.chartwire, figures['socket.io'])}, goal 0.60`,
	];
}

export const fanout: Scenario = async (setting) => {
	const { viewers = 2_000, large } = setting.options;
	const lines = [...(await compare(setting, viewers))];
	if (large) lines.push(...(await compare(setting, 10_000)));
	return lines;
};
