import { css } from 'lit';
import type { ChartSpec } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { adopt } from './adopt.ts';
import type { DataPoint, Drawing, DrawingHooks, Drawn, MountOptions, Size, Theme } from './drawing.ts';
import { make } from './make.ts';
import { noColumns } from './no-columns.ts';
import { numbered } from './numbered.ts';
import { cut, widthOf } from './plot-axes.ts';
import { type Shape, shapeOf } from './shape.ts';
import { rolesOf } from './shape-roles.ts';
import { placesOf, SmallCanvas, type SmallLine } from './small-line.ts';
import { summaryOf } from './summary.ts';
import { type Zone, zoneOf } from './zone.ts';
import { isOfInstants, zonedShape } from './zoned-shape.ts';

const styles = css`
	.sparkline {
		position: relative;
		block-size: 100%;
		overflow: hidden;
		border-radius: 3px;
	}
	.sparkline:focus-visible {
		outline-offset: -2px;
	}
	.sparkline canvas {
		letter-spacing: 0;
		word-spacing: 0;
		position: absolute;
		inset: 0;
		inline-size: 100%;
		block-size: 100%;
		touch-action: pan-y;
	}
	/* As small as a word: of all that stands around a chart the mark of a stale one stays, and what the keyboard reaches. */
	.root:has(.sparkline) {
		container-type: size;
	}
	@container (max-height: 56px) {
		.root:has(.sparkline) > figcaption,
		.root:has(.sparkline) .footer > :not(.badge, .end) {
			display: none;
		}
		.root:has(.sparkline) .footer {
			position: absolute;
			inset: 0 0 auto;
			block-size: 0;
			padding: 0;
			overflow: visible;
			pointer-events: none;
		}
		.root:has(.sparkline) .footer .badge {
			gap: 0;
			overflow: visible;
			font-size: 0;
		}
		.root:has(.sparkline) .footer .badge .dot {
			inline-size: 6px;
			block-size: 6px;
			margin-block-start: 6px;
		}
		.root:has(.sparkline) .switch {
			background: var(--raised);
			margin-block-start: 20px;
		}
		.root:has(.sparkline) .switch:not(:focus-visible, [aria-pressed='true'], [aria-expanded='true']) {
			opacity: 0;
		}
		.root:has(.sparkline) .pulse {
			display: none;
		}
	}
`;

/** Beside a narrower line the last value is not written. */
const MIN_LABELLED_PX = 96;
const GAP_PX = 6;

const isValue = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** A line without axes or legend, as small as a word: its last value is marked, and written where there is room. */
class Sparkline implements Drawing {
	readonly #theme: Theme;
	readonly #spec: ChartSpec | undefined;
	readonly #hooks: DrawingHooks | undefined;
	readonly #box = make('div', 'sparkline');
	readonly #said = make('p', 'sr');
	readonly #canvas: SmallCanvas;
	readonly #zone: Zone | undefined;
	#table: Table | undefined;
	#shape: Shape | undefined;
	#size: Size = { width: 0, height: 0 };
	/** The index that is looked at. */
	#at: number | undefined;

	constructor(host: HTMLElement, { theme, spec, hooks }: MountOptions) {
		adopt(host, styles);
		this.#theme = theme;
		this.#spec = spec;
		this.#hooks = hooks;
		this.#zone = spec?.timeZone === undefined ? undefined : zoneOf(spec.timeZone);
		this.#canvas = new SmallCanvas(theme);
		this.#box.tabIndex = 0;
		this.#box.setAttribute('role', 'application');
		this.#box.setAttribute('aria-roledescription', say(theme.locale, 'chart'));
		this.#said.setAttribute('role', 'status');
		this.#box.append(this.#canvas.element);
		this.#box.addEventListener('pointermove', (event) => this.#look(this.#nearest(event.offsetX)));
		this.#box.addEventListener('pointerleave', () => this.#look(undefined));
		this.#box.addEventListener('click', (event) => this.#select(event));
		this.#box.addEventListener('keydown', (event) => this.#walk(event));
		this.#box.addEventListener('blur', () => this.#look(undefined));
		host.append(this.#box, this.#said);
	}

	draw(result: Table, size: Size): Drawn {
		const table = numbered(result);
		this.#table = table;
		this.#size = size;
		const plain = shapeOf(table, false, this.#theme.locale, this.#spec);
		const zone = isOfInstants(plain, table, this.#spec) ? this.#zone : undefined;
		const shape = zone ? zonedShape(plain, zone, this.#theme.locale) : plain;
		this.#shape = shape;
		if (this.#at !== undefined && this.#at >= shape.x.length) this.#at = undefined;
		this.#paint();
		const one = { ...shape, series: shape.series.slice(0, 1), names: shape.names.slice(0, 1), total: 1 };
		const summary = summaryOf(one, 'sparkline');
		if (!this.#box.matches(':focus')) this.#box.setAttribute('aria-label', summary);
		const { total, missing, locale } = shape;
		const notes = [total > 1 ? say(locale, 'the first of {total} series', { total }) : '', noColumns(missing, locale)];
		return { summary, note: notes.filter(Boolean).join('; ') };
	}

	resize(size: Size): void {
		this.#size = size;
		this.#paint();
	}

	point(x: Cell | undefined): void {
		const row = this.#places().indexOf(x ?? null);
		const at = x === undefined ? -1 : (this.#shape?.x.indexOf(this.#shape.at[row] ?? Number.NaN) ?? -1);
		this.#at = at < 0 ? undefined : at;
		this.#paint();
	}

	destroy(): void {
		this.#box.remove();
		this.#said.remove();
	}

	#places(): readonly Cell[] {
		return this.#table?.data[rolesOf(this.#table, this.#spec).x] ?? [];
	}

	#last(): number | undefined {
		const last = this.#shape?.series[0]?.findLastIndex(isValue) ?? -1;
		return last < 0 ? undefined : last;
	}

	#line(right: number): SmallLine {
		const { x = [], series: [values = []] = [], keys: [key = ''] = [] } = this.#shape ?? {};
		const { min, max } = this.#spec?.yAxis ?? {};
		const color = this.#spec?.colors?.[key] ?? this.#theme.series[0] ?? this.#theme.ink;
		return { x, values, marked: this.#at ?? this.#last(), color, min, max, right };
	}

	#text(index: number | undefined): string {
		const value = this.#shape?.series[0]?.[index ?? -1];
		return isValue(value) ? (this.#shape?.valueText(0, value) ?? '') : '';
	}

	/** Room for the widest of the values that may stand there, so that the line does not move under the pointer. */
	#room(): number {
		const { width } = this.#size;
		if (width < MIN_LABELLED_PX) return 0;
		return Math.min(width / 2, widthOf([this.#text(this.#last())], this.#theme) + GAP_PX);
	}

	#paint(): void {
		const right = this.#room();
		const line = this.#line(right);
		const context = this.#canvas.draw(line, this.#size);
		if (context === null || right === 0) return;
		const { width, height } = this.#size;
		const isLooked = this.#at !== undefined;
		const full = isLooked
			? `${this.#shape?.xText(this.#at ?? 0)}: ${this.#text(this.#at) || say(this.#theme.locale, 'no value')}`
			: this.#text(line.marked);
		const text = cut(full, isLooked ? width : right - GAP_PX, this.#theme);
		context.font = `${this.#theme.fontPx}px ${this.#theme.font}`;
		context.textAlign = 'right';
		context.textBaseline = 'middle';
		context.lineJoin = 'round';
		context.lineWidth = 6;
		context.strokeStyle = this.#theme.raised;
		if (isLooked) context.strokeText(text, width - 1, height / 2);
		context.fillStyle = this.#theme.ink;
		context.fillText(text, width - 1, height / 2);
	}

	#nearest(left: number): number | undefined {
		const shape = this.#shape;
		if (shape === undefined || shape.x.length === 0) return undefined;
		const places = placesOf(this.#line(this.#room()), this.#size);
		let [low, high] = [0, shape.x.length - 1];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (places.left(middle) <= left) low = middle;
			else high = middle;
		}
		return left - places.left(low) < places.left(high) - left ? low : high;
	}

	#look(index: number | undefined): void {
		if (index === this.#at) return;
		this.#at = index;
		this.#paint();
		this.#hooks?.hover(index === undefined ? undefined : this.#pointAt(index));
		if (index === undefined) this.#said.textContent = '';
	}

	#pointAt(index: number): DataPoint | undefined {
		const shape = this.#shape;
		if (shape === undefined) return undefined;
		const row = shape.at.indexOf(shape.x[index] ?? Number.NaN);
		const value =
			this.#table?.data[this.#table.columns.findIndex(({ name }) => name === shape.columns[0])]?.[row] ?? null;
		return { row, series: shape.names[0] ?? '', column: shape.columns[0], x: this.#places()[row] ?? null, value };
	}

	#select(by: MouseEvent | KeyboardEvent): void {
		const point = this.#at === undefined ? undefined : this.#pointAt(this.#at);
		if (point) this.#hooks?.select(point, by);
	}

	#walk(event: KeyboardEvent): void {
		const last = (this.#shape?.x.length ?? 0) - 1;
		if (last < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'Escape') this.#look(undefined);
		if (event.key === 'Enter') this.#select(event);
		const at = this.#at ?? last + 1;
		const targets: Readonly<Record<string, number>> = {
			ArrowLeft: Math.max(0, at - 1),
			ArrowRight: Math.min(last, at + 1),
			Home: 0,
			End: last,
		};
		const target = targets[event.key];
		if (target === undefined) return;
		event.preventDefault();
		this.#look(target);
		this.#said.textContent = `${this.#shape?.xText(target)}: ${this.#text(target) || say(this.#theme.locale, 'no value')}`;
	}
}

export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new Sparkline(host, options);
}
