/** All viewers of a turn, split over processes: a few thousand each, so that none becomes the thing that is measured. */
import type { Scope } from '../../support/scope.ts';
import type { Address } from '../contenders/contender.ts';
import { startChild } from '../support/child.ts';
import type { JoinRequest, Tallied } from './viewers.process.ts';

export interface Fleet {
	readonly size: number;
	/** Connects this many more, and resolves when all have joined. */
	join(address: Address, count: number): Promise<void>;
	/** Resolves when every viewer has received the publication. @throws Error after 30 s. */
	receivedByAll(index: number): Promise<void>;
	/** Summed up since the last call. */
	takeTally(): Promise<Tallied>;
	/** Publish to received, in ms, one a delivery, since the last call. */
	takeLatencies(): Promise<readonly number[]>;
	/** Cuts all connections. */
	leave(): Promise<void>;
}

const VIEWERS_A_PROCESS = 2_500;
const JOIN_TIMEOUT_MS = 180_000;
const RECEIVE_TIMEOUT_MS = 30_000;

export function startFleet(scope: Scope, most: number): Fleet {
	const length = Math.max(2, Math.ceil(most / VIEWERS_A_PROCESS));
	const file = 'test/load/viewers/viewers.process.ts';
	const children = Array.from({ length }, () => startChild({ file, scope }));
	const askAll = <T>(command: string, body?: unknown, timeoutMs?: number) =>
		Promise.all(children.map((child) => child.ask<T>(command, body, timeoutMs)));
	let size = 0;
	return {
		get size() {
			return size;
		},
		join: async (address, count) => {
			const share = Math.floor(count / length);
			await Promise.all(
				children.map((child, index) => {
					const extra = index < count - share * length ? 1 : 0;
					const request: JoinRequest = { address, count: share + extra, first: size + index * (share + 1) };
					return child.ask('join', request, JOIN_TIMEOUT_MS);
				}),
			);
			size += count;
		},
		receivedByAll: async (index) => void (await askAll('receivedByAll', index, RECEIVE_TIMEOUT_MS)),
		takeTally: async () => {
			const all = await askAll<Tallied>('takeTally');
			return {
				received: all.reduce((sum, { received }) => sum + received, 0),
				outOfOrder: all.reduce((sum, { outOfOrder }) => sum + outOfOrder, 0),
				other: all.reduce((sum, { other }) => sum + other, 0),
			};
		},
		takeLatencies: async () => (await askAll<readonly number[]>('takeLatencies')).flat(),
		leave: async () => {
			await askAll('leave');
			size = 0;
		},
	};
}
