/** Viewers with the widget's own client, split over processes. */
import type { Scope } from '../../support/scope.ts';
import { until } from '../../support/until.ts';
import type { Address } from '../contenders/contender.ts';
import { startChild } from '../support/child.ts';
import { type Findings, sumFindings } from './audit.ts';

export interface Times {
	/** When each viewer had caught up after it was cut, in ms of the monotonic clock; 0 for one who has not. */
	readonly caughtUpAt: readonly number[];
	/** When connections were tried since `begin`. */
	readonly attempts: readonly number[];
	/** When connections were let in since `begin`. */
	readonly opened: readonly number[];
}

export interface Pages {
	/** Begins to count, from what is shown now. */
	begin(): Promise<void>;
	/** Cuts every viewer at once; answers when, in ms of the monotonic clock. */
	cutAll(): Promise<number>;
	/** Cuts one viewer, waits until it has caught up, and answers how long that took. */
	cutOne(number: number): Promise<number>;
	stopReading(): Promise<void>;
	readAgain(): Promise<void>;
	/** Resolves when everybody is shown this publication, or a later one. */
	allShow(index: number, timeoutMs: number): Promise<void>;
	find(lastPublished: number): Promise<Findings>;
	times(): Promise<Times>;
}

const VIEWERS_A_PROCESS = 2_500;
const JOIN_TIMEOUT_MS = 240_000;

/** Starts the viewers and resolves when all are shown a state. */
export async function startPages(scope: Scope, address: Address, viewers: number): Promise<Pages> {
	const length = viewers === 1 ? 1 : Math.max(2, Math.ceil(viewers / VIEWERS_A_PROCESS));
	const file = 'test/load/viewers/page-viewers.process.ts';
	const children = Array.from({ length }, () => startChild({ file, scope }));
	const askAll = <T>(command: string, body?: unknown) =>
		Promise.all(children.map((child) => child.ask<T>(command, body)));
	const share = Math.ceil(viewers / length);
	await Promise.all(
		children.map((child, index) => {
			const count = Math.min(share, viewers - index * share);
			return child.ask('join', { address, count, first: index * share }, JOIN_TIMEOUT_MS);
		}),
	);
	const shown = async (index: number): Promise<boolean> => {
		const counts = await askAll<number>('haveAll', index);
		return counts.reduce((sum, count) => sum + count, 0) >= viewers;
	};
	return {
		begin: async () => void (await askAll('begin')),
		cutAll: async () => Math.min(...(await askAll<number>('cut'))),
		cutOne: async (number) => {
			const child = children[number % length];
			if (child === undefined) throw new Error('There is no viewer to cut.');
			const local = Math.floor(number / length);
			const cutAt = await child.ask<number>('cut', local);
			const back = async () => (await child.ask<number>('caughtUpAt', local)) || undefined;
			return (await until(back, { timeoutMs: 40_000, what: 'a lone viewer comes back' })) - cutAt;
		},
		stopReading: async () => void (await askAll('stopReading')),
		readAgain: async () => void (await askAll('readAgain')),
		allShow: async (index, timeoutMs) => {
			await until(() => shown(index), { timeoutMs, what: `every viewer is shown publication ${index}` });
		},
		find: async (lastPublished) => sumFindings(await askAll<Findings>('find', lastPublished)),
		times: async () => {
			const all = await askAll<Times>('times');
			return {
				caughtUpAt: all.flatMap((each) => each.caughtUpAt),
				attempts: all.flatMap((each) => each.attempts),
				opened: all.flatMap((each) => each.opened),
			};
		},
	};
}
