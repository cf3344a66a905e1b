/**
 * The network between viewers, nodes and Redis, in a process of its own: plain TCP links that can be cut, frozen,
 * slowed down, or robbed of their replies. A link has a port; each of its connections goes to one of its targets,
 * whichever chance says, as a load balancer without sticky sessions does.
 */
import { connect, createServer, type Socket } from 'node:net';
import { answerParent } from '../load/support/answering.ts';
import type { LinkFault, LinkWish } from './proxy.ts';
import { type Random, seeded } from './random.ts';

interface Pair {
	readonly client: Socket;
	readonly target: Socket;
}

interface Link {
	readonly pairs: Set<Pair>;
	readonly random: Random;
	readonly targets: readonly number[];
	frozen: boolean;
	delayMs: number;
	/** What comes back is thrown away. */
	deaf: boolean;
}

const links = new Map<string, Link>();

function endPair(link: Link, pair: Pair): void {
	link.pairs.delete(pair);
	pair.client.destroy();
	pair.target.destroy();
}

/** Passes on what one side says, in order, and no faster than the other takes it. */
function pump(link: Link, pair: Pair, back: boolean): void {
	const [from, to] = back ? [pair.target, pair.client] : [pair.client, pair.target];
	const write = (data: Buffer): void => {
		if (to.destroyed || to.write(data)) return;
		from.pause();
		to.once('drain', () => link.frozen || from.resume());
	};
	const late: { readonly at: number; readonly data: Buffer }[] = [];
	// One timer at a time, for two that are due together need not fire in order.
	const pass = (): void => {
		for (let [first] = late; first !== undefined; [first] = late) {
			const inMs = first.at - performance.now();
			if (inMs > 0) {
				setTimeout(pass, inMs);
				return;
			}
			late.shift();
			write(first.data);
		}
	};
	from.on('data', (data: Buffer) => {
		if (back && link.deaf) return;
		if (link.delayMs === 0 && late.length === 0) return write(data);
		late.push({ at: performance.now() + link.delayMs, data });
		if (late.length === 1) pass();
	});
	from.on('error', () => undefined);
	from.on('close', () => endPair(link, pair));
}

function accept(link: Link, client: Socket): void {
	const target = connect({ port: link.random.pick(link.targets), host: '127.0.0.1', noDelay: true });
	client.setNoDelay(true);
	const pair = { client, target };
	link.pairs.add(pair);
	pump(link, pair, false);
	pump(link, pair, true);
	if (link.frozen) setFrozen(pair, true);
}

function setFrozen({ client, target }: Pair, frozen: boolean): void {
	for (const socket of [client, target]) {
		if (frozen) socket.pause();
		else socket.resume();
	}
}

function open({ name, targets, seed }: LinkWish): Promise<number> {
	const random = seeded(seed);
	const link: Link = { pairs: new Set(), random, targets, frozen: false, delayMs: 0, deaf: false };
	links.set(name, link);
	const server = createServer((client) => accept(link, client));
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			if (typeof address === 'object' && address !== null) resolve(address.port);
		});
	});
}

function apply({ name, fault, delayMs = 0 }: LinkFault): void {
	const link = links.get(name);
	if (link === undefined) throw new Error(`There is no link "${name}".`);
	if (fault === 'cut') for (const pair of [...link.pairs]) endPair(link, pair);
	link.frozen = fault === 'freeze';
	link.deaf = fault === 'deafen';
	link.delayMs = fault === 'delay' ? delayMs : 0;
	for (const pair of link.pairs) setFrozen(pair, link.frozen);
}

answerParent({ open, apply });
