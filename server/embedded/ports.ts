/** Finds free TCP ports, and tells whether one is taken, before anything is started on it. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

function listenOnce(port: number, host: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.unref();
		server.once('error', reject);
		server.listen({ port, host, exclusive: true }, () => {
			const address = server.address();
			const bound = typeof address === 'object' && address !== null ? address.port : port;
			server.close(() => resolve(bound));
		});
	});
}

/**
 * A port that was free a moment ago; another process may take it meanwhile. It is below what the systems give to outgoing
 * connections (Linux from 32,768 on, others from 49,152 on), so that none of those comes between the look and the start.
 */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < 50; attempt += 1) {
		try {
			return await listenOnce(randomInt(16_384, 32_768), LOOPBACK);
		} catch {
			// Taken: another one.
		}
	}
	return listenOnce(0, LOOPBACK);
}

/**
 * True when nobody listens on `port`. Without `host` every way a server may bind is tried: the loopback addresses and
 * the wildcards, for a listener on one of them does not always stop a second listener on another.
 */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
	const hosts = host === undefined ? [LOOPBACK, '::1', '0.0.0.0', '::'] : [host];
	for (const each of hosts) {
		try {
			await listenOnce(port, each);
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			// A machine without IPv6 has no such address; that says nothing about the port.
			if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') return false;
		}
	}
	return true;
}
