/** The real Redis of the model test, and all that can happen to it. Each fault waits for the one before. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis } from '../support/redis.ts';
import type { Scope } from '../support/scope.ts';
import type { Action } from './plan.ts';

export type RedisAction = Extract<Action, { kind: `redis ${string}` }>;

export interface UnrulyRedis {
	readonly url: string;
	/** Undefined where there is more than one. */
	readonly port: number | undefined;
	perform(action: RedisAction, channelOf: (chart: number) => string): Promise<void>;
}

export async function startUnrulyRedis(scope: Scope, env: Readonly<Record<string, string>>): Promise<UnrulyRedis> {
	const redis = await startRedis(scope, { env });
	const admin = new Redis(redis.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
	admin.on('error', () => undefined);
	scope.defer(() => admin.disconnect());
	const [, dir = ''] = (await admin.config('GET', 'dir')) as string[];
	const dump = join(dir, 'dump.rdb');
	const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
		const pid = Number(readFileSync(join(dir, 'redis.pid'), 'utf8'));
		if (pid > 1 && existsSync(`/proc/${pid}`)) process.kill(pid, name);
	};
	scope.defer(() => signal('SIGCONT'));
	const perform: UnrulyRedis['perform'] = async (action, channelOf) => {
		switch (action.kind) {
			case 'redis save':
				await admin.save();
				return;
			case 'redis flush':
				await admin.flushall();
				return;
			case 'redis evict':
				await admin.del(`cw:{${channelOf(action.chart)}}:${action.key}`);
				return;
			case 'redis stop':
				signal('SIGSTOP');
				await sleep(action.forMs);
				signal('SIGCONT');
				return;
			case 'redis restart':
				if (action.data === 'kept') await admin.save();
				if (action.data === 'none') rmSync(dump, { force: true });
				await redis.kill();
				await sleep(action.downMs);
				await redis.restart();
				return;
			case 'redis failover':
				throw new Error('A single Redis has no replica.');
		}
	};
	let last = Promise.resolve();
	return {
		url: redis.url,
		port: redis.port,
		perform: (action, channelOf) => {
			last = last.then(() => perform(action, channelOf));
			return last;
		},
	};
}
