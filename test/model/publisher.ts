/** The process that publishes, seen from the test. */

import { startChild } from '../load/support/child.ts';
import type { Scope } from '../support/scope.ts';
import type { Teller } from './teller.ts';

export interface PublisherWish {
	readonly databaseUrl: string;
	readonly redisUrl: string;
	readonly channels: readonly string[];
}

const FINISH_TIMEOUT_MS = 30_000;

export async function startPublisher(
	scope: Scope,
	wish: PublisherWish,
	env: Readonly<Record<string, string>>,
): Promise<Teller> {
	const child = startChild({ file: 'test/model/publisher.process.ts', scope, env });
	await child.ask('begin', wish);
	return {
		seed: (seed) => child.ask('seed', seed),
		publish: (channel, count, paddingBytes = 0) => child.ask('publish', { channel, count, paddingBytes }),
		told: (channel) => child.ask('told', channel, FINISH_TIMEOUT_MS),
		finish: () => child.ask('finish', undefined, FINISH_TIMEOUT_MS),
	};
}
