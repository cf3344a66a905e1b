/** Bare `ws`: one buffer, made once, written to every socket. No token, no sequence, no replay. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { answerParent } from '../support/answering.ts';

let server: WebSocketServer | undefined;

function listen(): Promise<number> {
	return new Promise((resolve, reject) => {
		const opened = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 4_096 });
		server = opened;
		opened.once('error', reject);
		opened.once('listening', () => resolve((opened.address() as AddressInfo).port));
	});
}

function publish(frame: object): void {
	const buffer = Buffer.from(JSON.stringify(frame));
	for (const client of server?.clients ?? []) client.send(buffer, { binary: false });
}

answerParent({ listen, publish });
