import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { countText } from '../../shared/words.ts';
import { localMoment } from './clock-change.ts';
import { type Delivery, type LoggedTime, outcomeOf } from './schedule.ts';

interface LogPage {
	readonly times: readonly LoggedTime[];
	readonly next?: number;
}

/** What is under way is asked for again this often. */
const LOOK_MS = 2_000;

const isUnderWay = ({ state, deliveries: { waiting = 0, sending = 0 } }: LoggedTime): boolean =>
	state === 'taken' || state === 'asked' || waiting + sending > 0;

function countsOf({ deliveries: { waiting = 0, sending = 0, sent = 0, dead = 0 } }: LoggedTime): string {
	const parts = [
		...(sent > 0 ? [`${sent} arrived`] : []),
		...(waiting + sending > 0 ? [`${waiting + sending} on the way`] : []),
		...(dead > 0 ? [`${dead} given up`] : []),
	];
	return parts.length === 0 ? '' : `${countText(sent + waiting + sending + dead, 'message')}: ${parts.join(', ')}`;
}

/** `<workshop-schedule-log>`: each time that a schedule was due, and what became of its messages. */
export class WorkshopScheduleLog extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		toneStyles,
		css`
			summary {
				cursor: pointer;
			}
			summary > span {
				margin-inline-end: 12px;
			}
			@media (max-width: 559.98px) {
				summary > span {
					display: block;
					margin-inline: 16px 0;
				}
				summary > .name {
					display: inline;
					margin: 0;
				}
			}
			details > :not(summary) {
				margin: 8px 0 0 16px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		name: {},
		timeZone: {},
	};
	declare session: ProjectSession;
	declare name: string;
	/** In which its times are written. */
	declare timeZone: string;
	readonly #asked = new Asked<LogPage>(this);
	readonly #deliveries = new Map<string, readonly Delivery[]>();
	readonly #open = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#shown = 25;

	readonly ask = (): void => {
		clearTimeout(this.#timer);
		void this.#asked
			.ask(async (signal) => {
				const path = `/schedules/${encodeURIComponent(this.name)}/log?limit=${this.#shown}`;
				const page = await this.session.api.ask<LogPage>('GET', path, { signal });
				for (const time of page.times) if (this.#open.has(time.time)) await this.#look(time, signal);
				return page;
			})
			.then(() => this.#later());
	};

	/** Where nobody looks at the page, or nothing is under way, nothing is asked. */
	#later(): void {
		clearTimeout(this.#timer);
		if (!this.isConnected || !this.#asked.value?.times.some(isUnderWay)) return;
		this.#timer = setTimeout(() => (document.hidden ? this.#later() : this.ask()), LOOK_MS);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearTimeout(this.#timer);
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('name') && !changed.has('session')) return;
		this.#asked.forget();
		this.#open.clear();
		this.ask();
	}

	async #look({ time, dueAt }: LoggedTime, signal?: AbortSignal): Promise<void> {
		const query = new URLSearchParams({ cause: `schedule:${this.name}`, at: String(dueAt), limit: '100' });
		const path = `/deliveries?${query}`;
		const { deliveries } = await this.session.api.ask<{ deliveries: readonly Delivery[] }>('GET', path, { signal });
		this.#deliveries.set(time, deliveries);
	}

	async #onToggle(time: LoggedTime, event: Event): Promise<void> {
		if (!(event.target as HTMLDetailsElement).open) {
			this.#open.delete(time.time);
			return;
		}
		this.#open.add(time.time);
		this.ask();
	}

	#time(time: LoggedTime): TemplateResult {
		const { dueAt, by, state, reason, deliveries } = time;
		const { tone, words } = outcomeOf({ state, reason, dead: deliveries.dead ?? 0 });
		const messages = this.#deliveries.get(time.time);
		const counts = countsOf(time);
		return html`<li><details class="what" @toggle=${(event: Event) => this.#onToggle(time, event)}>
			<summary><span class="name">${localMoment(dueAt, this.timeZone)}</span>${toned(tone, words)} <span class="small muted">${by === 'hand' ? 'sent by hand' : ''}${by === 'hand' && counts ? ', ' : ''}${counts}</span></summary>
			${messages === undefined ? html`<p class="small muted">Loading…</p>` : nothing}
			${messages?.length === 0 ? html`<p class="small muted">No message belongs to it.</p>` : nothing}
			${messages && messages.length > 0 ? html`<workshop-deliveries .session=${this.session} .deliveries=${messages} @workshop-again=${this.ask}></workshop-deliveries>` : nothing}
		</details></li>`;
	}

	readonly #more = (): void => {
		this.#shown = 100;
		this.ask();
	};

	protected override render(): TemplateResult {
		const page = this.#asked.value;
		return html`${waitingFor(this.#asked, this.ask)}
			${page?.times.length === 0 ? html`<p class="muted">It was not due yet. Each time it is, what became of it stands here for 90 days.</p>` : nothing}
			${
				page && page.times.length > 0
					? html`<ul class="entries" aria-label="Times">${repeat(
							page.times,
							({ time }) => time,
							(time) => this.#time(time),
						)}</ul>`
					: nothing
			}
			${page?.next !== undefined && this.#shown < 100 ? html`<div><wa-button size="s" appearance="outlined" @click=${this.#more}>Show more</wa-button></div>` : nothing}`;
	}
}
