import { html, nothing, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { Section } from '../people/section.ts';
import type { Delivery } from './schedule.ts';

interface Undelivered {
	readonly deliveries: readonly Delivery[];
	readonly next?: string;
}

/** What was given up of all that the project has sent, whatever has caused it. */
export class WorkshopUndelivered extends Section<Undelivered> {
	static override readonly styles = [pageStyles, partStyles];

	protected override load(signal: AbortSignal): Promise<Undelivered> {
		return this.session.api.ask<Undelivered>('GET', '/deliveries?state=dead&limit=100', { signal });
	}

	protected override render(): TemplateResult {
		const page = this.asked.value;
		const { project } = this.session.project;
		const count = page === undefined ? '' : ` (${page.deliveries.length}${page.next === undefined ? '' : ' or more'})`;
		return html`<div class="page">
			<a class="small" href=${addressOf({ project, page: 'schedules' })}>All schedules</a>
			<div class="head"><h1>Messages that did not arrive${count}</h1></div>
			<p class="muted">A message that a receiver refuses, or that does not arrive in eight attempts within a day, is given up and stands here. Set right what is said below, then send it again.</p>
			${waitingFor(this.asked, this.again)}
			${page?.deliveries.length === 0 ? html`<p>All messages have arrived, or are on their way.</p>` : nothing}
			${page && page.deliveries.length > 0 ? html`<workshop-deliveries withCause .session=${this.session} .deliveries=${page.deliveries} @workshop-again=${this.again}></workshop-deliveries>` : nothing}
		</div>`;
	}
}
