/** What is seen of an item while it is built: a live chart, or the words. */
import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ref } from 'lit/directives/ref.js';
import type { DashboardItem } from '../../../../widget/dashboard-spec.ts';
import { drawText } from '../../../../widget/elements/sql-dashboard/text-view.ts';
import { paramsFor } from '../pure/filters.ts';
import type { BuilderModel } from './builder-model.ts';

export function drawItem(item: DashboardItem, { dashboard, charts, session }: BuilderModel): TemplateResult {
	if (item.kind === 'heading') return html`<span>${item.text || 'Heading'}</span>`;
	if (item.kind === 'text')
		return html`<div class="words" ${ref((box) => box && drawText(box as HTMLElement, item.text))}></div>`;
	if (charts.isMissing(item.chart)) return html`<p class="muted">There is no chart “${item.chart}” any more.</p>`;
	const params = dashboard ? paramsFor(dashboard, item, charts.declared) : {};
	// Equal parameters are the same object, so that the chart does not ask again.
	const given = guard([JSON.stringify(params)], () => params);
	return html`<sql-chart inert exports="none" chart=${item.chart} heading=${item.title ?? ''} .titled=${true} .getToken=${session.token} .params=${given}></sql-chart>`;
}
