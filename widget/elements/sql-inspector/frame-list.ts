import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { directionOf } from './filter.ts';
import { clockText, seqOf, sizeText, typeText } from './inspector-words.ts';
import type { ClientLog, Row } from './ledger.ts';
import { meaningOf } from './tones.ts';

const ROW_PX = 26;
/** Stays at the top of what scrolls. */
const HEAD_PX = 28;
/** Rows beyond the edge, that scrolling shows no white. */
const SPARE = 8;
const ARROWS = { in: '↓', out: '↑', other: '' } as const;
const DIRECTIONS = { in: 'received', out: 'sent', other: 'noted' } as const;

const HEADS = ['Time', 'Way', 'Type', 'Channel', 'Seq', 'Size', 'Cursor'] as const;

const headView =
	(locale: string | undefined) =>
	(name: (typeof HEADS)[number]): TemplateResult =>
		html`<span role="columnheader" class=${name.toLowerCase()}>${name === 'Way' ? html`<span class="sr">${say(locale, 'Direction')}</span>` : say(locale, name)}</span>`;

interface ListHost extends ReactiveControllerHost {
	readonly renderRoot: HTMLElement | DocumentFragment;
}

interface ListLook {
	readonly chosen: Row | undefined;
	readonly client: ClientLog;
	readonly locale: string | undefined;
}

interface ListActions {
	readonly choose: (row: Row) => void;
	readonly copy: () => void;
}

/**
 * A list of which only the rows in sight are in the document, however long it is. Owns where it is scrolled to, whether
 * it follows the newest row, and the way through it by keys.
 */
export class FrameList implements ReactiveController {
	/** The newest row is kept in sight. */
	follows = true;
	readonly #host: ListHost;
	readonly #actions: ListActions;
	readonly #resized: ResizeObserver;
	#rows: readonly Row[] = [];
	#chosen: Row | undefined;
	#observed: Element | undefined;
	#height = 400;
	#dropped = 0;
	/** The first row that is in the document. */
	#first = 0;
	/** Where to scroll to once it is rendered. */
	#wanted: number | undefined;

	constructor(host: ListHost, actions: ListActions) {
		this.#host = host;
		this.#actions = actions;
		this.#resized = new ResizeObserver(([entry]) => {
			const height = (entry?.contentRect.height ?? 0) - HEAD_PX;
			if (Math.abs(height - this.#height) < 1) return;
			this.#height = height;
			// Not within the notification: what it changes would be noticed by it again.
			requestAnimationFrame(() => host.requestUpdate());
		});
		host.addController(this);
	}

	get #scroller(): Element | null {
		return this.#host.renderRoot.querySelector('.list');
	}

	hostUpdated(): void {
		const scroller = this.#scroller;
		if (scroller !== this.#observed) {
			this.#resized.disconnect();
			if (scroller) this.#resized.observe(scroller);
			this.#observed = scroller ?? undefined;
		}
		if (!scroller) return;
		// Not as an attribute: a page may forbid styles that stand in the document.
		const [sizer, shown] = [
			scroller.querySelector<HTMLElement>('.sizer'),
			scroller.querySelector<HTMLElement>('.window'),
		];
		if (sizer) sizer.style.blockSize = `${this.#rows.length * ROW_PX}px`;
		if (shown) shown.style.transform = `translateY(${this.#first * ROW_PX}px)`;
		if (this.follows) scroller.scrollTop = scroller.scrollHeight;
		else if (this.#wanted !== undefined) scroller.scrollTop = this.#wanted;
		this.#wanted = undefined;
	}

	hostDisconnected(): void {
		this.#resized.disconnect();
		this.#observed = undefined;
	}

	/** Brings a row into sight, and stays there. */
	show(row: Row): void {
		const index = this.#rows.indexOf(row);
		if (index < 0) return;
		const [top, height] = [this.#scroller?.scrollTop ?? 0, this.#height];
		if (index * ROW_PX < top) this.#wanted = index * ROW_PX;
		else if ((index + 1) * ROW_PX > top + height) this.#wanted = (index + 1) * ROW_PX - height;
		this.follows = false;
		this.#host.requestUpdate();
	}

	/** From the top, without following: for another list. */
	rewind(): void {
		this.#wanted = 0;
	}

	render(rows: readonly Row[], { chosen, client, locale }: ListLook): TemplateResult {
		const fallen = rows === client.rows ? client.dropped - this.#dropped : 0;
		this.#dropped = client.dropped;
		if (fallen > 0 && !this.follows) this.#wanted ??= Math.max(0, (this.#scroller?.scrollTop ?? 0) - fallen * ROW_PX);
		this.#rows = rows;
		this.#chosen = chosen;
		const most = Math.max(0, rows.length * ROW_PX - this.#height);
		const top = this.follows ? most : Math.min(most, this.#wanted ?? this.#scroller?.scrollTop ?? 0);
		const first = Math.max(0, Math.floor(top / ROW_PX) - SPARE);
		this.#first = first;
		const shown = rows.slice(first, first + Math.ceil(this.#height / ROW_PX) + 2 * SPARE);
		const isShown = chosen !== undefined && shown.includes(chosen);
		return html`<div class="list" role="grid" aria-label=${say(locale, 'Frames')} aria-rowcount=${rows.length + 1} tabindex="0"
			aria-activedescendant=${isShown ? 'chosen' : ''} @keydown=${this.#onKey} @scroll=${this.#onScroll}>
			<div class="head" role="row" aria-rowindex="1">${HEADS.map(headView(locale))}</div>
			<div role="rowgroup" class="sizer">
				<div role="presentation" class="window">${shown.map((row, index) => this.#row(row, first + index, { client, locale }))}</div>
			</div>
		</div>`;
	}

	#row(row: Row, index: number, { client, locale }: Pick<ListLook, 'client' | 'locale'>): TemplateResult {
		const isChosen = row === this.#chosen;
		const way = directionOf(row);
		const decision = row.cursor?.decision ?? '';
		return html`<div class="row ${way} ${row.channel ? '' : 'alone'} ${isChosen ? 'chosen' : ''}" role="row" id=${isChosen ? 'chosen' : `row-${index}`}
			aria-rowindex=${index + 2} aria-selected=${isChosen} @click=${() => this.#actions.choose(row)}>
			<span role="gridcell" class="time">${clockText(row.at)}</span>
			<span role="gridcell" class="way"><span aria-hidden="true">${ARROWS[way]}</span><span class="sr">${say(locale, DIRECTIONS[way])}</span></span>
			<span role="gridcell" class="type">${typeText(row, locale)}</span>
			<span role="gridcell" class="channel">${row.channel ? client.channel(row.channel).label : ''}</span>
			<span role="gridcell" class="seq">${seqOf(row, locale)}</span>
			<span role="gridcell" class="size">${row.size > 0 ? sizeText(row.size) : ''}</span>
			<span role="gridcell" class="cursor ${meaningOf(decision).tone}">${decision}</span>
		</div>`;
	}

	readonly #onScroll = (event: Event): void => {
		const { scrollTop, scrollHeight, clientHeight } = event.currentTarget as Element;
		this.follows = scrollHeight - scrollTop - clientHeight < ROW_PX / 2;
		this.#host.requestUpdate();
	};

	readonly #onKey = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		if (event.key === 'c') {
			this.#actions.copy();
			return;
		}
		const page = Math.max(1, Math.floor(this.#height / ROW_PX) - 1);
		const last = this.#rows.length - 1;
		const here = this.#chosen ? this.#rows.indexOf(this.#chosen) : -1;
		const steps: Readonly<Record<string, number>> = {
			ArrowDown: here + 1,
			ArrowUp: here < 0 ? last : here - 1,
			PageDown: here + page,
			PageUp: here - page,
			Home: 0,
			End: last,
		};
		const wanted = steps[event.key];
		const row = wanted === undefined ? undefined : this.#rows[Math.min(last, Math.max(0, wanted))];
		if (row === undefined) return;
		event.preventDefault();
		// The next key may come before the next render.
		this.#chosen = row;
		this.#actions.choose(row);
		this.show(row);
	};
}
