import type { ReactiveController } from 'lit';
import type { ChartSpec } from '../../chart-spec.ts';
import { type Drawing, type DrawingType, loadDrawing, moduleName, type Theme } from '../../drawing/drawing.ts';
import { NOT_LOADED } from '../../load.ts';
import type { Table } from '../../protocol.ts';
import { drawingTheme } from '../shared/drawing-theme.ts';

/** What is to be on the screen. A new object of equal parts draws nothing anew. */
export interface Picture {
	readonly type: DrawingType;
	readonly table: Table;
	readonly scheme: string;
	readonly locale: string | undefined;
	readonly spec: ChartSpec | undefined;
}

const lookOf = ({ type, scheme, locale, spec }: Picture): string => JSON.stringify([type, scheme, locale, spec]);

interface DrawingHost {
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
	}

	hostDisconnected(): void {
		this.#clear();
	}

	#differs(picture: Picture): boolean {
		const shown = this.#shown;
		return shown === undefined || shown.table !== picture.table || lookOf(shown) !== lookOf(picture);
	}

	async #draw(picture: Picture): Promise<void> {
		const before = this.#shown;
		this.#shown = picture;
		const name = moduleName(picture);
		const kept = before !== undefined && lookOf(before) === lookOf(picture);
		try {
			if (!kept || this.#drawing === undefined) {
				// Whoever waits for this library already draws the picture that is wanted by then.
				if (this.#loading === name) return;
				this.#loading = name;
				const { mount } = await loadDrawing(picture, () => this.#fail(NOT_LOADED));
				if (this.#loading === name) this.#loading = '';
				if (this.#shown === undefined || moduleName(this.#shown) !== name) return;
				const { type, locale, spec } = this.#shown;
				this.#mount((box, theme) => mount(box, { theme, type, spec }), locale);
			}
			this.#put(this.#shown.table);
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
