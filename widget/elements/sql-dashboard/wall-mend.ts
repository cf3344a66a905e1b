/**
 * The reload that is left where a part of the script is gone for good, as after a deploy whose chunks no server keeps: only
 * if the server has another version than this page, is there to answer, and the page was not reloaded just now. Until then
 * the last frames stay on the wall. What it lives on is passed in.
 */
import type { Timing } from '../../clock.ts';

export interface MendOptions {
	readonly timing: Timing;
	/** The entry of the script as the server has it now; rejects where the server cannot be reached. */
	readonly version: () => Promise<string>;
	readonly reload: () => void;
	/** When the page was reloaded last, in ms; it outlives the page. */
	readonly last: { get(): number; set(at: number): void };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export class Mend {
	readonly #options: MendOptions;
	readonly #broken = new Set<unknown>();
	readonly #opened: Promise<string | undefined>;
	#cancel: (() => void) | undefined;

	constructor(options: MendOptions) {
		this.#options = options;
		this.#opened = this.#version();
	}

	/** Whether one of the charts lacks a part of the script. */
	hear(chart: unknown, isBroken: boolean): void {
		if (isBroken) this.#broken.add(chart);
		else this.#broken.delete(chart);
		this.#lookInAMinute();
	}

	stop(): void {
		this.#broken.clear();
		this.#cancel?.();
		this.#cancel = undefined;
	}

	#version(): Promise<string | undefined> {
		return this.#options.version().catch(() => undefined);
	}

	#lookInAMinute(): void {
		if (this.#cancel || this.#broken.size === 0) return;
		this.#cancel = this.#options.timing.after(MINUTE_MS, () => {
			this.#cancel = undefined;
			void this.#look();
		});
	}

	async #look(): Promise<void> {
		const { timing, last, reload } = this.#options;
		const [before, now] = [await this.#opened, await this.#version()];
		const isNew = before !== undefined && now !== undefined && before !== now;
		if (this.#broken.size > 0 && isNew && Math.abs(timing.now() - last.get()) > HOUR_MS) {
			last.set(timing.now());
			reload();
		} else this.#lookInAMinute();
	}
}
