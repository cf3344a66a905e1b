import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../chart-spec.ts';
import { adopt } from '../../drawing/adopt.ts';
import { choose, isPlotted, plotLack } from '../../drawing/choose.ts';
import { DRAWING_TYPES, type DrawingType, loadDrawing } from '../../drawing/drawing.ts';
import { load } from '../../load.ts';
import type { Table } from '../../protocol.ts';
import { type ExportFormat, NOTHING_YET } from '../../taking/formats.ts';
import type { Taken } from '../../taking/take.ts';
import { addSection, say } from '../../texts/say.ts';
import { speech } from '../../texts/speech.ts';
import { rowsText } from '../shared/age-words.ts';
import { Attention } from './attention.ts';
import { Behind } from './behind.ts';
import type { ChartController } from './chart-controller.ts';
import type { ChartState, Frame } from './chart-state.ts';
import type { ChartView } from './chart-view.ts';
import { DrawingController } from './drawing-controller.ts';
import { asOfText, badge } from './footer-words.ts';
import { frameStyles } from './frame-styles.ts';
import type { FrameTools } from './frame-tools.ts';
import type { Retry } from './retry.ts';
import type { SqlChart } from './sql-chart.ts';

/** What comes so soon after another frame is one of many. */
const SOON_MS = 2000;

export interface FrameLook {
	/** The type that the page has named, if any. */
	readonly type: string;
	readonly spec: ChartSpec | undefined;
	/** Light or dark, and the colour of the text around: with another one, the drawing's colours are read again. */
	readonly scheme: string;
	readonly locale: string | undefined;
	/** What the page has said of the time zone and of the first day of a week; '': nothing. */
	readonly zone: string;
	readonly firstDay: string;
	/** The page has said how to draw, and it cannot be read. */
	readonly fault: boolean;
	/** What else of the page's wishes cannot be. */
	readonly faults?: readonly string[];
	/** Whether a type that nobody has named is to be explained. */
	readonly explain: boolean;
	/** What a file with its rows is named after. */
	readonly name: string;
	/** What stands above the drawing, if anything does. */
	readonly heading: string;
	/** The formats in which the page lets it be taken away; null: all. */
	readonly exports: string | null;
	readonly brush: boolean;
	readonly group: string;
	/** What is watched, and by whom: the claim `exports` of the token may leave formats out. */
	readonly chart: Pick<ChartController, 'clients' | 'target'>;
}

export interface FrameKitParts {
	readonly chart: ChartController;
	/** What would be shown now. */
	readonly seen: () => ChartView;
	/** Tells the page of a new result. */
	readonly tell: () => void;
}

/** What a chart needs only once there is something to draw: the drawing, and the footer below it. A chunk of its own. */
export class FrameKit {
	readonly drawing: DrawingController;
	readonly #host: LitElement;
	readonly #behind: Behind;
	readonly #attention: Attention;
	/** The frame whose time is written below it, and where: in one text, which needs no render. */
	#timed: Frame | undefined;
	readonly #time = document.createTextNode('');
	readonly #serverNow: () => number;
	readonly #tell: () => void;
	/** What the families need that are not plotted; fetched with the first of them. */
	#misfits: typeof import('../../drawing/misfits.ts') | undefined;
	#loading: Promise<void> | undefined;
	#explanation: typeof import('../../drawing/explain.ts').explanation | undefined;
	#explaining: Promise<void> | undefined;
	#settle: typeof import('./settled-look.ts').settledLook | undefined;
	#settling: Promise<void> | undefined;
	#retry: Retry | undefined;
	#retrying: Promise<void> | undefined;
	/** There is a picture with rows behind it. */
	#hasRows = false;
	#tools: FrameTools | undefined;
	#shown: { readonly frame: Frame | undefined; readonly look: FrameLook } | undefined;
	#view: ChartView | undefined;

	constructor(host: SqlChart, { chart, seen, tell }: FrameKitParts) {
		this.#host = host;
		this.#serverNow = () => chart.serverNow;
		this.#tell = tell;
		this.#behind = new Behind(host, chart, (before, after) => this.#advance(before, after));
		this.#attention = new Attention(host, {
			chart,
			seen,
			isBehind: () => this.#timed !== this.#shown?.frame,
			catchUp: () => this.#catchUp(),
		});
		const dress = () => {
			const { name, locale } = this.#shown?.look ?? {};
			this.#tools?.dress(name || say(locale, 'Chart'), locale);
		};
		this.drawing = new DrawingController(host, dress);
		const root = host.renderRoot.querySelector<HTMLElement>('.root');
		if (root === null) return;
		adopt(root, frameStyles);
		void load(
			() => import('./frame-tools.ts'),
			() => undefined,
		).then(({ FrameTools }) => {
			this.#tools = new FrameTools(host, root, () => this.#hasRows);
			dress();
		});
	}

	/** Draws the frame after the current render; `undefined` removes what is drawn. */
	show(frame: Frame | undefined, given: FrameLook): void {
		const look = this.#settled(given);
		if (!look) return;
		const table = frame?.table;
		this.#shown = { frame, look };
		this.#hasRows = !!table && table.rows > 0 && !['table', 'number'].includes(wantedType(table, look));
		if (table && !this.#knows(wantedType(table, look), look)) return;
		const type = table && table.rows > 0 ? this.#typeFor(table, look) : undefined;
		const { locale, spec, brush, group, heading } = look;
		const scheme = look.scheme + speech.version;
		this.drawing.show(table && type ? { type, table, scheme, locale, spec, brush, group, heading } : undefined);
	}

	/** Hears what has been rendered. */
	attend(view: ChartView): void {
		this.#view = view;
		this.#attention.give(view);
	}

	/** Draws another result of which nothing but the picture, and its time, is to be seen; false: it has to be rendered. */
	#advance(before: ChartState, after: ChartState): boolean {
		const { frame, look } = this.#shown ?? {};
		if (!look || frame !== before.frame || this.#host.isUpdatePending) return false;
		if (!this.#tools?.isRowsAlone(before, after, this.#view) || look.explain) return false;
		const next = after.frame as Frame;
		if (!this.drawing.isOf(this.#typeFor(next.table, look))) return false;
		this.#shown = { frame: next, look };
		this.drawing.advance(next.table);
		this.#keepTime(next);
		queueMicrotask(this.#tell);
		return true;
	}

	/**
	 * Writes the time of the frame. One that changes every second is written once a second, with those of all charts of the
	 * page: each with its own frame would have the page laid out for it.
	 */
	#catchUp(): void {
		this.#timed = this.#shown?.frame;
		this.#writeTime();
	}

	#writeTime(): void {
		const { look } = this.#shown ?? {};
		if (!this.#timed || !look) return;
		const { locale, zone } = look;
		const text = asOfText(this.#timed.asOf, { now: this.#serverNow(), locale, zone });
		if (text !== this.#time.data) this.#time.data = text;
	}

	/** Of many that come soon after one another not every one is written. */
	#keepTime({ asOf }: Frame): void {
		if (Math.abs(asOf - (this.#timed?.asOf ?? 0)) > SOON_MS) this.#catchUp();
	}

	/** @param now The server's time in ms. Of what was shown last. */
	footer(view: ChartView, frame: Frame, now: number): TemplateResult | typeof nothing {
		const { look } = this.#shown ?? {};
		if (look === undefined) return nothing;
		const footing = { now, locale: look.locale, zone: look.zone };
		const { table } = frame;
		this.#keepTime(frame);
		this.#writeTime();
		const wanted = wantedType(table, look);
		const note = [
			look.fault ? say(look.locale, 'The attribute “spec” is not a specification of version 1 in JSON') : '',
			...(look.faults ?? []),
			look.type && wanted !== look.type ? say(look.locale, 'There is no chart type “{type}”', look) : '',
			this.#tools?.isTable ? '' : this.#misfit(wanted, table, look),
			table.truncated ? say(look.locale, 'cut at {rows}', { rows: rowsText(table.rows, look.locale) }) : '',
			this.drawing.note,
			this.drawing.isDrawn && this.drawing.failure ? say(look.locale, this.drawing.failure) : '',
			look.explain && !look.type && table.rows > 0 ? this.#explained(table, look.locale) : '',
		]
			.filter(Boolean)
			.join('; ');
		return html`${view.stale ? badge(view, frame, footing) : html`<span part="as-of" class="asof">${this.#time}</span>`}
			${note ? html`<span part="note" class="note" title=${note}>${note}</span>` : nothing}
			<span class="end">
				<i class="dot pulse" title=${say(look.locale, 'Updating')} .style=${view.updating && this.#behind.isLate ? '' : 'visibility: hidden; animation: none'}></i>
				${view.updating && view.stale ? html`<span class="optional">${say(look.locale, 'Updating')}</span>` : nothing}
				${table.rows > 0 ? this.#tools?.render(this.taken, look.exports) : nothing}
			</span>`;
	}

	/** What few pages say of zone and weeks is fetched where one does, and waited for: nothing is drawn twice. */
	#settled(look: FrameLook): FrameLook | undefined {
		if (!look.zone && !look.firstDay) return look;
		this.#settling ??= load(
			() => import('./settled-look.ts'),
			() => undefined,
		).then(({ settledLook }) => {
			this.#settle = settledLook;
			this.#host.requestUpdate();
		});
		return this.#settle?.(look);
	}

	#explained(table: Table, locale: string | undefined): string {
		this.#explaining ??= load(
			() => import('../../drawing/explain.ts'),
			() => undefined,
		).then(({ explanation, familyTexts }) => {
			addSection(familyTexts);
			this.#explanation = explanation;
			this.#host.requestUpdate();
		});
		return this.#explanation?.(table, locale) ?? '';
	}

	#misfit(type: DrawingType, table: Table, { spec, locale }: FrameLook): string | undefined {
		if (!isPlotted(type)) return this.#misfits?.misfit(type, table, { spec, locale });
		const lack = plotLack(type, table);
		if (lack === undefined) return undefined;
		this.#fetchMisfits();
		return this.#misfits?.plotMisfit(type, lack, locale) ?? '';
	}

	/** False while it is not known yet whether a result can be drawn as a type; what draws it is fetched meanwhile. */
	#knows(type: DrawingType, { spec }: FrameLook): boolean {
		if (isPlotted(type) || this.#misfits) return true;
		void loadDrawing({ type, spec }, () => undefined);
		this.#fetchMisfits();
		return false;
	}

	#fetchMisfits(): void {
		this.#loading ??= load(
			() => import('../../drawing/misfits.ts'),
			() => undefined,
		).then((misfits) => {
			addSection(misfits.familyTexts);
			this.#misfits = misfits;
			this.#host.requestUpdate();
		});
	}

	/** What an outage means: of the network, or, where the device is online, of the server. */
	readonly offlineText = (online: boolean): string =>
		say(
			this.#shown?.look.locale,
			online
				? 'The server cannot be reached. The chart goes on by itself.'
				: 'This device has no network. The chart goes on when it is back.',
		);

	/** What is announced of a frame that has become old. */
	get staleText(): string {
		return say(this.#shown?.look.locale, 'What is shown is no longer fresh.');
	}

	/** The way out of a failure, where there is one. */
	retry(view: ChartView, chart: ChartController): TemplateResult | typeof nothing {
		if (!/^(failed|canceled|refused|offline)$/.test(view.phase)) return nothing;
		this.#retrying ??= load(
			() => import('./retry.ts'),
			() => undefined,
		).then(({ Retry }) => {
			this.#retry = new Retry(this.#host);
			this.#host.requestUpdate();
		});
		return this.#retry?.render(view, chart, this.#shown?.look.locale) ?? nothing;
	}

	/** What is drawn, and how, for whoever takes it away. @throws Error where nothing is */
	get taken(): Taken {
		const { frame, look } = this.#shown ?? {};
		if (!frame || !look) throw new Error(NOTHING_YET);
		const { table, asOf } = frame;
		const root = this.#host.renderRoot.querySelector('.root') as HTMLElement;
		return { table, asOf, look, root, type: this.#typeFor(table, look) };
	}

	/** What the page itself asks for: the text of a CSV file, or a picture. @throws Error where there is none, or it is not permitted. */
	async take(format: ExportFormat): Promise<string | Blob> {
		const { taken } = this;
		const { take } = await import('./frame-tools.ts');
		await this.drawing.settle();
		return take(format, taken);
	}

	#typeFor(table: Table, look: FrameLook): DrawingType {
		const wanted = wantedType(table, look);
		return this.#tools?.isTable || this.#misfit(wanted, table, look) !== undefined ? 'table' : wanted;
	}
}

function wantedType(table: Table, { type }: FrameLook): DrawingType {
	return DRAWING_TYPES.find((each) => each === type) ?? choose(table).type;
}
