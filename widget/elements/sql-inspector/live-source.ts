import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Inspected, inspect } from '../../recording/inspection.ts';

/**
 * Asks the pages of this origin to tell what they see, while its host is in the document and wants it. A page that is
 * left may come back as it was; meanwhile nobody is asked.
 */
export class LiveSource implements ReactiveController {
	/** Why nothing can be heard, if so. */
	problem: '' | 'This browser does not let the pages of this origin speak to one another.' = '';
	readonly #host: ReactiveControllerHost;
	readonly #wanted: () => boolean;
	readonly #told: (inspected: Inspected) => void;
	#stop: (() => void) | undefined;
	#connected = false;
	readonly #onLeave = () => this.#end();
	readonly #onReturn = () => this.#host.requestUpdate();

	constructor(host: ReactiveControllerHost, wanted: () => boolean, told: (inspected: Inspected) => void) {
		this.#host = host;
		this.#wanted = wanted;
		this.#told = told;
		host.addController(this);
	}

	hostConnected(): void {
		this.#connected = true;
		addEventListener('pagehide', this.#onLeave);
		addEventListener('pageshow', this.#onReturn);
		this.#host.requestUpdate();
	}

	hostDisconnected(): void {
		this.#connected = false;
		removeEventListener('pagehide', this.#onLeave);
		removeEventListener('pageshow', this.#onReturn);
		this.#end();
	}

	hostUpdate(): void {
		if (!this.#connected || !this.#wanted()) this.#end();
		else if (this.#stop === undefined && this.problem === '') this.#begin();
	}

	#begin(): void {
		try {
			this.#stop = inspect((inspected) => this.#told(inspected));
		} catch {
			this.problem = 'This browser does not let the pages of this origin speak to one another.';
		}
	}

	#end(): void {
		this.#stop?.();
		this.#stop = undefined;
	}
}
