import { html, nothing, type TemplateResult } from 'lit';
import type { ChartView } from './chart-view.ts';

const LIVE: readonly string[] = ['waiting', 'queued', 'running'];

/** True in the phases in which time is counted. */
export const isCounting = (view: ChartView | undefined): boolean => LIVE.includes(view?.phase ?? '');

const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;

function bar(progress: number | undefined): TemplateResult {
	const known = progress !== undefined;
	return html`<div class="bar ${known ? 'known' : ''}" aria-hidden="true">
		<i .style=${known ? `transform: scaleX(${progress})` : ''}></i>
	</div>`;
}

/** Title and description over the plot; nothing without either. */
export function caption(heading: string, description = ''): TemplateResult | typeof nothing {
	if (!heading && !description) return nothing;
	return html`<figcaption>
		${heading ? html`<div part="heading" class="heading" title=${heading}>${heading}</div>` : nothing}
		${description ? html`<div part="description" class="description" title=${description}>${description}</div>` : nothing}
	</figcaption>`;
}

/** What stands in the plot's place while there is nothing to draw, unless the page has something of its own; `more`: what can be done about it. */
export function message(view: ChartView, more: unknown): TemplateResult {
	const isLost = /^(failed|canceled|refused|offline)$/.test(view.phase);
	const slot = isLost ? 'error' : isCounting(view) ? 'loading' : view.phase;
	return html`<slot name=${slot}>${view.phase === 'loading' ? skeleton : nothing}<div part="message" class="message ${view.phase}" tabindex=${view.phase === 'failed' ? 0 : -1} title=${view.detail}>
		${view.phase === 'loading' ? nothing : html`<strong>${view.title}</strong>`}
		${view.detail ? html`<p>${view.detail}</p>` : nothing} ${view.hint ? html`<p>${view.hint}</p>` : nothing}
		${view.phase === 'running' ? bar(view.progress) : more}
	</div></slot>`;
}
