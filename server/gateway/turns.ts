/**
 * What each connection is to be sent while a crowd joins waits in line, and is written a slice at a time. What waits for
 * one connection is written to it together.
 */
import type { Connection } from './session-parts.ts';
import type { Slices } from './slices.ts';

type Sink = Pick<Connection, 'batch' | 'buffered'>;

/** More than this for one connection is written in several pieces, so that it is not taken for slow. */
const MOST_AT_ONCE_BYTES = 65_536;

export class Turns {
	readonly #waiting = new Map<Sink, (() => void)[]>();
	readonly #slices: Slices;

	constructor(slices: Slices) {
		this.#slices = slices;
	}

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
			if (line !== undefined) {
				line.push(task);
				return;
			}
			this.#waiting.set(connection, [task]);
			if (this.#waiting.size === 1) this.#slices.add((isOver) => this.#take(isOver));
		});
	}

	#take(isOver: () => boolean): boolean {
		for (const [connection, tasks] of this.#waiting) {
			this.#waiting.delete(connection);
			work(connection, tasks);
			if (isOver()) break;
		}
		return this.#waiting.size === 0;
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
