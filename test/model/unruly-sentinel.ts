/** The primary and the replica of the model test, which Sentinel lets change their parts, with writes lost on the way. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisServer } from '../support/redis-servers.ts';
import { isSynchronised, roleOf, startSentinel } from '../support/redis-topologies.ts';
import type { Scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import type { Action } from './plan.ts';
import type { UnrulyRedis } from './unruly-redis.ts';

/** A machine that was paused puts Sentinel into its TILT mode, in which it does nothing for 30 s. */
const SLOW = { timeoutMs: 90_000 };

type Failover = Extract<Action, { kind: 'redis failover' }>;

export async function startUnrulySentinel(scope: Scope, env: Readonly<Record<string, string>>): Promise<UnrulyRedis> {
	const topology = await startSentinel(scope, env);
	let [primary, replica]: [RedisServer, RedisServer] = [topology.primary, topology.replica];

	async function failOver({ lostForMs, how, awayMs }: Failover): Promise<void> {
		await until(() => isSynchronised(replica), { ...SLOW, what: 'the replica is synchronised' });
		// What the kernel has for a stopped process is not lost; so its connection is closed first.
		replica.signal('SIGSTOP');
		await primary.admin.call('CLIENT', 'KILL', 'TYPE', 'replica');
		await sleep(lostForMs);
		if (how === 'kill') await primary.kill();
		else primary.signal('SIGSTOP');
		replica.signal('SIGCONT');
		const promoted = async () => (await roleOf(replica)) === 'master';
		await until(promoted, { ...SLOW, what: 'Sentinel promotes the replica' });
		await sleep(awayMs);
		if (how === 'kill') await primary.restart();
		else primary.signal('SIGCONT');
		const returned = async () => (await roleOf(primary)) === 'slave' && (await isSynchronised(primary));
		await until(returned, { ...SLOW, what: 'the old primary is a replica' });
		[primary, replica] = [replica, primary];
	}

	let last: Promise<unknown> = Promise.resolve();
	return {
		url: topology.url,
		port: undefined,
		perform: async (action, channelOf) => {
			const work = async (): Promise<unknown> => {
				if (action.kind === 'redis flush') return primary.admin.flushall();
				if (action.kind === 'redis evict') return primary.admin.del(`cw:{${channelOf(action.chart)}}:${action.key}`);
				if (action.kind === 'redis failover') return failOver(action);
				throw new Error(`Behind Sentinel there is no "${action.kind}".`);
			};
			last = last.then(work);
			await last;
		},
	};
}
