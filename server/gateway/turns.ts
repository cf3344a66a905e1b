/**
 * Shares the event loop between a crowd that joins and everybody else. What each connection is to be sent waits in line,
 * and about a millisecond of it is done at a time: between two turns requests are answered, and a new connection is let
 * in (libuv accepts one each time around). What waits for one connection is written to it together.
 */
import type { Connection } from './session-parts.ts';

type Sink = Pick<Connection, 'batch' | 'buffered'>;

const TURN_MS = 1;
/** More than this for one connection is written in several pieces, so that it is not taken for slow. */
const MOST_AT_ONCE_BYTES = 65_536;

export class Turns {
	readonly #waiting = new Map<Sink, (() => void)[]>();
	#isScheduled = false;

	/** Resolves when the work, which sends to the connection, has been done. @throws whatever it threw */
	run(connection: Sink, work: () => void): Promise<void> {
		return new Promise((resolve, reject) => {
			const task = () => {
				try {
					resolve(work());
				} catch (error) {
					reject(error as Error);
				}
			};
			const line = this.#waiting.get(connection);
			if (line === undefined) this.#waiting.set(connection, [task]);
			else line.push(task);
			this.#schedule();
		});
	}

	#schedule(): void {
		if (this.#isScheduled) return;
		this.#isScheduled = true;
		setImmediate(() => this.#take());
	}

	#take(): void {
		this.#isScheduled = false;
		const until = performance.now() + TURN_MS;
		for (const [connection, tasks] of this.#waiting) {
			this.#waiting.delete(connection);
			work(connection, tasks);
			if (performance.now() >= until) break;
		}
		if (this.#waiting.size > 0) this.#schedule();
	}
}

function work(connection: Sink, tasks: (() => void)[]): void {
	while (tasks.length > 0) {
		connection.batch(() => {
			do tasks.shift()?.();
			while (tasks.length > 0 && connection.buffered() < MOST_AT_ONCE_BYTES);
		});
	}
}
