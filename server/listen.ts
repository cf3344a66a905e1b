/** The web node's port: opened, taken over for sockets, and closed without waiting for whoever does not leave. */
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Config } from './config.ts';
import { type UpgradeOptions, upgradeSockets } from './gateway/routes.ts';

/** So many connections wait for us at most; the system may allow fewer (net.core.somaxconn). A crowd at 8 AM is not refused. */
const BACKLOG = 4_096;

/** @throws Error when the port is taken, with the port and the remedy in its message. */
export function listen(
	app: Hono,
	config: Config,
	gateway: UpgradeOptions,
): Promise<{ port: number; close: () => Promise<void> }> {
	return new Promise((resolve, reject) => {
		// The name stands in for one that a request lacks, as the health checks of load balancers do.
		const server = createAdaptorServer({ fetch: app.fetch, hostname: config.host });
		server.listen({ port: config.port, host: config.host, backlog: BACKLOG }, () => {
			const { port } = server.address() as AddressInfo;
			resolve({ port, close: () => closeServer(server) });
		});
		upgradeSockets(server, gateway);
		server.once('error', (error: NodeJS.ErrnoException) => {
			const taken = `Port ${config.port} is taken by another program; stop it, or set PORT to another number.`;
			reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error);
		});
	});
}

function closeServer(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 1_000).unref();
		if ('closeIdleConnections' in server) server.closeIdleConnections();
	});
}
