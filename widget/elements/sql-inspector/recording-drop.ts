import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Takes a file that is dropped anywhere on its host. */
export class RecordingDrop implements ReactiveController {
	/** A file hangs over the host. */
	isOver = false;
	readonly #host: ReactiveControllerHost & HTMLElement;
	readonly #dropped: (file: File) => void;

	constructor(host: ReactiveControllerHost & HTMLElement, dropped: (file: File) => void) {
		this.#host = host;
		this.#dropped = dropped;
		host.addController(this);
	}

	hostConnected(): void {
		this.#host.addEventListener('dragover', this.#onOver);
		this.#host.addEventListener('dragleave', this.#onLeave);
		this.#host.addEventListener('drop', this.#onDrop);
	}

	hostDisconnected(): void {
		this.#host.removeEventListener('dragover', this.#onOver);
		this.#host.removeEventListener('dragleave', this.#onLeave);
		this.#host.removeEventListener('drop', this.#onDrop);
	}

	#hang(isOver: boolean): void {
		if (isOver === this.isOver) return;
		this.isOver = isOver;
		this.#host.requestUpdate();
	}

	readonly #onOver = (event: DragEvent): void => {
		if (!event.dataTransfer?.types.includes('Files')) return;
		event.preventDefault();
		this.#hang(true);
	};

	/** Seen from outside, going from one part of the host to another leaves nothing. */
	readonly #onLeave = (event: DragEvent): void => {
		if (event.relatedTarget !== this.#host) this.#hang(false);
	};

	readonly #onDrop = (event: DragEvent): void => {
		event.preventDefault();
		this.#hang(false);
		const file = event.dataTransfer?.files[0];
		if (file) this.#dropped(file);
	};
}
