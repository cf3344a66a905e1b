/** Opens the sockets of a source's sessions. Made here, and not by the libraries, so that what arrives can be counted. */
import { connect, type Socket } from 'node:net';

export type Dial = () => Promise<Socket>;

export const CONNECT_TIMEOUT_MS = 10_000;

/** Connects within the limit. @throws Error with the system's code, or CONNECT_TIMEOUT. */
export function dialTarget(target: { host: string; port: number } | { path: string }): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect(target);
		const timer = setTimeout(() => {
			socket.destroy(Object.assign(new Error('the connection took too long'), { code: 'CONNECT_TIMEOUT' }));
		}, CONNECT_TIMEOUT_MS);
		socket.once('error', (error) => {
			clearTimeout(timer);
			reject(error);
		});
		socket.once('connect', () => {
			clearTimeout(timer);
			socket.setNoDelay(true);
			resolve(socket);
		});
	});
}
