/** The process that publishes, seen from the test. */
import { startChild } from '../load/support/child.ts';
import type { Scope } from '../support/scope.ts';

export interface PublisherWish {
	readonly databaseUrl: string;
	readonly redisUrl: string;
	readonly channels: readonly string[];
}

export interface Publisher {
	seed(seed: number): Promise<void>;
	/** Takes them on; they are published as soon as the stream accepts them. */
	publish(channel: string, count: number): Promise<void>;
	/** One last result for each channel; answers, once all is accepted, how many publications had to be tried again. */
	finish(): Promise<number>;
}

const FINISH_TIMEOUT_MS = 30_000;

export async function startPublisher(scope: Scope, wish: PublisherWish): Promise<Publisher> {
	const child = startChild({ file: 'test/model/publisher.process.ts', scope });
	await child.ask('begin', wish);
	return {
		seed: (seed) => child.ask('seed', seed),
		publish: (channel, count) => child.ask('publish', { channel, count }),
		finish: () => child.ask('finish', undefined, FINISH_TIMEOUT_MS),
	};
}
