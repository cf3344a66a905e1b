import { css, html, LitElement, nothing, type PropertyDeclarations, svg, type TemplateResult } from 'lit';
import { pageStyles } from '../../shared/styles.ts';
import { momentOf } from '../../shared/times.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import type { EventKind, Point, Preview } from './alert-types.ts';
import { valueText } from './alert-words.ts';
import { type Plot, plotOf } from './plot-shape.ts';

export interface Mark {
	readonly at: number;
	readonly kind: EventKind;
}

/** In a table more are not read. */
const MOST_LISTED = 50;
const MARKED: readonly EventKind[] = ['fired', 'recovered'];

const IS_WORDS: Readonly<Record<Point['is'], string>> = {
	bad: 'bad',
	good: 'good',
	between: 'in between',
	unknown: 'says nothing',
};

/**
 * `<workshop-alert-plot>`: the last values of an alert, beyond which it fires, and when it has fired and recovered; the same
 * as a table below.
 */
export class WorkshopAlertPlot extends LitElement {
	static override readonly styles = [
		pageStyles,
		toneStyles,
		css`
			:host {
				display: grid;
				gap: 8px;
				grid-template-columns: minmax(0, 1fr);
			}
			.stage {
				position: relative;
				block-size: 200px;
				margin-inline: 64px 8px;
				border-block: 1px solid var(--line-quiet);
			}
			svg {
				position: absolute;
				inset: 0;
				inline-size: 100%;
				block-size: 100%;
				overflow: visible;
			}
			path {
				fill: none;
				vector-effect: non-scaling-stroke;
			}
			.line {
				stroke: var(--accent);
				stroke-width: 1.75;
				stroke-linejoin: round;
			}
			.edge {
				stroke: var(--danger);
				stroke-width: 1.25;
				stroke-dasharray: 5 3;
			}
			.back {
				stroke: var(--good);
				stroke-width: 1.25;
				stroke-dasharray: 1.5 3;
			}
			.when {
				stroke: var(--muted);
				stroke-width: 1;
			}
			/* Lines of no length, whose ends are round or square: nothing of the picture is stretched. */
			.dot,
			.mark {
				stroke: var(--accent);
				stroke-width: 5;
				stroke-linecap: round;
			}
			.dot.bad {
				stroke: var(--danger);
				stroke-width: 7;
				stroke-linecap: square;
			}
			.mark {
				stroke: var(--good);
				stroke-width: 11;
			}
			.mark.fired {
				stroke: var(--danger);
				stroke-linecap: square;
			}
			.end {
				position: absolute;
				inset-inline-end: calc(100% + 8px);
				white-space: nowrap;
				font-size: 12px;
				color: var(--muted);
				font-variant-numeric: tabular-nums;
				translate: 0 -50%;
			}
			.times,
			.key {
				display: flex;
				flex-wrap: wrap;
				justify-content: space-between;
				gap: 4px 16px;
				font-size: 12px;
				color: var(--muted);
			}
			.times {
				flex-wrap: nowrap;
				margin-inline: 64px 8px;
			}
			.times > :last-child {
				text-align: end;
			}
			.key {
				justify-content: start;
			}
			.key span {
				display: inline-flex;
				align-items: center;
				gap: 6px;
			}
			.key i {
				inline-size: 18px;
				border-block-start: 2px dashed var(--danger);
			}
			.key i.back {
				border-block-start: 2px dotted var(--good);
			}
			.key i.sign {
				inline-size: 9px;
				block-size: 9px;
				border: 0;
				background: var(--danger);
			}
			.key i.recovered {
				border-radius: 50%;
				background: var(--good);
			}
			.scroll {
				max-block-size: 280px;
				overflow: auto;
			}
			summary {
				cursor: pointer;
				font-size: 12.5px;
				color: var(--muted);
			}
			.none {
				min-block-size: 120px;
				display: grid;
				place-content: center;
				text-align: center;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		preview: { attribute: false },
		marks: { attribute: false },
	};
	declare preview: Preview | undefined;
	/** When it has fired and recovered. */
	declare marks: readonly Mark[];

	constructor() {
		super();
		this.marks = [];
	}

	#picture(plot: Plot, { points }: Preview): TemplateResult {
		const marks = this.marks.filter(
			({ at, kind }) => MARKED.includes(kind) && at >= plot.from - 1000 && at <= plot.to + 1000,
		);
		const at = (ms: number): number => Math.min(100, Math.max(0, plot.x(ms)));
		const fired = marks.filter(({ kind }) => kind === 'fired').length;
		const label = `${points.length} results from ${momentOf(plot.from)} to ${momentOf(plot.to)}, between ${valueText(plot.ends.at(-1)?.value ?? 0)} and ${valueText(plot.ends[0]?.value ?? 0)}; fired ${fired === 1 ? 'once' : `${fired} times`}. The table below has each.`;
		return html`<div class="stage" role="img" aria-label=${label}>
			<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
				${marks.map((mark) => svg`<path class="when" d=${`M${at(mark.at)} 0V100`} /><path class=${`mark ${mark.kind}`} d=${`M${at(mark.at)} 0h0.001`} />`)}
				<path class="edge" d=${plot.above} /><path class="edge" d=${plot.below} />
				${plot.recovers === undefined ? nothing : svg`<path class="back" d=${`M0 ${plot.recovers}H100`} />`}
				<path class="line" d=${plot.line} />
				${plot.dots.map(({ x, y, isBad }) => svg`<path class=${isBad ? 'dot bad' : 'dot'} d=${`M${x} ${y}h0.001`} />`)}
			</svg>
			${plot.ends.map(({ value, y }) => html`<span class="end" .style=${`inset-block-start:${y}%`}>${valueText(value)}</span>`)}
		</div>
		<div class="times"><span>${momentOf(plot.from)}</span><span>${momentOf(plot.to)}</span></div>
		${this.#key(plot, marks)}`;
	}

	#key({ above, below, recovers }: Plot, marks: readonly Mark[]): TemplateResult {
		const has = (kind: EventKind): boolean => marks.some((mark) => mark.kind === kind);
		return html`<div class="key" aria-hidden="true">
			${above || below ? html`<span><i></i>fires beyond</span>` : nothing}
			${recovers === undefined ? nothing : html`<span><i class="back"></i>recovers</span>`}
			${has('fired') ? html`<span><i class="sign"></i>fired</span>` : nothing}
			${has('recovered') ? html`<span><i class="sign recovered"></i>recovered</span>` : nothing}
		</div>`;
	}

	#table({ points }: Preview): TemplateResult {
		const listed = points.slice(-MOST_LISTED).reverse();
		return html`<details>
			<summary>${points.length > MOST_LISTED ? `The last ${MOST_LISTED} results` : 'The results'} as a table</summary>
			<div class="scroll" tabindex="0" role="region" aria-label="Results">
				<table>
					<thead><tr><th scope="col">When</th><th scope="col">Value</th><th scope="col">It is</th><th scope="col">Why</th></tr></thead>
					<tbody>${listed.map(({ at, value, is, reason }) => html`<tr><td>${momentOf(at)}</td><td>${value === null ? 'none' : valueText(value)}</td><td>${is === 'bad' ? toned('danger', IS_WORDS[is]) : IS_WORDS[is]}</td><td>${reason}</td></tr>`)}</tbody>
				</table>
			</div>
		</details>`;
	}

	protected override render(): TemplateResult {
		const { preview } = this;
		if (preview === undefined || preview.points.length === 0)
			return html`<p class="none muted">There are no results yet: its question is asked as soon as it is saved.</p>`;
		const plot = plotOf(preview);
		return html`${plot === undefined ? html`<p class="none muted">None of the last results had a value.</p>` : this.#picture(plot, preview)}${this.#table(preview)}`;
	}
}
