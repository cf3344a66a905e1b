import { html, nothing, type TemplateResult } from 'lit';
import { timesBy } from '../../drawing/intl.ts';
import { say } from '../../texts/say.ts';
import { ageText } from '../shared/age-words.ts';
import type { Frame } from './chart-state.ts';
import type { ChartPhase, ChartView } from './chart-view.ts';

/** What the words of a footer depend on beside its frame; `now` is the server's time in ms. */
export interface Footing {
	readonly now: number;
	readonly locale: string | undefined;
	/** Of the page, where it is one. */
	readonly zone: string;
}

const BADGES = { failed: 'Refresh failed', canceled: 'Refresh canceled', refused: 'Not available' } as const;

/** The mark on a frame that may no longer be true, with its age. */
export function badge(view: ChartView, frame: Frame, { now, locale }: Footing): TemplateResult {
	const named: Readonly<Partial<Record<ChartPhase, (typeof BADGES)[keyof typeof BADGES]>>> = BADGES;
	const title = view.phase === 'offline' ? view.title : say(locale, named[view.phase] ?? 'Stale');
	const reason = [view.phase === 'failed' && view.position ? `${view.title}:` : '', view.detail].join(' ').trim();
	const words = `${title} · ${say(locale, 'as of {time}', { time: ageText(now - frame.asOf, locale) })}`;
	const whole = `${words} ${reason}`;
	return html`<span part="badge" class="badge" title=${whole}><i class="dot"></i>${words}</span>
		<span class="reason optional" title=${reason}>${view.phase === 'offline' ? nothing : reason}</span>`;
}

const DAY_MS = 86_400_000;

/** The time of a frame on the viewer's clock face, with the date when it is not of these 24 hours. */
export function asOfText(asOf: number, { now, locale, zone }: Footing): string {
	const recent = Math.abs(now - asOf) < DAY_MS;
	const day = recent ? {} : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	const seconds = recent ? ({ second: '2-digit' } as const) : {};
	const own = zone && zone !== 'viewer' ? { timeZone: zone } : {};
	const options = { ...day, ...clock, ...seconds, ...own };
	return say(locale, 'as of {time}', { time: timesBy(locale, options).format(asOf) });
}
