import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { clockText, msText, prettyJson, seqOf, sizeText, typeText } from './inspector-words.ts';
import type { ClientLog, Row } from './ledger.ts';
import { meaningOf } from './tones.ts';

/** Beyond so much no reader goes; copying gives all of it. */
const MOST_TEXT = 60_000;
const MOST_COLOURED = 20_000;
const KEYS = /("(?:\\.|[^"\\])*")(?=:)/;

/** What a row says, for people and for the clipboard. */
export function contentOfRow({ observation }: Row): unknown {
	switch (observation.what) {
		case 'in':
		case 'out':
			return observation.frame;
		case 'answer':
			return { path: observation.path, body: observation.body };
		default:
			return observation;
	}
}

const coloured = (text: string): TemplateResult[] =>
	text.split(KEYS).map((part, index) => (index % 2 === 1 ? html`<span class="key">${part}</span>` : html`${part}`));

/** Names are told from values by their colour. */
function jsonView(row: Row, locale: string | undefined): TemplateResult {
	const text = prettyJson(contentOfRow(row));
	const shown = text.slice(0, MOST_TEXT);
	const left = text.length - shown.length;
	return html`<pre tabindex="0" role="region" aria-label=${say(locale, 'Message in JSON')}><code>${coloured(shown.slice(0, MOST_COLOURED))}${shown.slice(MOST_COLOURED)}</code></pre>
		${left > 0 ? html`<p class="hint">${say(locale, '{count:# more character|# more characters}; Copy gives all of it.', { count: left })}</p>` : nothing}`;
}

const fact = (name: string, value: unknown): TemplateResult | typeof nothing =>
	value === undefined || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function factsView(row: Row, client: ClientLog, locale: string | undefined): TemplateResult {
	const { observation } = row;
	const carried = observation.what === 'in' || observation.what === 'out' ? observation : undefined;
	const sentAt = observation.what === 'in' ? observation.frame['at'] : undefined;
	const ms = typeof sentAt === 'number' && sentAt > 0 ? Math.round(observation.at - sentAt) : undefined;
	const wrong = say(locale, ', before its stamp: the page knew the server’s time badly');
	const late = say(locale, ', {time} after its stamp', { time: msText(ms, locale) });
	const delay = ms === undefined ? '' : ms < 0 ? wrong : late;
	const { cursor } = row;
	const numbers = { number: String(observation.n), cursor: String(cursor?.n) };
	return html`<dl>
		${fact(say(locale, 'Seen'), `${clockText(row.at)}${delay}`)}
		${fact(say(locale, 'Channel'), row.channel && `${client.channel(row.channel).label} · ${row.channel}`)} ${fact(say(locale, 'Sequence'), seqOf(row, locale))}
		${fact(say(locale, 'Size'), row.size > 0 ? sizeText(row.size) : '')}
		${fact(say(locale, 'Carried by'), carried && say(locale, '{transport}, connection {link}', { transport: carried.transport, link: String(carried.link) }))}
		${fact(say(locale, 'Digest'), observation.what === 'in' ? observation.digest : undefined)}
		${fact(say(locale, 'Number'), cursor && cursor !== observation ? say(locale, '{number}, cursor {cursor}', numbers) : numbers.number)}
	</dl>`;
}

interface DetailsLook {
	readonly client: ClientLog;
	readonly copy: () => void;
	readonly locale: string | undefined;
}

/** Everything about one row. */
export function detailsView(row: Row | undefined, { client, copy, locale }: DetailsLook): TemplateResult {
	if (row === undefined) {
		return html`<section class="details" aria-label=${say(locale, 'Details')}>
			<p class="hint">${say(locale, 'Choose a frame to read it. The arrow keys walk through the list; C copies the frame.')}</p>
		</section>`;
	}
	const { decision } = row.cursor ?? {};
	const meaning = decision === undefined ? undefined : meaningOf(decision);
	return html`<section class="details" aria-label=${say(locale, 'Details')}>
		<header>
			<h3>${typeText(row, locale)}</h3>
			<button @click=${copy}>${say(locale, 'Copy')}</button>
		</header>
		${meaning ? html`<p class="decision ${meaning.tone}"><b>${decision}</b> ${meaning.says && say(locale, meaning.says)}</p>` : nothing}
		${factsView(row, client, locale)} ${jsonView(row, locale)}
	</section>`;
}
