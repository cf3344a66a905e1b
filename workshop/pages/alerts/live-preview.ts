/** What an alert would have done, asked for as it is declared: a moment after the last change, and never twice the same. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Api } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import type { Times } from './alert-form-view.ts';
import type { Preview } from './alert-types.ts';

const PATIENCE_MS = 300;

export class LivePreview implements ReactiveController {
	readonly #preview: Asked<Preview>;
	readonly #times: Asked<Times>;
	readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #wanted = new Map<string, string>();

	constructor(host: ReactiveControllerHost) {
		this.#preview = new Asked(host);
		this.#times = new Asked(host);
		host.addController(this);
	}

	get value(): Preview | undefined {
		return this.#preview.value;
	}

	/** Why there is none, in the server's words. */
	get problem(): string {
		return this.#preview.problem;
	}

	get times(): Times | undefined {
		return this.#times.problem === '' ? this.#times.value : undefined;
	}

	/** @param body undefined: it is not whole yet, and what was there stays. */
	want(api: Api, body: object | undefined): void {
		this.#later(api, '/alerts/preview', body, this.#preview);
	}

	wantTimes(api: Api, body: object | undefined): void {
		if (body === undefined) this.#times.forget();
		this.#later(api, '/schedules/preview', body, this.#times);
	}

	#later<T>(api: Api, path: string, body: object | undefined, asked: Asked<T>): void {
		const written = JSON.stringify(body) ?? '';
		if (this.#wanted.get(path) === written) return;
		this.#wanted.set(path, written);
		clearTimeout(this.#timers.get(path));
		if (body === undefined) return;
		const ask = (): void => void asked.ask((signal) => api.ask('POST', path, { body, signal }));
		this.#timers.set(path, setTimeout(ask, PATIENCE_MS));
	}

	hostDisconnected(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#wanted.clear();
	}
}
