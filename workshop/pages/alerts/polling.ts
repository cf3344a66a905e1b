import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Looks again every so often while the page is looked at, and at once when somebody comes back to it. */
export class Polling implements ReactiveController {
	readonly #look: () => void;
	readonly #everyMs: number;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(host: ReactiveControllerHost, everyMs: number, look: () => void) {
		this.#look = look;
		this.#everyMs = everyMs;
		host.addController(this);
	}

	readonly #onSight = (): void => {
		if (document.visibilityState === 'visible') this.#look();
	};

	hostConnected(): void {
		document.addEventListener('visibilitychange', this.#onSight);
		this.#timer = setInterval(this.#onSight, this.#everyMs);
	}

	hostDisconnected(): void {
		document.removeEventListener('visibilitychange', this.#onSight);
		clearInterval(this.#timer);
	}
}
