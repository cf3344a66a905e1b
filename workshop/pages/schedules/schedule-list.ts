import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf } from '../../app/route.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf, momentOf } from '../../shared/times.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { countText } from '../../shared/words.ts';
import { Section } from '../people/section.ts';
import { isOwnClock, localMoment } from './clock-change.ts';
import { type Delivery, type ListedSchedule, outcomeOf, sentenceOf, titleOf } from './schedule.ts';
import { setEnabled } from './set-enabled.ts';

interface Listed {
	readonly schedules: readonly ListedSchedule[];
	readonly next?: string;
	/** How many messages of the project were given up, of at most as many as are counted. */
	readonly dead: number;
}

const MOST_COUNTED = 100;
const AT_ONCE = 50;

/** The schedules of the project by name: what each sends, when, and how it went the last time. */
export class WorkshopScheduleList extends Section<Listed> {
	static override readonly styles = [
		pageStyles,
		partStyles,
		toneStyles,
		css`
			.when {
				flex: 1 1 280px;
			}
			.switch {
				display: flex;
				gap: 8px;
				align-items: center;
				cursor: pointer;
			}
			.switch input {
				inline-size: 18px;
				block-size: 18px;
				margin: 0;
				accent-color: var(--accent);
			}
		`,
	];

	protected override async load(signal: AbortSignal): Promise<Listed> {
		const { api } = this.session;
		const after = this.route?.query.get('after') ?? '';
		const query = new URLSearchParams({ limit: String(AT_ONCE), ...(after && { after }) });
		const [page, { deliveries }] = await Promise.all([
			api.ask<Omit<Listed, 'dead'>>('GET', `/schedules?${query}`, { signal }),
			api.ask<{ deliveries: readonly Delivery[] }>('GET', `/deliveries?state=dead&limit=${MOST_COUNTED}`, { signal }),
		]);
		return { ...page, dead: deliveries.length };
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		super.willUpdate(changed);
		const before = changed.get('route') as typeof this.route | undefined;
		if (before && before.query.get('after') !== this.route.query.get('after')) this.again();
	}

	#switch({ name, enabled, title, target }: ListedSchedule): TemplateResult {
		const called = titleOf({ title, target });
		const onChange = ({ target: box }: Event): void => {
			const isOn = (box as HTMLInputElement).checked;
			const said = `“${called}” is ${isOn ? 'on' : 'off'}.`;
			void this.change(said, () => setEnabled(this.session.api, name, isOn));
		};
		return html`<label class="switch"><input type="checkbox" role="switch" .checked=${enabled} ?disabled=${this._isBusy} @change=${onChange}><span aria-hidden="true">${enabled ? 'On' : 'Off'}</span><span class="sr">${called}</span></label>`;
	}

	#next({ nextAt, timeZone, enabled }: ListedSchedule): string {
		if (!enabled) return 'Not due while it is off';
		if (nextAt === null) return 'Not due any more';
		const there = localMoment(nextAt, timeZone);
		return isOwnClock(timeZone, nextAt) ? `Next ${there}` : `Next ${there}, ${momentOf(nextAt)} where you are`;
	}

	#row(schedule: ListedSchedule): TemplateResult {
		const { name, words, timeZone, last, enabled } = schedule;
		const { project } = this.session.project;
		const outcome = last === null ? undefined : outcomeOf(last);
		return html`<li class=${enabled ? '' : 'off'}>
			<div class="what">
				<a class="name" href=${addressOf({ project, page: 'schedules', item: name })}>${sentenceOf(schedule)}</a>
				<span class="small">${words} <span class="muted">(${timeZone})</span></span>
			</div>
			<div class="what when small">
				<span>${this.#next(schedule)}</span>
				${last && outcome ? html`<span>${toned(outcome.tone, outcome.words)} <span class="muted">${agoOf(last.at, Date.now())}</span></span>` : html`<span class="muted">Not sent yet</span>`}
			</div>
			${this.#switch(schedule)}
		</li>`;
	}

	#empty(): TemplateResult {
		const { project } = this.session.project;
		const to = (page: 'charts' | 'dashboards') => addressOf({ project, page });
		return html`<div class="empty">
			<h2>No schedule yet</h2>
			<p>A schedule sends a chart, or a whole dashboard, at times of the day: as a mail with pictures, to a chat, or to a program. It goes by the clocks of a place, also when these change.</p>
			<p>Open a <a href=${to('dashboards')}>dashboard</a> or a <a href=${to('charts')}>chart</a> and press “Schedule”, or <a href=${addressOf({ project, page: 'schedules', query: { new: '' } })}>begin here</a>.</p>
		</div>`;
	}

	#dead(dead: number): TemplateResult | typeof nothing {
		if (dead === 0) return nothing;
		const { project } = this.session.project;
		const count = dead >= MOST_COUNTED ? `${MOST_COUNTED} or more messages` : countText(dead, 'message');
		const address = addressOf({ project, page: 'schedules', query: { undelivered: '' } });
		return html`<p>${toned('danger', '')}<a href=${address}>${count} did not arrive</a></p>`;
	}

	#list({ schedules, next, dead }: Listed): TemplateResult {
		const { project } = this.session.project;
		const rows = html`<ul class="entries" aria-label="Schedules">${repeat(
			schedules,
			({ name }) => name,
			(schedule) => this.#row(schedule),
		)}</ul>`;
		return html`${this.#dead(dead)}
			${schedules.length === 0 ? this.#empty() : rows}
			${next === undefined ? nothing : html`<nav aria-label="Pages"><a href=${addressOf({ project, page: 'schedules', query: { after: next } })}>Next page</a></nav>`}`;
	}

	protected override render(): TemplateResult {
		const listed = this.asked.value;
		const { project } = this.session.project;
		return html`<div class="page">
			<div class="head"><h1>Schedules</h1>
				<wa-button variant="brand" href=${addressOf({ project, page: 'schedules', query: { new: '' } })}>New schedule</wa-button></div>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${waitingFor(this.asked, this.again)}
			${listed ? this.#list(listed) : nothing}
		</div>`;
	}
}
