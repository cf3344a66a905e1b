import { html, nothing, type TemplateResult } from 'lit';
import { countText } from '../shared/age-words.ts';
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
}

const textOf = (event: Event): string => (event.currentTarget as HTMLSelectElement | HTMLInputElement).value;

/** Which frames are shown. */
export function filtersView({ client, filter, count, later, change }: FiltersLook): TemplateResult {
	const option = (value: string, text: string, chosen: string) =>
		html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
	return html`<div class="filters" role="search" aria-label="Filter of the frames">
		<select aria-label="Channel" @change=${(event: Event) => change({ channel: textOf(event) })}>
			${option('', 'All channels', filter.channel)}
			${[...client.channels.values()].map(({ name, label }) => option(name, label, filter.channel))}
		</select>
		<select aria-label="Type" @change=${(event: Event) => change({ type: textOf(event) })}>
			${option('', 'All types', filter.type)} ${TYPES.map((type) => option(type, type, filter.type))}
		</select>
		<select aria-label="Direction" @change=${(event: Event) => change({ direction: textOf(event) as Filter['direction'] })}>
			${option('', 'Both ways', filter.direction)}
			${DIRECTIONS.map(([value, text]) => option(value, text, filter.direction))}
		</select>
		<input type="search" aria-label="Text in the frame" placeholder="Text in the frame" .value=${filter.text}
			@input=${(event: Event) => change({ text: textOf(event) })} />
		${isEverything(filter) ? nothing : html`<button class="link" @click=${() => change(EVERYTHING)}>Clear filter</button>`}
		<span class="count">${countText(count, 'frame')}${later > 0 ? ` · ${later.toLocaleString()} more since it was paused` : ''}</span>
	</div>`;
}
