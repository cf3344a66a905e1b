import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { keyOf, type Named } from './access.ts';

const LOOK_MS = 3_000;

interface Counted {
	readonly name: string;
	readonly viewers: number;
}

interface Answer {
	readonly charts: readonly Counted[];
	readonly dashboards: readonly Counted[];
}

/** How many watch each chart and dashboard of the project, asked again every few seconds while somebody looks at the page. */
export class Watching implements ReactiveController {
	readonly #host: ReactiveControllerHost & { readonly session: ProjectSession };
	#viewers = new Map<string, number>();
	#asked: ProjectSession | undefined;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(host: ReactiveControllerHost & { readonly session: ProjectSession }) {
		this.#host = host;
		host.addController(this);
	}

	of(named: Named): number {
		return this.#viewers.get(keyOf(named)) ?? 0;
	}

	hostConnected(): void {
		this.#timer = setInterval(() => void this.#look(), LOOK_MS);
	}

	hostDisconnected(): void {
		clearInterval(this.#timer);
	}

	hostUpdate(): void {
		const { session } = this.#host;
		if (session === this.#asked) return;
		this.#asked = session;
		this.#viewers = new Map();
		void this.#look();
	}

	/** Where nobody looks at the page nobody has to be counted for it. */
	async #look(): Promise<void> {
		const { session } = this.#host;
		if (document.hidden || !session?.isAuthor) return;
		// What could not be asked is asked again in a moment; the last numbers stay.
		const now = await session.api.ask<Answer>('GET', '/watching').catch(() => undefined);
		if (now === undefined || this.#host.session !== session) return;
		const of = (kind: Named['kind'], list: readonly Counted[]) =>
			list.map(({ name, viewers }) => [keyOf({ kind, name }), viewers] as const);
		this.#viewers = new Map([...of('chart', now.charts), ...of('dashboard', now.dashboards)]);
		this.#host.requestUpdate();
	}
}
