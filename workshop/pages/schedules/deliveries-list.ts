import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { say } from '../../shared/page.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { momentOf } from '../../shared/times.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { type Delivery, deliveryOutcome, placeOf } from './schedule.ts';

interface Attempt {
	readonly attempt: number;
	/** ms */
	readonly startedAt: number;
	readonly endedAt: number | null;
	readonly outcome: 'sent' | 'retry' | 'dead' | 'lost' | null;
	readonly detail: string | null;
}

const OUTCOMES: Readonly<Record<NonNullable<Attempt['outcome']>, string>> = {
	sent: 'taken by the receiver',
	retry: 'did not arrive',
	dead: 'given up',
	lost: 'its worker was lost',
};

const CAUSES = { schedule: 'schedule', alert: 'alert', test: 'a try' } as const;

/** `<workshop-deliveries>`: messages, how each has gone, its attempts, and sending again what was given up. @fires workshop-again */
export class WorkshopDeliveries extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		toneStyles,
		css`
			summary {
				cursor: pointer;
				inline-size: max-content;
			}
			.attempts {
				padding: 4px 0 0 16px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		deliveries: { attribute: false },
		withCause: { type: Boolean },
		_problem: { state: true },
	};
	declare session: ProjectSession;
	declare deliveries: readonly Delivery[];
	/** Whether what has sent each is said. */
	declare withCause: boolean;
	declare _problem: string;
	readonly #attempts = new Map<string, readonly Attempt[]>();

	constructor() {
		super();
		this._problem = '';
		this.withCause = false;
	}

	async #open({ delivery }: Delivery, event: Event): Promise<void> {
		if (!(event.target as HTMLDetailsElement).open) return;
		try {
			const found = await this.session.api.ask<{ log: readonly Attempt[] }>('GET', `/deliveries/${delivery}`);
			this.#attempts.set(delivery, found.log);
			this.requestUpdate();
		} catch (error) {
			this._problem = messageOf(error);
		}
	}

	async #again({ delivery, channel }: Delivery): Promise<void> {
		this._problem = '';
		try {
			await this.session.api.ask('POST', `/deliveries/${delivery}/again`);
			say(this, `It is sent again to ${placeOf(channel)}.`);
		} catch (error) {
			this._problem = messageOf(error);
		}
		this.dispatchEvent(new CustomEvent('workshop-again', { bubbles: true, composed: true }));
	}

	#cause({ cause: { kind, name, at } }: Delivery): TemplateResult {
		const when = momentOf(at);
		if (kind !== 'schedule')
			return html`<span class="small muted">${kind === 'test' ? CAUSES.test : `${CAUSES.alert} ${name}`}, ${when}</span>`;
		const { project } = this.session.project;
		return html`<span class="small muted">schedule <a href=${addressOf({ project, page: 'schedules', item: name })}>${name}</a>, ${when}</span>`;
	}

	#log(attempts: readonly Attempt[]): TemplateResult {
		return html`<ol class="attempts small" aria-label="Attempts">${attempts.map(
			({ attempt, startedAt, outcome, detail }) =>
				html`<li>${attempt}. ${momentOf(startedAt)}: ${outcome === null ? 'under way' : OUTCOMES[outcome]}${detail ? html` <span class="muted">(${detail})</span>` : nothing}</li>`,
		)}</ol>`;
	}

	#row(delivery: Delivery): TemplateResult {
		const { channel, subject, state, attempts } = delivery;
		const { tone, words } = deliveryOutcome(delivery, momentOf);
		const log = this.#attempts.get(delivery.delivery);
		return html`<li>
			<div class="what">
				<span class="name">${this.withCause ? `${subject ?? 'A message'} to ` : ''}${placeOf(channel)}</span>
				${toned(tone, words)}
				${this.withCause ? this.#cause(delivery) : nothing}
				${
					attempts > 0
						? html`<details @toggle=${(event: Event) => this.#open(delivery, event)}><summary class="small">Attempts</summary>${log ? this.#log(log) : html`<p class="small muted">Loading…</p>`}</details>`
						: nothing
				}
			</div>
			${state === 'dead' ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#again(delivery)}>Send again<span class="sr"> to ${placeOf(channel)}</span></wa-button>` : nothing}
		</li>`;
	}

	protected override render(): TemplateResult {
		return html`${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			<ul class="entries" aria-label="Messages">${repeat(
				this.deliveries,
				({ delivery }) => delivery,
				(delivery) => this.#row(delivery),
			)}</ul>`;
	}
}
