import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { placement } from './cells.ts';
import type { DashboardView } from './dashboard-view.ts';
import type { Shape } from './kept-shape.ts';
import { halfPlaces, inReadingOrder } from './layout.ts';

/** The place of what is on its way, in the shape that it had last. */
export function skeletonView({ isTabbed, isFiltered, places }: Shape): TemplateResult {
	const items = inReadingOrder(places.map((place, at) => ({ ...place, id: String(at) })));
	const half = halfPlaces(items);
	const blank = '\u00a0';
	return html`<div aria-busy="true">
		<div class="head" aria-hidden="true"><div class="title">${blank}</div></div>
		${isTabbed ? html`<div class="tabs" aria-hidden="true"><button disabled tabindex="-1">${blank}</button></div>` : nothing}
		${isFiltered ? html`<div class="filters bare" aria-hidden="true"></div>` : nothing}
		<div class="grid" aria-hidden="true">
			${items.map((item) => html`<div class="cell bone" .style=${placement(item, half.get(item.id))}></div>`)}
		</div>
	</div>`;
}

/** What stands in the place of a dashboard that there is not, or not for this viewer, or not yet. */
export function lostView(view: DashboardView, locale: string | undefined, again: () => void): TemplateResult {
	const { phase, title, detail } = view;
	const button = html`<button class="link" @click=${again}>${say(locale, phase === 'offline' ? 'Try now' : 'Try again')}</button>`;
	return html`<div class="message ${phase}">
		<strong>${title}</strong>
		${detail ? html`<p>${detail}</p>` : nothing} ${phase === 'missing' ? nothing : button}
	</div>`;
}

/** Of the whole dashboard, or of one tab. */
export const emptyView = (isWhole: boolean, locale: string | undefined): TemplateResult =>
	html`<div class="message">
		<strong>${say(locale, isWhole ? 'Nothing is on this dashboard yet' : 'Nothing is on this tab yet')}</strong>
		<p>${say(locale, 'Charts appear here as soon as its author has put them there.')}</p>
	</div>`;
