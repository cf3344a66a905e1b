import type { ReactiveController } from 'lit';
import type { ChartSpec } from '../../chart-spec.ts';
import { type Drawing, type DrawingHooks, type DrawingType, loadDrawing, type Theme } from '../../drawing/drawing.ts';
import { load, NOT_LOADED } from '../../load.ts';
import type { Table } from '../../protocol.ts';
import { drawingTheme } from '../shared/drawing-theme.ts';
import type { Interaction } from './interaction.ts';

/** What is to be on the screen. A new object of equal parts draws nothing anew. */
export interface Picture {
	readonly type: DrawingType;
	readonly table: Table;
	readonly scheme: string;
	readonly locale: string | undefined;
	readonly spec: ChartSpec | undefined;
	/** True: a drag chooses a stretch, in place of zooming. */
	readonly brush: boolean;
	/** The charts of the page that are looked at together; '': none. */
	readonly group: string;
}

const lookOf = ({ type, scheme, locale, spec, brush }: Picture): string =>
	JSON.stringify([type, scheme, locale, spec, brush]);

interface DrawingHost extends HTMLElement {
	readonly renderRoot: HTMLElement | DocumentFragment;
	addController(controller: ReactiveController): void;
	requestUpdate(): void;
}

/**
 * Owns the drawing in the element's `.drawing`: loads the library of its type, mounts it, hands it every new table,
 * keeps it as large as its box, and mounts it anew when type, scheme or locale change. An import that arrives late
 * draws the newest picture or nothing.
 */
export class DrawingController implements ReactiveController {
	/** What the drawing says about itself. */
	summary = '';
	note = '';
	/** Set when the library could not be loaded or could not draw. */
	failure = '';
	readonly #host: DrawingHost;
	readonly #resizes = new ResizeObserver(() => this.#resize());
	#box: HTMLElement | undefined;
	#drawing: Drawing | undefined;
	#shown: Picture | undefined;
	#wanted: Picture | undefined;
	#loading = '';
	#interaction: Promise<Interaction> | undefined;
	#group = '';

	constructor(host: DrawingHost) {
		this.#host = host;
		host.addController(this);
	}

	/** Something is on the screen, be it an earlier picture. */
	get isDrawn(): boolean {
		return this.#drawing !== undefined;
	}

	/** Draws this picture after the current render; `undefined` removes what is drawn. */
	show(picture: Picture | undefined): void {
		this.#wanted = picture;
	}

	hostUpdated(): void {
		if (this.#wanted === undefined) this.#clear();
		else if (this.#differs(this.#wanted)) void this.#draw(this.#wanted);
		this.#join(this.#drawing && this.#wanted ? this.#wanted.group : '');
	}

	hostDisconnected(): void {
		this.#clear();
		this.#join('');
	}

	#join(group: string, again = false): void {
		if (group === this.#group && !(again && group)) return;
		this.#group = group;
		this.#interact((interaction) => interaction.join(group));
	}

	/** In the order of what happens, also while the chunk is on its way. */
	#interact(act: (interaction: Interaction) => void): void {
		this.#interaction ??= load(
			() => import('./interaction.ts'),
			() => {},
		).then(
			({ Interaction }) =>
				new Interaction(
					this.#host,
					() => this.#drawing,
					() => this.#shown,
				),
		);
		void this.#interaction.then(act);
	}

	#hooks(brush: boolean): DrawingHooks {
		return {
			hover: (point) => this.#interact((interaction) => interaction.hover(point)),
			select: (point, by) => this.#interact((interaction) => interaction.select(point, by)),
			zoom: (stretch) => this.#interact((interaction) => interaction.zoom(stretch)),
			...(brush ? { brush: (stretch) => this.#interact((interaction) => interaction.brush(stretch)) } : {}),
		};
	}

	#differs(picture: Picture): boolean {
		const shown = this.#shown;
		return shown === undefined || shown.table !== picture.table || lookOf(shown) !== lookOf(picture);
	}

	async #draw(picture: Picture): Promise<void> {
		const before = this.#shown;
		this.#shown = picture;
		const { type } = picture;
		const kept = before !== undefined && lookOf(before) === lookOf(picture);
		try {
			if (!kept || this.#drawing === undefined) {
				// Whoever waits for this library already draws the picture that is wanted by then.
				if (this.#loading === type) return;
				this.#loading = type;
				const { mount } = await loadDrawing(type, () => this.#fail(NOT_LOADED));
				this.#loading = '';
				if (this.#shown?.type !== type) return;
				const { locale, spec, brush } = this.#shown;
				const hooks = this.#hooks(brush);
				this.#mount((box, theme) => mount(box, { theme, type, spec, hooks }), locale);
			}
			this.#put(this.#shown.table);
			if (!kept) this.#join(this.#shown.group, true);
		} catch (error) {
			console.error('chartwire: drawing failed', error);
			this.#fail('The chart could not be drawn. Reload the page to try again.');
		}
	}

	#fail(failure: string): void {
		if (this.#shown === undefined) return;
		this.failure = failure;
		this.#host.requestUpdate();
	}

	#mount(mount: (box: HTMLElement, theme: Theme) => Drawing, locale: string | undefined): void {
		const box = this.#host.renderRoot.querySelector<HTMLElement>('.drawing');
		if (box === null) return;
		this.#drawing?.destroy();
		this.#drawing = mount(box, drawingTheme(box, locale));
		this.#box = box;
		this.#resizes.observe(box);
	}

	#put(table: Table): void {
		if (this.#drawing === undefined || this.#box === undefined) return;
		const { clientWidth: width, clientHeight: height } = this.#box;
		const { summary, note = '' } = this.#drawing.draw(table, { width, height });
		// While another library is loaded the last drawing goes on, and what is said of the loading stays.
		const failure = this.#loading ? this.failure : '';
		const changed = summary !== this.summary || note !== this.note || failure !== this.failure;
		this.summary = summary;
		this.note = note;
		this.failure = failure;
		if (changed) this.#host.requestUpdate();
	}

	#resize(): void {
		const { clientWidth: width = 0, clientHeight: height = 0 } = this.#box ?? {};
		if (width > 0 && height > 0) this.#drawing?.resize({ width, height });
	}

	#clear(): void {
		this.#resizes.disconnect();
		this.#drawing?.destroy();
		this.#drawing = undefined;
		this.#shown = undefined;
		this.failure = '';
		this.note = '';
		this.summary = '';
	}
}
