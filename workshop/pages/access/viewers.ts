import { css, html, LitElement, nothing, type PropertyDeclarations, svg, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { dayOf } from '../../shared/times.ts';
import { countText } from '../../shared/words.ts';
import { daysOf, type Hour, historyOf, keyOf, type Named, sparkOf } from './access.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** `<workshop-viewers>`: how many watch something now, and how many did in the last week; to screen readers a table by day. */
export class WorkshopViewers extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 8px;
				grid-template-columns: minmax(0, 1fr);
				justify-items: start;
			}
			.now {
				font-variant-numeric: tabular-nums;
			}
			figure {
				inline-size: 100%;
				max-inline-size: 480px;
				min-block-size: 72px;
			}
			.spark {
				display: block;
				inline-size: 100%;
				block-size: 48px;
				fill: none;
				stroke: var(--accent);
				stroke-width: 1.5;
			}
			.ends {
				display: flex;
				justify-content: space-between;
				border-block-start: 1px solid var(--line);
				padding-block-start: 4px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		named: { attribute: false },
		viewers: { type: Number },
	};
	declare session: ProjectSession;
	declare named: Named;
	/** Who watch it now. */
	declare viewers: number;
	readonly #hours = new Asked<readonly Hour[]>(this);
	#shown = '';

	constructor() {
		super();
		this.viewers = 0;
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		const key = keyOf(this.named);
		if (key !== this.#shown) this.#hours.forget();
		else if (!changed.has('viewers') && !changed.has('session')) return;
		this.#shown = key;
		const { kind, name } = this.named;
		const path = `/views?${kind}=${encodeURIComponent(name)}&days=${DAYS}`;
		void this.#hours.ask(
			async (signal) => (await this.session.api.ask<{ hours: readonly Hour[] }>('GET', path, { signal })).hours,
		);
	}

	#table(hours: readonly Hour[]): TemplateResult | typeof nothing {
		const days = daysOf(hours);
		if (days.length === 0) return nothing;
		return html`<div class="sr"><table><caption>Views by day</caption>
			<thead><tr><th scope="col">Day</th><th scope="col">Opened</th><th scope="col">At once at most</th></tr></thead>
			<tbody>${days.map(({ day, opens, most }) => html`<tr><th scope="row">${day}</th><td>${opens}</td><td>${most}</td></tr>`)}</tbody>
		</table></div>`;
	}

	protected override render(): TemplateResult {
		const { value: hours, problem } = this.#hours;
		const now = Date.now();
		return html`
			<p class="now">${this.viewers === 0 ? 'No viewer at the moment.' : `${countText(this.viewers, 'viewer')} at the moment.`}</p>
			${problem ? html`<p class="problem small" role="alert">${problem}</p>` : nothing}
			<p class="small muted">${hours ? historyOf(hours, DAYS) : 'Loading…'}</p>
			<figure>
				${hours ? html`<svg class="spark" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">${svg`<polyline points=${sparkOf(hours, now, DAYS)} vector-effect="non-scaling-stroke"></polyline>`}</svg>` : nothing}
				<figcaption class="ends small muted" aria-hidden="true"><span>${dayOf(now - DAYS * DAY_MS)}</span><span>now</span></figcaption>
			</figure>
			${hours ? this.#table(hours) : nothing}`;
	}
}

customElements.define('workshop-viewers', WorkshopViewers);
