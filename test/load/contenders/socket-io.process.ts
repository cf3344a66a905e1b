/**
 * Socket.IO as its documentation recommends it for not losing messages: connection state recovery, with the Redis
 * Streams adapter, over WebSocket only. Its types are not installed with the project; what is used of it is named here.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from '../support/answering.ts';
import { importPeer } from '../support/child.ts';

interface Room {
	emit(name: string, value: unknown): void;
}

interface Io {
	on(name: 'connection', listener: (socket: { join(room: string): unknown }) => void): void;
	to(room: string): Room;
}

interface SocketIoModule {
	readonly Server: new (server: ReturnType<typeof createServer>, options: object) => Io;
}

interface RedisModule {
	createClient(options: { readonly url: string }): { connect(): Promise<unknown> };
}

interface AdapterModule {
	createAdapter(client: unknown): unknown;
}

const ROOM = 'chart';
const RECOVERY_MS = 120_000;
let io: Io | undefined;

async function listen(): Promise<number> {
	const { Server } = (await importPeer('socket.io')) as SocketIoModule;
	const { createAdapter } = (await importPeer('@socket.io/redis-streams-adapter')) as AdapterModule;
	const { createClient } = (await importPeer('redis')) as RedisModule;
	const redis = createClient({ url: process.env['PEER_REDIS_URL'] ?? '' });
	await redis.connect();
	const server = createServer();
	io = new Server(server, {
		adapter: createAdapter(redis),
		connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: true },
		transports: ['websocket'],
		serveClient: false,
	});
	io.on('connection', (socket) => void socket.join(ROOM));
	return new Promise((resolve) => {
		server.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 }, () =>
			resolve((server.address() as AddressInfo).port),
		);
	});
}

answerParent({ listen, publish: (frame: object) => io?.to(ROOM).emit('event', frame) });
