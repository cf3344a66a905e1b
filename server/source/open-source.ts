/** From an address to the engine's adapter, with the way there: direct, or through a tunnel. */
import type { Log } from '../log.ts';
import type { SourceAddress } from './address.ts';
import { type Dial, dialTarget } from './dial.ts';
import { MysqlSource } from './mysql.ts';
import { PostgresSource } from './postgres.ts';
import { PostgresListener } from './postgres-listener.ts';
import { dialPostgresTls } from './postgres-tls.ts';
import type { Source } from './source.ts';
import { SshTunnel } from './ssh-tunnel.ts';

export interface OpenOptions {
	readonly maxIdle: number;
	readonly log: Log;
}

export interface Way {
	readonly dial: Dial;
	close(): Promise<void>;
}

export interface Listening {
	readonly listener: PostgresListener;
	close(): Promise<void>;
}

/** How sockets to the database are opened. */
export function wayTo({ host, port, ssh }: SourceAddress): Way {
	if (ssh !== undefined) {
		const tunnel = new SshTunnel({ ssh, host, port });
		return { dial: () => tunnel.dial(), close: () => tunnel.close() };
	}
	return { dial: () => dialTarget({ host, port }), close: async () => undefined };
}

/** The address without TLS and tunnel, which the dial brings. */
export function postgresUrl({ host, port, database, user, password }: SourceAddress): string {
	const part = encodeURIComponent;
	const place = host.includes(':') ? `[${host}]` : host;
	return `postgres://${part(user)}:${part(password)}@${place}:${port}/${part(database)}`;
}

/** Listens to what the database notifies, by the same way as runs take. */
export function openListener(address: SourceAddress, onNotify: (channel: string) => void): Listening {
	const way = wayTo(address);
	const dial = dialPostgresTls(address, way.dial);
	const listener = new PostgresListener({ url: postgresUrl(address), dial, onNotify });
	const close = async () => {
		await listener.close();
		await way.close();
	};
	return { listener, close };
}

export function openSource(address: SourceAddress, { maxIdle, log }: OpenOptions): Source {
	const way = wayTo(address);
	const source =
		address.engine === 'mysql'
			? new MysqlSource({ address, dial: way.dial, maxIdle, log })
			: new PostgresSource({ url: postgresUrl(address), dial: dialPostgresTls(address, way.dial), maxIdle, log });
	const running = new Set<Promise<unknown>>();
	return {
		run: (query, options) => {
			const run = source.run(query, options);
			running.add(run);
			return run.finally(() => running.delete(run));
		},
		endTagged: (tag) => source.endTagged(tag),
		// Runs under way keep their sessions, and the way to them, to their end.
		close: async () => {
			await source.close();
			await Promise.allSettled(running);
			await way.close();
		},
	};
}
