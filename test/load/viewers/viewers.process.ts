/** A process of many viewers: connects them a few at a time, and counts what they receive. */
import type { Address } from '../contenders/contender.ts';
import { answerParent } from '../support/answering.ts';
import { type Marker, nowMs } from '../support/payload.ts';
import { joinChartwire } from './chartwire.ts';
import { joinSocketIo } from './socket-io.ts';
import type { Join, Viewer } from './viewer.ts';
import { joinWs } from './ws.ts';

export interface JoinRequest {
	readonly address: Address;
	readonly count: number;
	/** The number of the first viewer; each has its own. */
	readonly first: number;
}

export interface Tallied {
	readonly received: number;
	readonly outOfOrder: number;
	/** Frames that were no publications. */
	readonly other: number;
}

const JOIN: Readonly<Record<Address['kind'], Join>> = {
	chartwire: joinChartwire,
	ws: joinWs,
	'socket.io': joinSocketIo,
};
const AT_ONCE = 40;

const viewers: Viewer[] = [];
/** How many viewers have received each publication. */
const counts = new Map<number, number>();
const waiting = new Map<number, () => void>();
let latencies: number[] = [];
let received = 0;
let outOfOrder = 0;
let other = 0;

const tally = {
	received({ index, sentAt }: Marker): void {
		latencies.push(nowMs() - sentAt);
		received += 1;
		const count = (counts.get(index) ?? 0) + 1;
		counts.set(index, count);
		if (count === viewers.length) waiting.get(index)?.();
	},
	outOfOrder(): void {
		outOfOrder += 1;
	},
	other(): void {
		other += 1;
	},
};

async function join({ address, count, first }: JoinRequest): Promise<number> {
	let next = 0;
	const connect = async (): Promise<void> => {
		while (next < count) {
			const number = first + next;
			next += 1;
			viewers.push(await JOIN[address.kind](address, tally, number));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, connect));
	return viewers.length;
}

/** Resolves when every viewer of this process has received the publication. */
function receivedByAll(index: number): Promise<void> | undefined {
	if ((counts.get(index) ?? 0) >= viewers.length) return undefined;
	return new Promise((resolve) => waiting.set(index, resolve));
}

/** What was counted since the last call. */
function takeTally(): Tallied {
	const taken = { received, outOfOrder, other };
	received = 0;
	outOfOrder = 0;
	other = 0;
	return taken;
}

function takeLatencies(): readonly number[] {
	const taken = latencies;
	latencies = [];
	return taken;
}

function leave(): void {
	for (const viewer of viewers.splice(0)) viewer.leave();
}

answerParent({ join, receivedByAll, takeTally, takeLatencies, leave });
