import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { clockText, connectionText } from './inspector-words.ts';
import type { ClientLog, Mark, Span } from './ledger.ts';
import { toneOfStatus } from './tones.ts';

/** The strip is drawn in so many units across; more could not be told apart. */
const WIDTH = 1_000;

interface TimelineLook {
	readonly client: ClientLog;
	/** In ms of the server's clock. */
	readonly now: number;
	/** A moment to point at, on the same clock. */
	readonly at: number | undefined;
	readonly goTo: (at: number) => void;
	readonly locale: string | undefined;
}

/** What the strip tells apart, each one path. */
const LOOKS: readonly (readonly [tone: string, transport: string])[] = [
	['quiet', ''],
	['warning', ''],
	['danger', ''],
	['good', 'websocket'],
	['good', 'stream'],
	['good', 'poll'],
];

const lookOf = ({ status, transport }: Span): number => {
	const tone = toneOfStatus(status);
	const look = LOOKS.findIndex(([name, by]) => name === tone && (tone !== 'good' || by === transport));
	return look < 0 ? LOOKS.findIndex(([name]) => name === tone) : look;
};

type Place = (at: number) => number;

/** All stretches of one look, as boxes. */
function spansPath(spans: readonly Span[], look: number, place: Place): string {
	return spans
		.map((span, index) => {
			if (lookOf(span) !== look) return '';
			const next = spans[index + 1];
			const [start, end] = [place(span.at), next ? place(next.at) : WIDTH];
			return `M${start.toFixed(1)} 16H${Math.max(end, start + 0.5).toFixed(1)}V26H${start.toFixed(1)}Z`;
		})
		.join('');
}

/** All marks of one kind, each of those that would stand on the same spot once. */
function marksPath(marks: readonly Mark[], what: Mark['what'], place: Place): string {
	const spots = new Set(marks.filter((mark) => mark.what === what).map(({ at }) => Math.round(place(at))));
	return [...spots].map((spot) => (what === 'gap' ? `M${spot} 5V30` : `M${spot} 8h0.01`)).join('');
}

function summary({ spans, marks }: ClientLog, locale: string | undefined): string {
	const outages = spans.filter(
		({ status }, index) => status === 'waiting' && spans[index - 1]?.status === 'online',
	).length;
	const count = (what: Mark['what']) => marks.filter((mark) => mark.what === what).length;
	const last = spans.at(-1);
	const state = last && connectionText(last.status, last.transport, locale);
	const now = state ? say(locale, 'Now {state}.', { state }) : '';
	const counts = { outages, gaps: count('gap'), resets: count('reset') };
	return `${now} ${say(locale, 'Connection lost: {outages}. Gaps: {gaps}. Resets: {resets}.', counts)}`.trim();
}

/** The connection over time, with every gap and reset. A click goes to the frames of that moment. */
export function timelineView({ client, now, at, goTo, locale }: TimelineLook): TemplateResult {
	const { spans, marks } = client;
	const from = client.firstAt;
	const to = Math.max(now, client.lastAt, from + 1);
	const place = (moment: number) => Math.min(WIDTH, Math.max(0, ((moment - from) / (to - from)) * WIDTH));
	const go = (event: MouseEvent) => {
		const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
		goTo(from + ((event.clientX - left) / width) * (to - from));
	};
	const path = (look: number) => spansPath(spans, look, place);
	const resets = marksPath(marks, 'reset', place);
	return html`<figure class="timeline">
		<svg role="img" aria-label=${summary(client, locale)} viewBox="0 0 1000 32" preserveAspectRatio="none" @click=${go}>
			<path class="span quiet" d=${path(0)}></path>
			<path class="span warning" d=${path(1)}></path>
			<path class="span danger" d=${path(2)}></path>
			<path class="span good" d=${path(3)}></path>
			<path class="span good stream" d=${path(4)}></path>
			<path class="span good poll" d=${path(5)}></path>
			<path class="mark gap" d=${marksPath(marks, 'gap', place)}></path>
			<path class="mark reset" d=${resets}></path>
			<path class="mark inside" d=${resets}></path>
			<path class="mark here" d=${at === undefined ? nothing : `M${place(at).toFixed(1)} 1V31`}></path>
		</svg>
		<figcaption>
			<span>${clockText(from).slice(0, 8)}</span>
			<span class="legend" aria-hidden="true"><span class="gap">❙ ${say(locale, 'gap')}</span><span class="reset">○ ${say(locale, 'reset')}</span></span>
			<span>${clockText(to).slice(0, 8)}</span>
		</figcaption>
	</figure>`;
}
