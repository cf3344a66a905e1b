/** The peers: bare `ws` without any promise, and Socket.IO with the promises that come closest to ours. */
import { startChild } from '../support/child.ts';
import { eventFrame } from '../support/payload.ts';
import type { Contender } from './contender.ts';

function peer(name: 'ws' | 'socket.io', file: string, env: Readonly<Record<string, string>>): Contender {
	return {
		name,
		start: async (scope) => {
			const child = startChild({ file, scope, env, probe: true });
			const port = await child.ask<number>('listen');
			let seq = 0;
			const publish: Awaited<ReturnType<Contender['start']>>['publish'] = async (event) => {
				seq += 1;
				await child.ask('publish', eventFrame(event, seq));
			};
			return { name, child, address: { kind: name, port, secret: '', charts: [] }, publish };
		},
	};
}

export const bareWs = (): Contender => peer('ws', 'test/load/contenders/ws.process.ts', {});

export const socketIo = (redisUrl: string): Contender =>
	peer('socket.io', 'test/load/contenders/socket-io.process.ts', { PEER_REDIS_URL: redisUrl });
