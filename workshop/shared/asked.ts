import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { messageOf } from './api.ts';

/**
 * What a part of a page has asked the server for. While it is asked again the last answer stays, so that nothing shifts; a late
 * answer never takes the place of a newer one, and none comes after the element has left the page.
 */
export class Asked<T> implements ReactiveController {
	/** Undefined until the first answer. */
	value: T | undefined;
	/** Why the last asking has failed, in the server's words; '' when it has not. */
	problem = '';
	isWaiting = false;
	readonly #host: ReactiveControllerHost;
	#asking: AbortController | undefined;

	constructor(host: ReactiveControllerHost) {
		this.#host = host;
		host.addController(this);
	}

	async ask(work: (signal: AbortSignal) => Promise<T>): Promise<void> {
		this.#asking?.abort();
		const asking = new AbortController();
		this.#asking = asking;
		this.isWaiting = true;
		this.#host.requestUpdate();
		try {
			const value = await work(asking.signal);
			if (this.#asking !== asking) return;
			this.value = value;
			this.problem = '';
		} catch (error) {
			if (this.#asking !== asking) return;
			this.problem = messageOf(error);
		}
		this.isWaiting = false;
		this.#host.requestUpdate();
	}

	/** What was there belongs to something else now. */
	forget(): void {
		this.#asking?.abort();
		this.#asking = undefined;
		this.value = undefined;
		this.problem = '';
		this.isWaiting = false;
	}

	hostDisconnected(): void {
		this.#asking?.abort();
		this.#asking = undefined;
		this.isWaiting = false;
	}
}
