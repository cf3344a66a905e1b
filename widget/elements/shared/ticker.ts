import type { ReactiveController, ReactiveControllerHost } from 'lit';

const listeners = new Set<() => unknown>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls the listener once a second by the page's one timer. Returns what ends it. */
function everySecond(listener: () => unknown): () => void {
	listeners.add(listener);
	timer ??= setInterval(() => {
		for (const each of listeners) each();
	}, 1000);
	return () => {
		listeners.delete(listener);
		if (listeners.size > 0) return;
		clearInterval(timer);
		timer = undefined;
	};
}

/**
 * Renders its host once a second, but only while `wanted` says that something on it counts time, and where `isDue` does
 * not say that it would show the same again.
 */
export class Ticker implements ReactiveController {
	readonly #host: ReactiveControllerHost;
	readonly #wanted: () => boolean;
	readonly #isDue: () => boolean;
	#stop: (() => void) | undefined;

	constructor(host: ReactiveControllerHost, wanted: () => boolean, isDue = wanted) {
		this.#host = host;
		this.#wanted = wanted;
		this.#isDue = isDue;
		host.addController(this);
	}

	hostUpdated(): void {
		const wanted = this.#wanted();
		if (wanted && this.#stop === undefined) this.#stop = everySecond(() => this.#isDue() && this.#host.requestUpdate());
		if (!wanted) this.hostDisconnected();
	}

	hostDisconnected(): void {
		this.#stop?.();
		this.#stop = undefined;
	}
}
