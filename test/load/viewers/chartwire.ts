/**
 * A viewer of ours: greets with a token of its own, subscribes, answers pings, and checks that each channel's
 * sequence numbers follow one another without a hole or a repetition. Reads heads of frames only: it shares the
 * machine with the server.
 */
import { WebSocket } from 'ws';
import { signToken } from '../../../server/auth/sign-token.ts';
import { type ServerMessage, SOCKET_PATH, SUBPROTOCOL } from '../../../widget/protocol.ts';
import type { Address } from '../contenders/contender.ts';
import { findMarker } from '../support/payload.ts';
import type { Join, Tally } from './viewer.ts';

const HEAD_BYTES = 256;
const EVENT = /^\{"type":"event","channel":"([^"]+)","epoch":"[^"]+","seq":(\d+)/;

interface Joining {
	readonly address: Address;
	readonly socket: WebSocket;
	readonly tally: Tally;
	readonly joined: () => void;
	readonly refused: (error: Error) => void;
}

/** What one viewer does with each frame. */
function reader({ address, socket, tally, joined, refused }: Joining): (data: Buffer) => void {
	const seqs = new Map<string, number>();
	let left = address.charts.length;
	const take = (message: ServerMessage): void => {
		if (message.type === 'welcome') {
			address.charts.forEach((chart, index) => {
				socket.send(JSON.stringify({ type: 'subscribe', id: index + 1, chart }));
			});
		} else if (message.type === 'subscribed') {
			// Without a position to go on from, the answer is one reset at this sequence.
			seqs.set(message.channel, message.seq);
			left -= 1;
			if (left === 0) joined();
		} else if (message.type === 'reset') seqs.set(message.channel, message.seq);
		else if (message.type === 'ping') socket.send('{"type":"pong"}');
		else if (message.type === 'error') refused(new Error(`${message.code}: ${message.message}`));
	};
	return (data) => {
		const head = data.toString('latin1', 0, HEAD_BYTES);
		const event = EVENT.exec(head);
		if (event === null) {
			tally.other();
			take(JSON.parse(data.toString()) as ServerMessage);
			return;
		}
		const [, channel = '', seq] = event;
		if (Number(seq) !== (seqs.get(channel) ?? Number.NaN) + 1) tally.outOfOrder();
		seqs.set(channel, Number(seq));
		const marker = findMarker(head);
		if (marker !== undefined) tally.received(marker);
	};
}

export const joinChartwire: Join = async (address, tally, number) => {
	const grant = { subject: `viewer-${number}`, charts: address.charts, expiresInSeconds: 3_600 };
	const token = await signToken(address.secret, grant);
	const url = `ws://127.0.0.1:${address.port}${SOCKET_PATH}`;
	const socket = new WebSocket(url, SUBPROTOCOL, { perMessageDeflate: false, skipUTF8Validation: true });
	await new Promise<void>((joined, refused) => {
		const read = reader({ address, socket, tally, joined, refused });
		socket.on('error', refused);
		socket.on('close', (code) => refused(new Error(`closed with ${code}`)));
		socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token })));
		socket.on('message', (data) => read(data as Buffer));
	});
	return { leave: () => socket.terminate() };
};
