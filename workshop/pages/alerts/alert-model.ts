/** What a page knows of one alert, and what is done with it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import type { Delivery, LoggedEvent, Preview, WholeAlert } from './alert-types.ts';
import type { Until } from './snooze-times.ts';

interface EventPage {
	readonly events: readonly LoggedEvent[];
	readonly next?: number;
	readonly names: Readonly<Record<string, string>>;
}

interface DeliveryPage {
	readonly deliveries: readonly Delivery[];
}

const EVENTS_AT_ONCE = 25;

export class AlertModel implements ReactiveController {
	readonly alert: Asked<WholeAlert>;
	readonly log: Asked<EventPage>;
	readonly preview: Asked<Preview>;
	readonly deliveries: Asked<DeliveryPage>;
	readonly tests: Asked<DeliveryPage>;
	/** There is none of this name, or none any more. */
	isGone = false;
	#session: ProjectSession | undefined;
	#name = '';
	#seen = '';
	#limit = EVENTS_AT_ONCE;

	constructor(host: ReactiveControllerHost) {
		[this.alert, this.log, this.preview] = [new Asked(host), new Asked(host), new Asked(host)];
		[this.deliveries, this.tests] = [new Asked(host), new Asked(host)];
		host.addController(this);
	}

	hostDisconnected(): void {
		this.#seen = '';
	}

	attach(session: ProjectSession, name: string): void {
		[this.#session, this.#name, this.#seen, this.#limit] = [session, name, '', EVENTS_AT_ONCE];
		this.isGone = false;
		for (const each of [this.alert, this.log, this.preview, this.deliveries, this.tests]) each.forget();
		this.look();
	}

	get #path(): string {
		return `/alerts/${encodeURIComponent(this.#name)}`;
	}

	/** Asks for its state, and for the rest of it only once something has happened. */
	readonly look = (): void => {
		const session = this.#session;
		if (session === undefined || this.isGone) return;
		void this.alert.ask(async (signal) => {
			try {
				const alert = await session.api.ask<WholeAlert>('GET', this.#path, { signal });
				const { evaluatedAt, revision, state, snooze, acknowledged } = alert;
				const seen = JSON.stringify([evaluatedAt, revision, state, snooze, acknowledged]);
				const isOther = seen !== this.#seen;
				this.#seen = seen;
				if (isOther) this.#lookAround(session);
				if (session.isAuthor && (isOther || this.#isOnItsWay)) this.#lookForDeliveries(session);
				return alert;
			} catch (error) {
				this.isGone = error instanceof ApiError && error.code === 'unknown_alert';
				throw error;
			}
		});
	};

	get #isOnItsWay(): boolean {
		const all = [...(this.deliveries.value?.deliveries ?? []), ...(this.tests.value?.deliveries ?? [])];
		return all.some(({ state }) => state === 'waiting' || state === 'sending');
	}

	#lookAround({ api }: ProjectSession): void {
		void this.log.ask((signal) => api.ask('GET', `${this.#path}/events?limit=${this.#limit}`, { signal }));
		void this.preview.ask((signal) => api.ask('GET', `${this.#path}/points`, { signal }));
	}

	#lookForDeliveries({ api }: ProjectSession): void {
		const of = (cause: string, limit: number) =>
			`/deliveries?${new URLSearchParams({ cause: `${cause}:${this.#name}`, limit: String(limit) })}`;
		void this.deliveries.ask((signal) => api.ask('GET', of('alert', 100), { signal }));
		void this.tests.ask((signal) => api.ask('GET', of('test', 5), { signal }));
	}

	/** Older events as well; those who keep an alert for years have many. */
	readonly more = (): void => {
		this.#limit = Math.min(100, this.#limit + 75);
		if (this.#session) this.#lookAround(this.#session);
	};

	async #do(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
		const session = this.#session;
		if (session === undefined) throw new Error('an alert was asked for before it was known which');
		try {
			return await session.api.ask<Record<string, unknown>>(method, path, options);
		} finally {
			this.#seen = '';
			if (method !== 'DELETE' || path !== this.#path) this.look();
		}
	}

	/** These throw ApiError. */
	readonly acknowledge = (note: string) => this.#do('POST', `${this.#path}/ack`, { body: note === '' ? {} : { note } });
	readonly snooze = (until: Until | null, note: string) =>
		this.#do('POST', `${this.#path}/snooze`, { body: { until, ...(note === '' ? {} : { note }) } });
	readonly follow = (isWanted: boolean) =>
		this.#do(isWanted ? 'POST' : 'DELETE', `${this.#path}/follow`, isWanted ? { body: {} } : {});
	readonly sendTest = () => this.#do('POST', `${this.#path}/test`, { body: {} });
	readonly sendAgain = (id: string) => this.#do('POST', `/deliveries/${id}/again`);
	readonly enable = ({ declaration, revision }: WholeAlert, enabled: boolean) =>
		this.#do('PUT', this.#path, { body: { ...declaration, enabled }, headers: { 'if-match': `"${revision}"` } });
	readonly remove = ({ revision }: WholeAlert) =>
		this.#do('DELETE', this.#path, { headers: { 'if-match': `"${revision}"` } });
}
