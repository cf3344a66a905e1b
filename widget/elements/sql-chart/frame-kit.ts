import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../chart-spec.ts';
import { adopt } from '../../drawing/adopt.ts';
import { choose, isPlotted, plotMisfit } from '../../drawing/choose.ts';
import { DRAWING_TYPES, type DrawingType, loadDrawing } from '../../drawing/drawing.ts';
import { timesBy } from '../../drawing/intl.ts';
import { load } from '../../load.ts';
import type { Table } from '../../protocol.ts';
import { type ExportFormat, NOTHING_YET } from '../../taking/formats.ts';
import type { Taken } from '../../taking/take.ts';
import { ageText, countText } from '../shared/age-words.ts';
import { Behind } from './behind.ts';
import type { ChartController } from './chart-controller.ts';
import type { Frame } from './chart-state.ts';
import type { ChartView } from './chart-view.ts';
import { DrawingController } from './drawing-controller.ts';
import { frameStyles } from './frame-styles.ts';
import type { FrameTools } from './frame-tools.ts';
import type { Retry } from './retry.ts';
import type { SqlChart } from './sql-chart.ts';

const BADGES: Readonly<Partial<Record<ChartView['phase'], string>>> = {
	failed: 'Refresh failed',
	canceled: 'Refresh canceled',
	refused: 'Not available',
};

/** The mark on a frame that may no longer be true, with its age. */
function badge(view: ChartView, frame: Frame, now: number): TemplateResult {
	const title = view.phase === 'offline' ? view.title : (BADGES[view.phase] ?? 'Stale');
	const reason = [view.phase === 'failed' && view.position ? `${view.title}:` : '', view.detail].join(' ').trim();
	const words = `${title} · as of ${ageText(now - frame.asOf)}`;
	const whole = `${words} ${reason}`;
	return html`<span part="badge" class="badge" title=${whole}><i class="dot"></i>${words}</span>
		<span class="reason optional" title=${reason}>${view.phase === 'offline' ? nothing : reason}</span>`;
}

const DAY_MS = 86_400_000;

/** What comes so soon after another frame is one of many. */
const SOON_MS = 2000;

/** The time of a frame on the viewer's clock face, with the date when it is not of these 24 hours. */
function asOfText(asOf: number, now: number, locale: string | undefined): string {
	const recent = Math.abs(now - asOf) < DAY_MS;
	const day = recent ? {} : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	const seconds = recent ? ({ second: '2-digit' } as const) : {};
	return `as of ${timesBy(locale, { ...day, ...clock, ...seconds }).format(asOf)}`;
}

export interface FrameLook {
	/** The type that the page has named, if any. */
	readonly type: string;
	readonly spec: ChartSpec | undefined;
	/** Light or dark, and the colour of the text around: with another one, the drawing's colours are read again. */
	readonly scheme: string;
	readonly locale: string | undefined;
	/** What is wrong with what the page has said. */
	readonly fault: string;
	/** Whether a type that nobody has named is to be explained. */
	readonly explain: boolean;
	/** What a file with its rows is named after. */
	readonly name: string;
	/** The formats in which the page lets it be taken away; null: all. */
	readonly exports: string | null;
	readonly brush: boolean;
	readonly group: string;
	/** What is watched, and by whom: the claim `exports` of the token may leave formats out. */
	readonly chart: Pick<ChartController, 'clients' | 'target'>;
}

/** What a chart needs only once there is something to draw: the drawing, and the footer below it. A chunk of its own. */
export class FrameKit {
	readonly drawing: DrawingController;
	readonly #host: LitElement;
	readonly #behind: Behind;
	/** The frame whose time is written below it. */
	#timed: Frame | undefined;
	/** What the families need that are not plotted; fetched with the first of them. */
	#misfits: typeof import('../../drawing/misfits.ts') | undefined;
	#loading: Promise<void> | undefined;
	#explanation: ((table: Table) => string) | undefined;
	#explaining: Promise<void> | undefined;
	#retry: Retry | undefined;
	#retrying: Promise<void> | undefined;
	/** There is a picture with rows behind it. */
	#hasRows = false;
	#tools: FrameTools | undefined;
	#shown: { readonly frame: Frame | undefined; readonly look: FrameLook } | undefined;

	constructor(host: LitElement, chart: ChartController) {
		this.#host = host;
		this.#behind = new Behind(host, chart);
		const dress = () => this.#tools?.dress(this.#shown?.look.name || 'Chart');
		this.drawing = new DrawingController(host, dress);
		const root = host.renderRoot.querySelector<HTMLElement>('.root');
		if (root === null) return;
		adopt(root, frameStyles);
		void load(
			() => import('./frame-tools.ts'),
			() => undefined,
		).then(({ FrameTools }) => {
			this.#tools = new FrameTools(host as SqlChart, root, () => this.#hasRows);
			dress();
		});
	}

	/** Draws the frame after the current render; `undefined` removes what is drawn. */
	show(frame: Frame | undefined, look: FrameLook): void {
		const table = frame?.table;
		this.#shown = { frame, look };
		this.#hasRows = !!table && table.rows > 0 && !['table', 'number'].includes(wantedType(table, look));
		if (table && !this.#knows(wantedType(table, look), look)) return;
		const type = table && table.rows > 0 ? this.#typeFor(table, look) : undefined;
		const { scheme, locale, spec, brush, group } = look;
		this.drawing.show(table && type ? { type, table, scheme, locale, spec, brush, group } : undefined);
	}

	/**
	 * Whether the time of another frame is written below this one. A time that changes every second is written once a second,
	 * with those of all charts of the page: each with its own frame would have the page laid out for it.
	 */
	get isBehind(): boolean {
		return this.#timed !== this.#shown?.frame;
	}

	/** Writes the time of the frame with the next render. */
	catchUp(): void {
		this.#timed = this.#shown?.frame;
	}

	footer(view: ChartView, frame: Frame, { now, look }: { now: number; look: FrameLook }): TemplateResult {
		const { table } = frame;
		if (Math.abs(frame.asOf - (this.#timed?.asOf ?? 0)) > SOON_MS) this.catchUp();
		const wanted = wantedType(table, look);
		const note = [
			look.fault,
			look.type && wanted !== look.type ? `There is no chart type “${look.type}”` : '',
			this.#tools?.isTable ? '' : this.#misfit(wanted, table, look.spec),
			table.truncated ? `cut at ${countText(table.rows, 'row', look.locale)}` : '',
			this.drawing.note,
			this.drawing.isDrawn ? this.drawing.failure : '',
			look.explain && !look.type && table.rows > 0 ? this.#explained(table) : '',
		]
			.filter(Boolean)
			.join('; ');
		return html`${view.stale ? badge(view, frame, now) : html`<span part="as-of" class="asof">${asOfText((this.#timed ?? frame).asOf, now, look.locale)}</span>`}
			${note ? html`<span part="note" class="note" title=${note}>${note}</span>` : nothing}
			<span class="end">
				<i class="dot pulse" title="Updating" .style=${view.updating && this.#behind.isLate ? '' : 'visibility: hidden; animation: none'}></i>
				${view.updating && view.stale ? html`<span class="optional">Updating</span>` : nothing}
				${table.rows > 0 ? this.#tools?.render(this.taken, look.exports) : nothing}
			</span>`;
	}

	#explained(table: Table): string {
		this.#explaining ??= load(
			() => import('../../drawing/explain.ts'),
			() => undefined,
		).then(({ explanation }) => {
			this.#explanation = explanation;
			this.#host.requestUpdate();
		});
		return this.#explanation?.(table) ?? '';
	}

	#misfit(type: DrawingType, table: Table, spec: ChartSpec | undefined): string | undefined {
		return isPlotted(type) ? plotMisfit(type, table) : this.#misfits?.misfit(type, table, spec);
	}

	/** False while it is not known yet whether a result can be drawn as a type; what draws it is fetched meanwhile. */
	#knows(type: DrawingType, { spec }: FrameLook): boolean {
		if (isPlotted(type) || this.#misfits) return true;
		void loadDrawing({ type, spec }, () => undefined);
		this.#loading ??= load(
			() => import('../../drawing/misfits.ts'),
			() => undefined,
		).then((misfits) => {
			this.#misfits = misfits;
			this.#host.requestUpdate();
		});
		return false;
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
		return this.#retry?.render(view, chart) ?? nothing;
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
		return this.#tools?.isTable || this.#misfit(wanted, table, look.spec) !== undefined ? 'table' : wanted;
	}
}

function wantedType(table: Table, { type }: FrameLook): DrawingType {
	return DRAWING_TYPES.find((each) => each === type) ?? choose(table).type;
}
