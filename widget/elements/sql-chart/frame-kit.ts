import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../chart-spec.ts';
import { choose, misfit } from '../../drawing/choose.ts';
import { DRAWING_TYPES, type DrawingType } from '../../drawing/drawing.ts';
import type { Table } from '../../protocol.ts';
import { ageText, countText } from '../shared/words.ts';
import type { Frame } from './chart-state.ts';
import type { ChartView } from './chart-view.ts';
import { DrawingController } from './drawing-controller.ts';

const BADGES: Readonly<Partial<Record<ChartView['phase'], string>>> = {
	failed: 'Refresh failed',
	canceled: 'Refresh canceled',
	refused: 'Not available',
};

/** The mark on a frame that may no longer be true, with its age. */
function badge(view: ChartView, frame: Frame, now: number): TemplateResult {
	const title = view.phase === 'offline' ? view.title : (BADGES[view.phase] ?? 'Stale');
	const reason = [view.phase === 'failed' && view.position ? `${view.title}:` : '', view.detail].join(' ').trim();
	return html`<span class="badge"><i class="dot"></i>${title} · as of ${ageText(now - frame.asOf)}</span>
		<span class="reason optional" title=${reason || nothing}>${view.phase === 'offline' ? nothing : reason}</span>`;
}

const DAY_MS = 86_400_000;

/** The time of a frame on the viewer's clock face, with the date when it is not of these 24 hours. */
function asOfText(asOf: number, now: number, locale: string | undefined): string {
	const recent = Math.abs(now - asOf) < DAY_MS;
	const day = recent ? {} : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	const seconds = recent ? ({ second: '2-digit' } as const) : {};
	return `as of ${new Intl.DateTimeFormat(locale, { ...day, ...clock, ...seconds }).format(asOf)}`;
}

export interface FrameLook {
	/** The type that the page has named, if any. */
	readonly type: string;
	readonly spec: ChartSpec | undefined;
	readonly scheme: string;
	readonly locale: string | undefined;
	/** What is wrong with what the page has said. */
	readonly fault: string;
	/** Whether a type that nobody has named is to be explained. */
	readonly explain: boolean;
}

/** What a chart needs only once there is something to draw: the drawing, and the footer below it. A chunk of its own. */
export class FrameKit {
	readonly drawing: DrawingController;
	readonly #host: LitElement;
	#asTable = false;

	constructor(host: LitElement) {
		this.#host = host;
		this.drawing = new DrawingController(host);
	}

	/** Draws the frame after the current render; `undefined` removes what is drawn. */
	show(frame: Frame | undefined, look: FrameLook): void {
		const table = frame?.table;
		const type = table && table.rows > 0 ? this.#typeFor(table, look) : undefined;
		const { scheme, locale, spec } = look;
		this.drawing.show(table && type ? { type, table, scheme, locale, spec } : undefined);
	}

	footer(view: ChartView, frame: Frame, { now, look }: { now: number; look: FrameLook }): TemplateResult {
		const { table } = frame;
		const wanted = wantedType(table, look);
		const note = [
			look.fault,
			look.type && wanted !== look.type ? `There is no chart type “${look.type}”` : '',
			this.#asTable ? '' : misfit(wanted, table),
			table.truncated ? `cut at ${countText(table.rows, 'row', look.locale)}` : '',
			this.drawing.note,
			this.drawing.isDrawn ? this.drawing.failure : '',
			look.explain && !look.type && table.rows > 0 ? explanation(table) : '',
		]
			.filter(Boolean)
			.join('; ');
		return html`${view.stale ? badge(view, frame, now) : html`<span class="asof">${asOfText(frame.asOf, now, look.locale)}</span>`}
			${note ? html`<span class="note" title=${note}>${note}</span>` : nothing}
			<span class="end">
				${view.updating ? html`<i class="dot pulse" title="Updating"></i>${view.stale ? html`<span class="optional">Updating</span>` : nothing}` : nothing}
				${wanted === 'table' || wanted === 'number' || table.rows === 0 ? nothing : this.#switch()}
			</span>`;
	}

	#typeFor(table: Table, look: FrameLook): DrawingType {
		const wanted = wantedType(table, look);
		return this.#asTable || misfit(wanted, table) !== undefined ? 'table' : wanted;
	}

	/** Shows the rows behind the picture: for everybody, and the way in for those who do not see it. */
	#switch(): TemplateResult {
		const toggle = () => {
			this.#asTable = !this.#asTable;
			this.#host.requestUpdate();
		};
		return html`<button class="link switch" aria-pressed=${this.#asTable} @click=${toggle}>Table</button>`;
	}
}

function explanation(table: Table): string {
	const { type, why } = choose(table);
	return `drawn as a ${type}: ${why}`;
}

function wantedType(table: Table, { type }: FrameLook): DrawingType {
	return DRAWING_TYPES.find((each) => each === type) ?? choose(table).type;
}
