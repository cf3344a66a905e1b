import { css } from 'lit';
import { load } from '../load.ts';
import type { Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { adopt } from './adopt.ts';
import type { Drawing, Drawn, MountOptions } from './drawing.ts';
import { numberOf, timeOf } from './format.ts';
import { make } from './make.ts';
import { type Figures, figuresOf } from './number-figures.ts';
import { movedText, wordsOf } from './number-words.ts';
import type { SmallCanvas } from './small-line.ts';

const styles = css`
	.number {
		block-size: 100%;
		display: flex;
		flex-direction: column;
		justify-content: center;
		container-type: size;
		overflow: hidden;
	}
	.number .value {
		font-size: clamp(18px, min(calc(155cqi / var(--characters)), 56cqb), var(--chartwire-number-size, calc(72em / 13)));
		line-height: 1.15;
		font-weight: 600;
		letter-spacing: -0.025em;
		white-space: nowrap;
	}
	.number .label,
	.number .delta {
		color: var(--muted);
		white-space: nowrap;
		overflow: hidden;
		text-overflow: ellipsis;
		unicode-bidi: plaintext;
		text-align: -webkit-match-parent;
		text-align: match-parent;
		flex: none;
	}
	.number .delta b {
		font-weight: 600;
		color: var(--ink);
	}
	.number .delta.better b {
		color: var(--good);
	}
	.number .delta.worse b {
		color: var(--danger);
	}
	.number .trend {
		position: relative;
		flex: 0 1 clamp(20px, 24cqb, 64px);
		margin-block-start: 8px;
	}
	.number .trend canvas {
		position: absolute;
		inset: 0;
		inline-size: 100%;
		block-size: 100%;
	}
	@container (max-height: 9.2em) {
		.number .trend {
			display: none;
		}
	}
	@container (max-height: 7.4em) {
		.number .label {
			display: none;
		}
	}
`;

/** Fewer rows are compared by their figures alone. */
const MIN_TREND_ROWS = 3;

/** What draws lines, once it is here: what is drawn anew for paper cannot wait. */
let lines: typeof import('./small-line.ts') | undefined;

/** Above a figure stands what it is called: there is no need to say it twice. */
const isSaid = (label: string, heading = ''): boolean => heading.trim().toLowerCase() === label.trim().toLowerCase();

/** One big figure, what has changed of it, and of a result of many rows a small line of all of them. */
class NumberDrawing implements Drawing {
	readonly #options: MountOptions;
	readonly #box = make('div', 'number');
	readonly #label = make('div', 'label');
	readonly #value = make('div', 'value');
	readonly #delta = make('div', 'delta');
	readonly #trend = make('div', 'trend');
	#canvas: SmallCanvas | undefined;
	#loading: Promise<void> | undefined;
	#drawn: { readonly table: Table; readonly figures: Figures } | undefined;

	constructor(host: HTMLElement, options: MountOptions) {
		adopt(host, styles);
		this.#options = options;
		this.#trend.setAttribute('aria-hidden', 'true');
		this.#box.append(this.#label, this.#value, this.#delta);
		host.append(this.#box);
	}

	draw(table: Table): Drawn {
		const { spec, theme } = this.#options;
		const figures = figuresOf(table, spec);
		this.#drawn = figures && { table, figures };
		if (figures === undefined) return this.#say({ label: '', value: '–', change: '', against: '', tone: undefined });
		const drawn = this.#say(wordsOf({ table, figures, spec, locale: theme.locale }));
		const hasTrend = table.rows > 1 && (spec?.number?.trend ?? table.rows >= MIN_TREND_ROWS);
		if (hasTrend) this.#box.append(this.#trend);
		else this.#trend.remove();
		if (hasTrend) this.#drawTrend();
		if (table.rows < 2 || hasTrend) return drawn;
		return { ...drawn, note: say(theme.locale, 'last of {rows} rows', { rows: table.rows }) };
	}

	resize(): void {
		this.#drawTrend();
	}

	destroy(): void {
		this.#box.remove();
	}

	#say({ label, value, change, against, tone }: ReturnType<typeof wordsOf>): Drawn {
		this.#label.textContent = isSaid(label, this.#options.heading) ? '' : label;
		this.#value.textContent = value;
		// A figure is never cut: it is as large as its characters let it be, and no larger than one of nine.
		this.#value.style.setProperty('--characters', String(Math.max(9, value.length)));
		this.#delta.className = `delta ${tone ?? ''}`.trim();
		this.#delta.replaceChildren(...(change ? [make('b', '', change), ` ${against}`] : []));
		const moved = movedText(change, against, this.#options.theme.locale);
		return { summary: [label ? `${label}: ${value}` : value, moved].filter((part) => part !== '').join(', ') };
	}

	/** Fetches what draws a line when there is one to draw for the first time. */
	#drawTrend(): void {
		if (!this.#trend.isConnected || this.#drawn === undefined) return;
		if (lines === undefined) {
			this.#loading ??= this.#load();
			return;
		}
		this.#canvas ??= new lines.SmallCanvas(this.#options.theme);
		this.#trend.append(this.#canvas.element);
		const { table, figures } = this.#drawn;
		const { spec, theme } = this.#options;
		const { column, order, time } = figures;
		const values = order.map((row) => numberOf(table.data[column]?.[row]));
		const times = order.map((row) => (time === undefined ? Number.NaN : timeOf(table.data[time]?.[row])));
		const line = {
			x: times.some(Number.isNaN) ? order.map((_, index) => index) : times,
			values,
			marked: values.length - 1,
			color: spec?.colors?.[table.columns[column]?.name ?? ''] ?? theme.series[0] ?? theme.ink,
			right: 0,
		};
		this.#canvas.draw(line, { width: this.#trend.clientWidth, height: this.#trend.clientHeight });
	}

	async #load(): Promise<void> {
		lines = await load(
			() => import('./small-line.ts'),
			() => {},
		);
		this.#drawTrend();
	}
}

export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new NumberDrawing(host, options);
}
