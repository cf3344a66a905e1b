/**
 * Listens on one connection to a customer's PostgreSQL. Owns that connection and nothing else: it does not connect
 * again by itself, for whoever uses it must know that something may have been missed.
 *
 *     opening ── connected ─▶ listening ── lost | silent | closed ─▶ lost
 */
import postgres from 'postgres';
import type { Dial } from './dial.ts';

const CONNECT_TIMEOUT_S = 10;
const PING_TIMEOUT_MS = 5_000;

export interface PostgresListenerOptions {
	readonly url: string;
	/** Opens the socket, ready for PostgreSQL's own greeting. */
	readonly dial: Dial;
	/** Called with the name of the channel; what else a notification says does not count. */
	readonly onNotify: (channel: string) => void;
}

const quoted = (channel: string) => `"${channel.replaceAll('"', '""')}"`;

export class PostgresListener {
	readonly #sql: postgres.Sql;
	readonly #listening = new Set<string>();
	#opened = false;
	#lost = false;

	constructor({ url, dial, onNotify }: PostgresListenerOptions) {
		const options = {
			max: 1,
			connect_timeout: CONNECT_TIMEOUT_S,
			idle_timeout: 0,
			max_lifetime: null,
			fetch_types: false,
			onnotice: () => undefined,
			socket: dial,
			onnotify: (channel: string) => onNotify(channel),
			onclose: () => {
				this.#lost ||= this.#opened;
			},
			connection: { application_name: 'chartwire listener', default_transaction_read_only: true },
		};
		this.#sql = postgres(url, options as never) as unknown as postgres.Sql;
	}

	/** True once notifications may have been missed: it is of no use any more. */
	get lost(): boolean {
		return this.#lost;
	}

	/** Listens to exactly these channels; answers those that are new. @throws whatever the database said */
	async listenTo(channels: readonly string[]): Promise<readonly string[]> {
		const added = channels.filter((channel) => !this.#listening.has(channel));
		for (const channel of added) {
			await this.#sql.unsafe(`listen ${quoted(channel)}`).simple();
			this.#opened = true;
			this.#listening.add(channel);
		}
		for (const channel of this.#listening) {
			if (channels.includes(channel)) continue;
			await this.#sql.unsafe(`unlisten ${quoted(channel)}`).simple();
			this.#listening.delete(channel);
		}
		return added;
	}

	/** A path that is dead although nobody has said so is lost as well. */
	async ping(): Promise<void> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(() => reject(new Error('it did not answer')), PING_TIMEOUT_MS).unref();
		});
		try {
			await Promise.race([this.#sql.unsafe('select 1').simple(), late]);
		} catch {
			this.#lost = true;
		} finally {
			clearTimeout(timer);
		}
	}

	async close(): Promise<void> {
		this.#lost = true;
		await this.#sql.end({ timeout: 0 }).catch(() => undefined);
	}
}
