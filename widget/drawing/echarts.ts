import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Built, Family, FamilyInput } from '../families/family.ts';
import { load } from '../load.ts';
import type { Cell, Table } from '../protocol.ts';
import { familyTexts } from '../texts/families.ts';
import { addSection, say } from '../texts/say.ts';
import { adopt } from './adopt.ts';
import type { Drawing, Drawn, MountOptions, Size, Stretch } from './drawing.ts';
import { readableSpec, readableTheme } from './echarts-colors.ts';
import type { FamilyHand } from './echarts-hand.ts';
import { familyLegend, relabelled, shownWords } from './echarts-legend.ts';
import { repainted } from './echarts-many.ts';
import { Places } from './echarts-places.ts';
import { MarkReader } from './echarts-reader.ts';
import { familyStyles } from './echarts-styles.ts';
import type { FamilySurface } from './echarts-surface.ts';
import { toldHooks } from './echarts-told.ts';
import { make } from './make.ts';
import { handStyles } from './plot-hand-styles.ts';
import { isKept } from './plot-kept.ts';
import { plotStyles } from './plot-styles.ts';
import { measureIn } from './text-width.ts';

use([CanvasRenderer]);

const MOTION_MS = 160;
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
/** More marks than this move neither smoothly nor so that an eye could follow. */
const MOST_MOVING = 100;

/** What answers to pointer and keyboard: once a page has fetched it, every picture has it from its beginning. */
let hands: typeof import('./echarts-hand.ts') | undefined;

const TOUCHES = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'click', 'auxclick', 'dblclick'];

/** ECharts empties its root by markup, which a page with Trusted Types forbids: this root does it by itself. */
function rootOf(): HTMLElement {
	const root = make('div', 'family');
	Object.defineProperty(root, 'innerHTML', { set: () => root.replaceChildren(), get: () => '' });
	return root;
}

/** A picture by ECharts of what a family has built: the canvas, its legend, its card, and the walk through its marks. */
class FamilyDrawing implements Drawing {
	readonly #family: Family;
	readonly #options: MountOptions;
	readonly #hidden = new Set<string>();
	readonly #box = make('div', 'plot');
	readonly #canvas = make('div', 'canvas');
	readonly #said = make('p', 'sr');
	readonly #chart: EChartsType;
	#table: Table | undefined;
	#size: Size;
	#built: Built | undefined;
	#places: Places | undefined;
	#legend: HTMLElement | undefined;
	readonly #surface: FamilySurface;
	readonly #reader: MarkReader;
	#hand: FamilyHand | undefined;
	#early: [Event, EventTarget | null][] = [];

	constructor(host: HTMLElement, options: MountOptions, family: Family) {
		adopt(host, plotStyles);
		adopt(host, handStyles);
		adopt(host, familyStyles);
		this.#family = family;
		const { theme, spec } = options;
		const hooks = options.hooks && toldHooks(options.hooks, () => this.#table);
		this.#options = { ...options, hooks, theme: readableTheme(theme), spec: spec && readableSpec(spec) };
		this.#canvas.tabIndex = 0;
		// Not `img`: in an image screen readers keep the arrow keys for themselves.
		this.#canvas.setAttribute('role', 'application');
		this.#canvas.setAttribute('aria-roledescription', say(theme.locale, 'chart'));
		this.#canvas.addEventListener('keydown', (event) => this.#key(event));
		this.#canvas.addEventListener('blur', () => this.#reader.leave());
		this.#said.setAttribute('role', 'status');
		addSection(familyTexts);
		const root = rootOf();
		this.#canvas.append(root);
		this.#box.append(this.#canvas, this.#said);
		host.append(this.#box);
		this.#size = { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
		this.#chart = init(root, null, { renderer: 'canvas', ...this.#size });
		// Else it asks for ten more frames after each picture, and has nothing to paint in them. None at all would be for ever.
		this.#chart.getZr().setSleepAfterStill(0.5);
		this.#surface = this.#surfaceOf(host);
		this.#reader = new MarkReader(this.#surface);
		for (const type of TOUCHES) this.#box.addEventListener(type, this.#hear);
		if (hands) this.#take(hands);
		else if (isKept(host)) void this.#touch();
	}

	draw(table: Table, size: Size): Drawn {
		this.#table = table;
		this.#size = size;
		return this.#put(true);
	}

	resize(size: Size): void {
		this.#size = size;
		if (this.#table) this.#put(false);
	}

	point(x: Cell | undefined): void {
		this.#reader.pointAt(x);
	}

	zoom(stretch: Stretch | undefined): void {
		if (stretch || this.#hand) void this.#touch().then(() => this.#hand?.zoomTo(stretch));
	}

	destroy(): void {
		this.#hand?.destroy();
		this.#options.hooks?.hover(undefined);
		this.#chart.dispose();
		this.#box.remove();
	}

	/** Builds the picture for the room that the legend leaves, and has it drawn. */
	#put(isMoving: boolean): Drawn {
		const before = this.#built;
		if (this.#table) this.#hand?.prepare(this.#table);
		let inner = this.#inner();
		let built = this.#build(inner);
		if (this.#dress(built)) {
			inner = this.#inner();
			built = this.#build(inner);
		}
		if (inner.width !== this.#chart.getWidth() || inner.height !== this.#chart.getHeight())
			this.#chart.resize({ ...inner, silent: true });
		const inPlace = before?.key === built.key;
		const animation = isMoving && inPlace && built.marks.length <= MOST_MOVING && !stillness.matches;
		if (!inPlace || !repainted(this.#chart, before?.option, built.option)) {
			const motion = { animation, animationDuration: 0, animationDurationUpdate: MOTION_MS };
			this.#chart.setOption({ ...built.option, ...motion }, { notMerge: !inPlace, silent: true });
		}
		this.#built = built;
		this.#places = new Places(this.#chart, built);
		this.#reader.stay(built);
		this.#hand?.drawn();
		// Some screen readers would say the name of what has the focus again with each result.
		if (!this.#canvas.matches(':focus')) this.#canvas.setAttribute('aria-label', built.summary);
		return { summary: built.summary, note: built.notes.join('; ') };
	}

	#inner(): Size {
		const above = this.#legend ? this.#legend.offsetHeight + 4 : 0;
		const { width, height } = this.#size;
		return { width: Math.max(1, width), height: Math.max(40, height - above) };
	}

	#build(size: Size): Built {
		const { theme, spec, type } = this.#options;
		const table = this.#table ?? { columns: [], data: [], rows: 0, truncated: false };
		const measure = measureIn(`${theme.fontPx}px ${theme.font}`);
		const view: FamilyInput['view'] = (along) => this.#hand?.view(along);
		const { family } = theme.forced ?? {};
		const input = { table, spec, type, theme, size, hidden: this.#hidden, measure, view };
		const built = this.#family.build({ ...input, target: 'page' });
		return family ? { ...built, option: family.option(built.option, built.legend.entries) } : built;
	}

	/** Puts the legend over the plot. @returns whether the plot has another room now. */
	#dress({ legend }: Built): boolean {
		const before = this.#legend;
		if (before && this.#built && relabelled(before, this.#built.legend, legend)) return false;
		if (before && JSON.stringify(this.#built?.legend) === JSON.stringify(legend)) {
			before.querySelectorAll('button').forEach((button, index) => {
				button.setAttribute('aria-pressed', String(!this.#hidden.has(legend.entries[index]?.key ?? '')));
			});
			return false;
		}
		const height = before?.offsetHeight ?? 0;
		const onToggle = (key: string) => this.#toggle(key);
		const forced = this.#options.theme.forced?.family;
		this.#legend = familyLegend(legend, { hidden: this.#hidden, onToggle, forced });
		before?.remove();
		if (this.#legend) this.#box.prepend(this.#legend);
		if (this.#legend && this.#legend.scrollHeight > this.#legend.clientHeight) this.#legend.tabIndex = 0;
		return height !== (this.#legend?.offsetHeight ?? 0);
	}

	#toggle(key: string): void {
		if (!this.#hidden.delete(key)) this.#hidden.add(key);
		const entries = this.#built?.legend.entries ?? [];
		if (entries.every((entry) => this.#hidden.has(entry.key))) this.#hidden.clear();
		this.#reader.leave();
		this.#put(true);
		this.#said.textContent = shownWords(entries, this.#hidden, this.#options.theme.locale);
	}

	#key(event: KeyboardEvent): void {
		const { at } = this.#reader;
		if (event.key === 'Enter' && at) {
			event.preventDefault();
			this.#options.hooks?.select(at.point, event);
		}
		if (this.#built === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'Escape') this.#reader.leave();
		// With Shift an arrow moves what is zoomed, or chooses.
		if (event.shiftKey && this.#built.axis) return;
		if (this.#reader.walk(event.key)) event.preventDefault();
	}

	#surfaceOf(host: HTMLElement): FamilySurface {
		const { spec, hooks, theme } = this.#options;
		return {
			...{ host, spec, hooks, locale: theme.locale, box: this.#box, canvas: this.#canvas, said: this.#said },
			...{ hidden: this.#hidden, chart: this.#chart },
			table: () => this.#table,
			built: () => this.#built,
			places: () => this.#places,
			at: () => this.#reader.at,
			touch: (by) => {
				this.#reader.by = by;
			},
			look: (mark, spot) => this.#reader.lookAt(mark, spot),
			leave: () => this.#reader.leave(),
			walk: (key) => this.#reader.walk(key),
			show: () => this.#put(false),
		};
	}

	/** Fetches what answers to hands, when somebody looks closer for the first time. */
	async #touch(): Promise<void> {
		hands ??= await load(
			() => import('./echarts-hand.ts'),
			() => {},
		);
		if (this.#box.isConnected) this.#take(hands);
	}

	#take({ FamilyHand }: typeof import('./echarts-hand.ts')): void {
		if (this.#hand) return;
		this.#hand = new FamilyHand(this.#surface);
		if (this.#table && this.#hand.prepare(this.#table)) this.#put(false);
		else if (this.#built) this.#hand.drawn();
		for (const [event, target] of this.#early.splice(0)) this.#hand.hear(event, target);
	}

	/** What is done before the chunk is there is done once it is. */
	readonly #hear = (event: Event): void => {
		if (this.#hand) return;
		this.#early.push([event, event.target]);
		void this.#touch();
	};
}

/** What a module of a family exports as its `mount`, after it has registered what of ECharts the family needs. */
export const mountOf =
	(family: Family) =>
	(host: HTMLElement, options: MountOptions): Drawing =>
		new FamilyDrawing(host, options, family);
