/**
 * A proxy before Redis, in a process of its own, with two faults on connections that stay healthy otherwise: it takes
 * announcements away, or it keeps the answers to commands waiting while announcements come. Run as a program it is the
 * proxy.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { guardChild } from '../../server/embedded/processes.ts';
import type { Scope } from './scope.ts';

export interface RedisProxy {
	readonly url: string;
	/** From here on published messages are taken away, on connections there are and on those to come. */
	swallow(): void;
	/** Lets them through again; what was taken away stays lost. */
	pass(): void;
	/** From here on answers wait on connections that run scripts; those that subscribe are opened and served. */
	holdAnswers(): void;
	/** Lets those pass that wait now; later ones wait. */
	letAnswers(): void;
	/** Nothing waits any more. */
	endHold(): void;
	/** Whether an answer that waits contains this. */
	holds(text: string): Promise<boolean>;
}

type Order = 'swallow' | 'pass' | 'hold' | 'let' | 'end hold';
type Message = Order | { readonly id: number; readonly holds: string };

export async function startRedisProxy(scope: Scope, target: number): Promise<RedisProxy> {
	const child = fork(fileURLToPath(import.meta.url), [String(target)], {
		execArgv: ['--import', 'tsx'],
		detached: true,
	});
	guardChild(child, 'TERM');
	scope.defer(() => child.kill('SIGKILL'));
	const [port] = (await once(child, 'message')) as [number];
	const asked = new Map<number, (held: boolean) => void>();
	child.on('message', ({ id, held }: { id: number; held: boolean }) => {
		asked.get(id)?.(held);
		asked.delete(id);
	});
	const order = (what: Order) => () => void child.send(what);
	let lastId = 0;
	return {
		url: `redis://127.0.0.1:${port}`,
		swallow: order('swallow'),
		pass: order('pass'),
		holdAnswers: order('hold'),
		letAnswers: order('let'),
		endHold: order('end hold'),
		holds: (text) =>
			new Promise((resolve) => {
				lastId += 1;
				asked.set(lastId, resolve);
				child.send({ id: lastId, holds: text });
			}),
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

class Faults {
	swallowing = false;
	#holding = false;
	readonly #held: { readonly client: Socket; readonly reply: Buffer }[] = [];

	take(order: Order): void {
		if (order === 'swallow' || order === 'pass') this.swallowing = order === 'swallow';
		else this.#holding = order !== 'end hold';
		if (order !== 'let' && order !== 'end hold') return;
		for (const { client, reply } of this.#held.splice(0)) client.write(reply);
	}

	holds(text: string): boolean {
		return this.#held.some(({ reply }) => reply.includes(text));
	}

	give(client: Socket, reply: Buffer, runsScripts: boolean): void {
		if (this.swallowing && isAnnouncement(reply)) return;
		if (this.#holding && runsScripts) this.#held.push({ client, reply });
		else client.write(reply);
	}
}

function serve(target: number): void {
	const faults = new Faults();
	process.on('message', (message: Message) => {
		if (typeof message === 'string') faults.take(message);
		else process.send?.({ id: message.id, held: faults.holds(message.holds) });
	});
	process.on('disconnect', () => process.exit(0));
	const server = createServer((client) => {
		const redis = connect(target, '127.0.0.1');
		let rest: Buffer = Buffer.alloc(0);
		let runsScripts = false;
		client.on('data', (data: Buffer) => {
			runsScripts ||= /\beval(sha)?\b/i.test(data.toString('latin1'));
			if (!redis.write(data)) client.pause();
		});
		redis.on('drain', () => client.resume());
		redis.on('data', (data: Buffer) => {
			rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
			let from = 0;
			for (let end = endOfReply(rest, 0); end !== -1; end = from < rest.length ? endOfReply(rest, from) : -1) {
				faults.give(client, Buffer.from(rest.subarray(from, end)), runsScripts);
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
