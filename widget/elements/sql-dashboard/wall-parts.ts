import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionState } from '../../client.ts';
import { pageTiming } from '../../clock.ts';
import type { DashboardWall } from '../../dashboard-spec.ts';
import { timesBy } from '../../drawing/intl.ts';
import { say } from '../../texts/say.ts';
import { statusView } from '../sql-status/status-view.ts';

interface ClockWords {
	readonly time: string;
	/** The day, and the zone where it is not the viewer's. */
	readonly day: string;
}

/** A clock of `now`, in ms; a zone that this browser does not know is left out. */
export function clockWords(now: number, zone: string | undefined, locale: string | undefined): ClockWords {
	const own = zone === undefined ? {} : { timeZone: zone };
	const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
	const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
	try {
		const isElsewhere = zone !== undefined && zone !== timesBy(locale, {}).resolvedOptions().timeZone;
		const parts = isElsewhere ? timesBy(locale, { ...own, timeZoneName: 'short' }).formatToParts(now) : [];
		const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
		return {
			time: timesBy(locale, { ...time, ...own }).format(now),
			day: [timesBy(locale, { ...day, ...own }).format(now), name].filter(Boolean).join(' · '),
		};
	} catch (error) {
		if (zone === undefined) throw error;
		return clockWords(now, undefined, locale);
	}
}

/** The connection, and how many charts are out of date while it holds: without it all of them are. */
export function badges(connection: ConnectionState, stale: number, locale: string | undefined): TemplateResult {
	const { tone, title, detail } = statusView(connection, { now: pageTiming.now(), online: navigator.onLine, locale });
	const isWell = tone === 'good' || tone === 'quiet';
	const old = isWell && stale > 0;
	return html`<p class="badges">
		${old ? html`<span class="badge warning"><i></i>${say(locale, '{charts:# chart is|# charts are} out of date', { charts: stale })}</span>` : nothing}
		${isWell && old ? nothing : html`<span class="badge ${tone}"><i></i>${title}${detail && !isWell ? html`<small>${detail}</small>` : nothing}</span>`}
	</p>`;
}

/** A hairline for each tab; that of the tab that is shown fills while its time passes. */
export function segments(
	count: number,
	at: number,
	{ ms, turn }: { readonly ms: number; readonly turn: number },
): TemplateResult {
	const fill = `animation-duration:${ms}ms;animation-name:turn-${turn % 2}`;
	return html`<div class="segments" aria-hidden="true">
		${Array.from({ length: count }, (_, tab) => html`<i class=${tab === at ? 'now' : ''}><b .style=${tab === at ? fill : ''}></b></i>`)}
	</div>`;
}

export const isClockShown = (wall: DashboardWall | undefined): boolean => wall?.clock !== false;
