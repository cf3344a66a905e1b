import { html, nothing, type TemplateResult } from 'lit';
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
function jsonView(row: Row): TemplateResult {
	const text = prettyJson(contentOfRow(row));
	const shown = text.slice(0, MOST_TEXT);
	const left = text.length - shown.length;
	return html`<pre tabindex="0" role="region" aria-label="Message in JSON"><code>${coloured(shown.slice(0, MOST_COLOURED))}${shown.slice(MOST_COLOURED)}</code></pre>
		${left > 0 ? html`<p class="hint">${left.toLocaleString()} more characters; Copy gives all of it.</p>` : nothing}`;
}

const fact = (name: string, value: unknown): TemplateResult | typeof nothing =>
	value === undefined || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function factsView(row: Row, client: ClientLog): TemplateResult {
	const { observation } = row;
	const carried = observation.what === 'in' || observation.what === 'out' ? observation : undefined;
	const sentAt = observation.what === 'in' ? observation.frame['at'] : undefined;
	const ms = typeof sentAt === 'number' && sentAt > 0 ? Math.round(observation.at - sentAt) : undefined;
	const wrong = ', before its stamp: the page knew the server’s time badly';
	const delay = ms === undefined ? '' : ms < 0 ? wrong : `, ${msText(ms)} after its stamp`;
	return html`<dl>
		${fact('Seen', `${clockText(row.at)}${delay}`)}
		${fact('Channel', row.channel && `${client.channel(row.channel).label} · ${row.channel}`)} ${fact('Sequence', seqOf(row))}
		${fact('Size', row.size > 0 ? sizeText(row.size) : '')}
		${fact('Carried by', carried && `${carried.transport}, connection ${carried.link}`)}
		${fact('Digest', observation.what === 'in' ? observation.digest : undefined)}
		${fact('Number', `${observation.n}${row.cursor && row.cursor !== observation ? `, cursor ${row.cursor.n}` : ''}`)}
	</dl>`;
}

/** Everything about one row. */
export function detailsView(row: Row | undefined, client: ClientLog, copy: () => void): TemplateResult {
	if (row === undefined) {
		return html`<section class="details" aria-label="Details">
			<p class="hint">Choose a frame to read it. The arrow keys walk through the list; C copies the frame.</p>
		</section>`;
	}
	const { decision } = row.cursor ?? {};
	const meaning = decision === undefined ? undefined : meaningOf(decision);
	return html`<section class="details" aria-label="Details">
		<header>
			<h3>${typeText(row)}</h3>
			<button @click=${copy}>Copy</button>
		</header>
		${meaning ? html`<p class="decision ${meaning.tone}"><b>${decision}</b> ${meaning.says}</p>` : nothing}
		${factsView(row, client)} ${jsonView(row)}
	</section>`;
}
