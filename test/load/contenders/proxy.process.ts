/**
 * A load balancer as small as it can be: passes bytes on, round-robin, to those nodes that say that they are ready.
 * Looks at nothing that it carries, and keeps nobody at the node they had.
 */
import { connect, createServer, type Socket } from 'node:net';
import { answerParent } from '../support/answering.ts';

interface Plan {
	readonly port: number;
	readonly nodes: readonly number[];
}

const CHECK_MS = 200;
const ready = new Map<number, boolean>();
let turn = 0;

async function check(port: number): Promise<void> {
	const answer = fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1_000) });
	ready.set(
		port,
		await answer.then(
			({ ok }) => ok,
			() => false,
		),
	);
	setTimeout(() => void check(port), CHECK_MS);
}

/** Tries one node after the other; whoever finds none is cut off, and comes again. */
function pass(client: Socket, nodes: readonly number[], triesLeft = nodes.length): void {
	const able = nodes.filter((port) => ready.get(port) === true);
	turn += 1;
	const port = able[turn % able.length];
	if (port === undefined || triesLeft === 0) {
		client.destroy();
		return;
	}
	const node = connect({ host: '127.0.0.1', port, noDelay: true });
	let connected = false;
	node.once('connect', () => {
		connected = true;
		client.pipe(node).pipe(client);
	});
	node.on('error', () => undefined);
	node.once('close', () => {
		if (connected) client.destroy();
		else pass(client, nodes, triesLeft - 1);
	});
	client.once('close', () => node.destroy());
}

async function listen({ port, nodes }: Plan): Promise<void> {
	await Promise.all(nodes.map(check));
	const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
		client.on('error', () => undefined);
		pass(client, nodes);
	});
	await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port, backlog: 4_096 }, resolve));
}

answerParent({ listen });
