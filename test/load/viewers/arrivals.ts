/** Viewers who open a dashboard within some seconds, split over processes. */
import type { Scope } from '../../support/scope.ts';
import { startChild } from '../support/child.ts';

export interface ArriveRequest {
	readonly port: number;
	readonly secret: string;
	readonly charts: readonly string[];
	/** Viewer n belongs to the n-th of them, from the start again after the last. */
	readonly projects: readonly string[];
	readonly count: number;
	readonly first: number;
	readonly overMs: number;
}

/** What one viewer met. Times `at` are in ms since 1970. */
export interface Arrival {
	readonly number: number;
	readonly at: number;
	/** From the subscribe message to its answer, for each chart. */
	readonly subscribedMs: number[];
	/** When the last chart had its first table; 0: never. */
	completeAt: number;
	readonly errors: string[];
}

export interface Arrivals {
	/** Resolves when all have been opened. */
	arrive(): Promise<void>;
	isOver(): Promise<boolean>;
	all(): Promise<readonly Arrival[]>;
	leave(): Promise<void>;
}

const VIEWERS_A_PROCESS = 2_500;

export async function startArrivals(scope: Scope, request: ArriveRequest): Promise<Arrivals> {
	const length = Math.max(1, Math.ceil(request.count / VIEWERS_A_PROCESS));
	const file = 'test/load/viewers/arrivals.process.ts';
	const children = Array.from({ length }, () => startChild({ file, scope }));
	const share = Math.ceil(request.count / length);
	await Promise.all(
		children.map((child, index) => {
			const first = index * share;
			return child.ask('prepare', { ...request, first, count: Math.min(share, request.count - first) });
		}),
	);
	const askAll = <T>(command: string) => Promise.all(children.map((child) => child.ask<T>(command)));
	return {
		arrive: async () => void (await askAll('arrive')),
		isOver: async () => (await askAll<boolean>('isOver')).every(Boolean),
		all: async () => (await askAll<readonly Arrival[]>('arrivals')).flat(),
		leave: async () => void (await askAll('leave')),
	};
}
