/** A viewer of Socket.IO, by its own client, without its Manager's sharing of one connection among several. */
import { importPeer } from '../support/child.ts';
import { findMarker } from '../support/payload.ts';
import type { Join } from './viewer.ts';

interface ClientSocket {
	on(name: 'connect', listener: () => void): void;
	on(name: 'connect_error', listener: (error: Error) => void): void;
	on(name: 'event', listener: (frame: { readonly event: { readonly run: string } }) => void): void;
	disconnect(): void;
}

interface ClientModule {
	io(url: string, options: object): ClientSocket;
}

let client: Promise<ClientModule> | undefined;

export const joinSocketIo: Join = async (address, tally) => {
	client ??= importPeer('socket.io-client') as Promise<ClientModule>;
	const { io } = await client;
	const socket = io(`http://127.0.0.1:${address.port}`, { transports: ['websocket'], forceNew: true });
	await new Promise<void>((joined, refused) => {
		socket.on('connect', joined);
		socket.on('connect_error', refused);
		socket.on('event', ({ event }) => {
			const marker = findMarker(`"run":"${event.run}"`);
			if (marker !== undefined) tally.received(marker);
		});
	});
	return { leave: () => socket.disconnect() };
};
