/** A viewer of bare `ws`: there is nothing to say, and nothing to check but what has come. */
import { WebSocket } from 'ws';
import { findMarker } from '../support/payload.ts';
import type { Join } from './viewer.ts';

const HEAD_BYTES = 256;

export const joinWs: Join = async (address, tally) => {
	const options = { perMessageDeflate: false, skipUTF8Validation: true };
	const socket = new WebSocket(`ws://127.0.0.1:${address.port}/`, options);
	await new Promise<void>((joined, refused) => {
		socket.on('error', refused);
		socket.on('close', (code) => refused(new Error(`closed with ${code}`)));
		socket.on('open', joined);
		socket.on('message', (data) => {
			const marker = findMarker((data as Buffer).toString('latin1', 0, HEAD_BYTES));
			if (marker !== undefined) tally.received(marker);
		});
	});
	return { leave: () => socket.terminate() };
};
