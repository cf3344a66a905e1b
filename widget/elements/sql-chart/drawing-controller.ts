import type { ReactiveController } from 'lit';
import type { ChartSpec } from '../../chart-spec.ts';
import {
	type Drawing,
	type DrawingHooks,
	type DrawingModule,
	type DrawingType,
	loadDrawing,
	moduleName,
	type Size,
} from '../../drawing/drawing.ts';
import { load, NOT_LOADED } from '../../load.ts';
import type { Table } from '../../protocol.ts';
import { drawingTheme } from '../shared/drawing-theme.ts';
import { DrawTurn } from './draw-turn.ts';
import type { Interaction } from './interaction.ts';

/** Why nothing, or nothing new, can be drawn; '': it can. */
export type DrawingFailure = '' | typeof NOT_LOADED | 'The chart could not be drawn. Reload the page to try again.';

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
	/** What stands above the drawing; '': nothing. */
	readonly heading: string;
}

const lookOf = (picture: Picture, name = moduleName(picture)): string =>
	JSON.stringify([name, picture.scheme, picture.locale, picture.spec, picture.brush, picture.heading]);

interface DrawingHost extends HTMLElement {
	readonly renderRoot: HTMLElement | DocumentFragment;
	addController(controller: ReactiveController): void;
	requestUpdate(): void;
}

/**
 * Owns the drawing in the element's `.drawing`: loads the library of its type, mounts it, hands it the newest table
 * whenever it is its turn, keeps it as large as its box, and mounts it anew when type, scheme or locale change. An import
 * that arrives late draws the newest picture or nothing.
 */
export class DrawingController implements ReactiveController {
	/** What the drawing says about itself. */
	note = '';
	/** Set when the library could not be loaded or could not draw. */
	failure: DrawingFailure = '';
	readonly #host: DrawingHost;
	readonly #onMount: (box: HTMLElement) => void;
	readonly #turn: DrawTurn;
	readonly #print = matchMedia('print');
	readonly #resizes = new ResizeObserver((entries) => this.#resized(entries));
	#drawing: Drawing | undefined;
	/** What it was given last, the size for which it was drawn, and the size that its box has now. */
	#table: Table | undefined;
	#room: Size = { width: 0, height: 0 };
	#size: Size = { width: 0, height: 0 };
	#shown: Picture | undefined;
	/** How that is drawn. */
	#look = '';
	#wanted: Picture | undefined;
	#library: { readonly name: string; readonly mount: DrawingModule['mount'] } | undefined;
	/** Names what is awaited, and what ends with it. */
	#loading = '';
	#loaded: Promise<void> | undefined;
	#interaction: Promise<Interaction> | undefined;
	#group = '';

	/** @param onMount What is to be done with a box that holds another drawing. */
	constructor(host: DrawingHost, onMount: (box: HTMLElement) => void) {
		this.#host = host;
		this.#onMount = onMount;
		this.#turn = new DrawTurn(host, () => this.#draw());
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

	/** Whether a picture of this type is on the screen, or next. */
	isOf(type: DrawingType): boolean {
		return this.#wanted?.type === type && this.isDrawn;
	}

	/** Draws another table as the one before, when it is its turn. */
	advance(table: Table): void {
		if (this.#wanted) this.#wanted = { ...this.#wanted, table };
		this.#turn.ask();
	}

	/** Resolves when the newest picture is drawn, whether anybody sees it or not: for whoever takes it away. */
	async settle(): Promise<void> {
		if (!this.isDrawn && this.failure === '') await this.#loaded;
		this.#turn.force();
		// A plot is painted after the task that has asked for it.
		await Promise.resolve();
	}

	hostConnected(): void {
		this.#turn.begin();
		this.#print.addEventListener('change', this.#onPrint);
	}

	hostUpdated(): void {
		const wanted = this.#wanted;
		if (wanted === undefined) this.#clear();
		else {
			this.#need(wanted);
			if (this.#differs(wanted)) this.#turn.ask();
		}
		this.#join(this.#drawing && wanted ? wanted.group : '');
	}

	hostDisconnected(): void {
		this.#turn.end();
		this.#print.removeEventListener('change', this.#onPrint);
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
		// What is on the screen, also while another library is on its way.
		const shown = () => this.#table && { table: this.#table, spec: this.#shown?.spec };
		this.#interaction ??= load(
			() => import('./interaction.ts'),
			() => {},
		).then(({ Interaction }) => new Interaction(this.#host, () => this.#drawing, shown));
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

	/** The page is laid out for paper, or for the screen again, and no observer is told. The host has rendered by now. */
	readonly #onPrint = (): void => {
		const { clientWidth: width = 0, clientHeight: height = 0 } = this.#box ?? {};
		this.#room = { width, height };
		this.#turn.ask();
		this.#turn.force();
	};

	get #box(): HTMLElement | null {
		return this.#host.renderRoot.querySelector<HTMLElement>('.drawing');
	}

	#differs(picture: Picture): boolean {
		const shown = this.#shown;
		return shown === undefined || shown.table !== picture.table || this.#look !== lookOf(picture);
	}

	/** Fetches what draws a picture, unless it is there. Seen or not: the page may be printed before it is. */
	#need(picture: Picture): void {
		const name = moduleName(picture);
		if (this.#loading === name) return;
		if (this.#library?.name !== name) this.#loaded = this.#load(picture, name);
		else if (this.#loading !== '') {
			this.#loading = '';
			this.#say('');
		}
	}

	async #load(picture: Picture, name: string): Promise<void> {
		this.#loading = name;
		const { mount } = await loadDrawing(picture, () => {
			if (this.#loading === name) this.#say(NOT_LOADED);
		});
		if (this.#loading !== name) return;
		this.#loading = '';
		this.#library = { name, mount };
		this.#turn.ask();
	}

	#say(failure: DrawingFailure): void {
		if (this.#wanted === undefined) return;
		this.failure = failure;
		this.#host.requestUpdate();
	}

	/** Makes the screen what is wanted by now. */
	#draw(): void {
		const [shown, wanted, library] = [this.#shown, this.#wanted, this.#library];
		if (wanted === undefined) return;
		const name = moduleName(wanted);
		const look = lookOf(wanted, name);
		const isReady = library?.name === name;
		const isKept = this.#drawing !== undefined && shown !== undefined && this.#look === look;
		try {
			if (isReady && !isKept) this.#mount(library.mount, wanted);
			else this.#resize();
			if (isReady) [this.#shown, this.#look] = [wanted, look];
			// While another library is loaded the last drawing goes on.
			if (this.#table !== wanted.table) this.#put(wanted.table);
			if (isReady && !isKept) this.#join(wanted.group, true);
		} catch (error) {
			console.error('chartwire: drawing failed', error);
			if (isReady) [this.#shown, this.#look] = [wanted, look];
			this.#say('The chart could not be drawn. Reload the page to try again.');
		}
	}

	#mount(mount: DrawingModule['mount'], { type, spec, locale, brush, heading }: Picture): void {
		const box = this.#box;
		if (box === null) return;
		const wasFocused = box.contains((box.getRootNode() as ShadowRoot).activeElement);
		this.#drawing?.destroy();
		this.#drawing = undefined;
		this.#table = undefined;
		box.dataset['type'] = type;
		this.#drawing = mount(box, { theme: drawingTheme(box, locale), type, spec, heading, hooks: this.#hooks(brush) });
		this.#room = { width: box.clientWidth, height: box.clientHeight };
		this.#size = this.#room;
		this.#resizes.observe(box);
		this.#onMount(box);
		// Whoever was at the drawing is at the one that has taken its place.
		if (wasFocused) box.querySelector<HTMLElement>('[tabindex="0"]:not(.legend)')?.focus();
	}

	#put(table: Table): void {
		if (this.#drawing === undefined) return;
		this.#table = table;
		const { note = '' } = this.#drawing.draw(table, this.#size);
		// While another library is loaded what is said of the loading stays.
		const failure = this.#loading ? this.failure : '';
		const changed = note !== this.note || failure !== this.failure;
		this.note = note;
		this.failure = failure;
		if (changed) this.#host.requestUpdate();
	}

	/** The box has told its size: to ask for it in the midst of an update would have the page laid out twice. */
	#resized(entries: readonly ResizeObserverEntry[]): void {
		const { width = 0, height = 0 } = entries.at(-1)?.contentRect ?? {};
		this.#room = { width: Math.round(width), height: Math.round(height) };
		this.#turn.now();
	}

	#resize(): void {
		const { width, height } = this.#room;
		if (width === 0 || height === 0 || (width === this.#size.width && height === this.#size.height)) return;
		this.#size = { width, height };
		this.#drawing?.resize(this.#size);
	}

	#clear(): void {
		this.#resizes.disconnect();
		this.#drawing?.destroy();
		this.#drawing = undefined;
		this.#table = undefined;
		this.#shown = undefined;
		this.failure = '';
		this.note = '';
	}
}
