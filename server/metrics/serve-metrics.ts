/** `GET /metrics` on a port of its own: what a node says of itself is for its operator, and never behind the public port. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Log } from '../log.ts';

export interface ServeMetricsOptions {
	readonly registry: Registry;
	readonly log: Log;
	/** 0: any free one. */
	readonly port: number;
	readonly host: string;
}

export interface ServedMetrics {
	readonly port: number;
	close(): Promise<void>;
}

/** @throws Error when the port is taken, with the port and the remedy in its message. */
export function serveMetrics({ registry, log, port, host }: ServeMetricsOptions): Promise<ServedMetrics> {
	const server = createServer((request, response) => {
		const isAsked = request.method === 'GET' && request.url?.split('?')[0] === '/metrics';
		if (!isAsked) {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('There is only GET /metrics here.\n');
			return;
		}
		registry.metrics().then(
			(text) =>
				response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text),
			(error: unknown) => {
				log.warn({ error: String(error) }, 'the metrics could not be read');
				response.writeHead(500, { 'content-type': 'text/plain' }).end('The metrics could not be read; see the log.\n');
			},
		);
	});
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const taken = `Port ${port} is taken by another program; stop it, or set METRICS_PORT to another number.`;
			reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error);
		});
		server.listen(port, host, () => {
			resolve({ port: (server.address() as AddressInfo).port, close: () => close(server) });
		});
	});
}

function close(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
