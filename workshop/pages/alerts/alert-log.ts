import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { pageStyles } from '../../shared/styles.ts';
import { momentOf } from '../../shared/times.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { whoText } from '../../shared/who.ts';
import type { Delivery, LoggedEvent } from './alert-types.ts';
import { channelText, deliveriesOf, deliveryLook, eventLook, reasonText, valueText } from './alert-words.ts';

/**
 * `<workshop-alert-log>`: what has happened to an alert, the newest first, with why and to whom it was sent.
 *
 * @fires delivery-again - With the id of a delivery that was given up and is to be sent again.
 */
export class WorkshopAlertLog extends LitElement {
	static override readonly styles = [
		pageStyles,
		toneStyles,
		css`
			ol {
				border-block-start: 1px solid var(--line);
			}
			ol > li {
				display: grid;
				grid-template-columns: minmax(120px, 180px) minmax(0, 1fr);
				gap: 2px 24px;
				padding-block: 12px;
				border-block-end: 1px solid var(--line-quiet);
				overflow-wrap: anywhere;
			}
			.body {
				display: grid;
				gap: 4px;
			}
			.sent {
				display: grid;
				gap: 4px;
			}
			.sent li {
				display: flex;
				flex-wrap: wrap;
				gap: 2px 8px;
				align-items: center;
			}
			@media (max-width: 560px) {
				ol > li {
					grid-template-columns: minmax(0, 1fr);
				}
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		events: { attribute: false },
		names: { attribute: false },
		deliveries: { attribute: false },
		self: {},
	};
	declare events: readonly LoggedEvent[];
	declare names: Readonly<Record<string, string>>;
	/** Empty for viewers, who are not told of them. */
	declare deliveries: readonly Delivery[];
	/** The id of whoever looks. */
	declare self: string;

	constructor() {
		super();
		this.events = [];
		this.names = {};
		this.deliveries = [];
		this.self = '';
	}

	#sent(delivery: Delivery): TemplateResult {
		const { text, tone } = deliveryLook(delivery);
		const { delivery: id, channel, state } = delivery;
		const again = (): void => {
			this.dispatchEvent(new CustomEvent('delivery-again', { detail: id }));
		};
		return html`<li class="small">${toned(tone, `${channelText(channel)}: ${text}`)}${state === 'dead' ? html`<wa-button size="s" appearance="outlined" @click=${again}>Send again<span class="sr">: ${channelText(channel)}</span></wa-button>` : nothing}</li>`;
	}

	#event(event: LoggedEvent): TemplateResult {
		const { kind, at, value, by, told } = event;
		const { text, tone } = eventLook(kind);
		const who = by === null ? '' : `, by ${whoText({ id: by, name: this.names[by] }, this.self)}`;
		const sent = deliveriesOf(event, this.deliveries);
		const isQuiet = !told && (kind === 'fired' || kind === 'recovered' || kind === 'broken' || kind === 'mended');
		return html`<li>
			<div>${toned(tone, text)}<p class="small muted">${momentOf(at)}${who}</p></div>
			<div class="body">
				<p>${value === null ? nothing : html`<strong>${valueText(value)}</strong>. `}${reasonText(event)}</p>
				${isQuiet ? html`<p class="small muted">Nobody was told: it was snoozed, or nobody had heard that it fired.</p>` : nothing}
				${sent.length > 0 ? html`<ul class="sent" aria-label="Sent">${sent.map((each) => this.#sent(each))}</ul>` : nothing}
			</div>
		</li>`;
	}

	protected override render(): TemplateResult {
		if (this.events.length === 0)
			return html`<p class="muted">Nothing has happened yet: it has neither fired, nor was it acknowledged or snoozed.</p>`;
		return html`<ol aria-label="Events">${this.events.map((event) => this.#event(event))}</ol>`;
	}
}

declare global {
	interface HTMLElementEventMap {
		'delivery-again': CustomEvent<string>;
	}
}
