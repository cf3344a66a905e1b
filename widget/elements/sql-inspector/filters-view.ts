import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { EVERYTHING, type Filter, isEverything } from './filter.ts';
import type { ClientLog } from './ledger.ts';

const TYPES = [
	...['event', 'reset', 'top', 'subscribe', 'subscribed', 'unsubscribe', 'hello', 'welcome', 'ping', 'pong', 'moved'],
	...['token', 'token_accepted', 'goaway', 'error', 'connection', 'answer', 'cursor', 'unreadable'],
];

const DIRECTIONS = [
	['in', 'Received'],
	['out', 'Sent'],
	['other', 'Noted'],
] as const;

interface FiltersLook {
	readonly client: ClientLog;
	readonly filter: Filter;
	/** How many rows pass. */
	readonly count: number;
	/** How many have come since it was paused. */
	readonly later: number;
	readonly change: (change: Partial<Filter>) => void;
	readonly locale: string | undefined;
}

const textOf = (event: Event): string => (event.currentTarget as HTMLSelectElement | HTMLInputElement).value;

/** Which frames are shown. */
export function filtersView({ client, filter, count, later, change, locale }: FiltersLook): TemplateResult {
	const option = (value: string, text: string, chosen: string) =>
		html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
	return html`<div class="filters" role="search" aria-label=${say(locale, 'Filter of the frames')}>
		<select aria-label=${say(locale, 'Channel')} @change=${(event: Event) => change({ channel: textOf(event) })}>
			${option('', say(locale, 'All channels'), filter.channel)}
			${[...client.channels.values()].map(({ name, label }) => option(name, label, filter.channel))}
		</select>
		<select aria-label=${say(locale, 'Type')} @change=${(event: Event) => change({ type: textOf(event) })}>
			${option('', say(locale, 'All types'), filter.type)} ${TYPES.map((type) => option(type, type, filter.type))}
		</select>
		<select aria-label=${say(locale, 'Direction')} @change=${(event: Event) => change({ direction: textOf(event) as Filter['direction'] })}>
			${option('', say(locale, 'Both ways'), filter.direction)}
			${DIRECTIONS.map(([value, text]) => option(value, say(locale, text), filter.direction))}
		</select>
		<input type="search" aria-label=${say(locale, 'Text in the frame')} placeholder=${say(locale, 'Text in the frame')} .value=${filter.text}
			@input=${(event: Event) => change({ text: textOf(event) })} />
		${isEverything(filter) ? nothing : html`<button class="link" @click=${() => change(EVERYTHING)}>${say(locale, 'Clear filter')}</button>`}
		<span class="count">${say(locale, '{frames:# frame|# frames}', { frames: count })}${later > 0 ? ` · ${say(locale, '{count} more since it was paused', { count: later })}` : ''}</span>
	</div>`;
}
