/**
 * A proxy before Redis, in a process of its own, that can take announcements away and nothing else: connections stay
 * healthy, commands and subscriptions are answered, but no published message arrives. Run as a program it is the proxy.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { guardChild } from '../../server/embedded/processes.ts';
import type { Scope } from './scope.ts';

export interface RedisProxy {
	readonly url: string;
	/** From here on published messages are taken away, on connections there are and on those to come. */
	swallow(): void;
	/** Lets them through again; what was taken away stays lost. */
	pass(): void;
}

export async function startRedisProxy(scope: Scope, target: number): Promise<RedisProxy> {
	const child = fork(fileURLToPath(import.meta.url), [String(target)], {
		execArgv: ['--import', 'tsx'],
		detached: true,
	});
	guardChild(child, 'TERM');
	scope.defer(() => child.kill('SIGKILL'));
	const [port] = (await once(child, 'message')) as [number];
	return {
		url: `redis://127.0.0.1:${port}`,
		swallow: () => void child.send('swallow'),
		pass: () => void child.send('pass'),
	};
}

/** Where the reply that begins at `from` ends, or -1 when it is not complete yet (RESP3, redis.io/docs). */
function endOfReply(data: Buffer, from: number): number {
	const line = data.indexOf('\r\n', from);
	if (line === -1) return -1;
	const type = String.fromCharCode(data[from] ?? 0);
	const size = Number(data.toString('latin1', from + 1, line));
	let end = line + 2;
	if ('$=!'.includes(type)) {
		if (size >= 0) end += size + 2;
		return end <= data.length ? end : -1;
	}
	const parts = '*>~'.includes(type) ? size : type === '%' ? size * 2 : 0;
	for (let part = 0; part < parts && end !== -1; part += 1) end = endOfReply(data, end);
	return end;
}

const isAnnouncement = (reply: Buffer) => /^[>*]3\r\n\$8\r\nsmessage\r\n/.test(reply.toString('latin1', 0, 24));

function serve(target: number): void {
	let swallowing = false;
	process.on('message', (message) => {
		swallowing = message === 'swallow';
	});
	process.on('disconnect', () => process.exit(0));
	const server = createServer((client) => {
		const redis = connect(target, '127.0.0.1');
		let rest: Buffer = Buffer.alloc(0);
		client.pipe(redis);
		redis.on('data', (data: Buffer) => {
			rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
			let from = 0;
			for (let end = endOfReply(rest, 0); end !== -1; end = from < rest.length ? endOfReply(rest, from) : -1) {
				const reply = rest.subarray(from, end);
				if (!(swallowing && isAnnouncement(reply))) client.write(reply);
				from = end;
			}
			rest = rest.subarray(from);
		});
		for (const [one, other] of [
			[client, redis],
			[redis, client],
		] as const) {
			one.on('error', () => undefined);
			one.on('close', () => other.destroy());
		}
	});
	server.listen(0, '127.0.0.1', () => {
		const address = server.address();
		if (typeof address === 'object' && address !== null) process.send?.(address.port);
	});
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) serve(Number(process.argv[2]));
