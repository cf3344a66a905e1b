import type { ChartSpec } from '../chart-spec.ts';
import type { Cell } from '../protocol.ts';
import { say } from '../texts/say.ts';
import type { DataPoint, Drawing, DrawingHooks, DrawingModule, MountOptions, Stretch } from './drawing.ts';
import { type Zone, zoneOf } from './zone.ts';
import { type Zoned, zonedCell, zonedTable } from './zoned-table.ts';

const stretchOf = ({ from, to, until }: Stretch, change: (cell: Cell) => Cell): Stretch => ({
	from: change(from),
	to: change(to),
	...(until === undefined ? {} : { until: change(until) }),
});

/** Draws every result with its instants in a zone, and tells of it as the result has them. */
class ZonedDrawing implements Drawing {
	readonly #drawing: Drawing;
	readonly #zone: Zone;
	readonly #locale: string | undefined;
	#zoned: Zoned = new Map();
	/** The cells of the result by what they have become, once somebody asks. */
	#back: ReadonlyMap<Cell, Cell> | undefined;

	constructor(module: DrawingModule, host: HTMLElement, { options, zone }: { options: MountOptions; zone: Zone }) {
		const { hooks } = options;
		this.#zone = zone;
		this.#locale = options.theme.locale;
		this.#drawing = module.mount(host, { ...options, hooks: hooks && this.#inWords(hooks) });
	}

	draw(...[table, size]: Parameters<Drawing['draw']>): ReturnType<Drawing['draw']> {
		const { table: shown, zoned } = zonedTable(table, this.#zone, this.#zoned);
		this.#zoned = zoned;
		this.#back = undefined;
		const drawn = this.#drawing.draw(shown, size);
		const hasInstants = table.columns.some(({ type }) => type === 'timestamptz');
		const place = hasInstants
			? say(this.#locale, 'times in {zone}', { zone: this.#zone.name.replaceAll('_', ' ') })
			: '';
		return { ...drawn, note: [drawn.note, place].filter(Boolean).join('; ') };
	}

	resize(...[size]: Parameters<Drawing['resize']>): void {
		this.#drawing.resize(size);
	}

	point(x: Cell | undefined): void {
		this.#drawing.point?.(x === undefined ? undefined : this.#zonedCell(x));
	}

	zoom(stretch: Stretch | undefined): void {
		this.#drawing.zoom?.(stretch && stretchOf(stretch, (cell) => this.#zonedCell(cell)));
	}

	destroy(): void {
		this.#drawing.destroy();
	}

	#zonedCell(x: Cell): Cell {
		const isText = typeof x === 'string' && /[T ][\d:.]+[+-]\d\d/.test(x);
		return isText ? zonedCell(x, this.#zone) : x;
	}

	#cell(shown: Cell): Cell {
		if (typeof shown !== 'string') return shown;
		this.#back ??= new Map([...this.#zoned].map(([cell, text]) => [text, cell]));
		return this.#back.get(shown) ?? shown;
	}

	#inWords(hooks: DrawingHooks): DrawingHooks {
		const point = (shown: DataPoint): DataPoint => ({
			...shown,
			x: this.#cell(shown.x),
			value: this.#cell(shown.value),
		});
		const { brush, zoom } = hooks;
		const told = (shown: Stretch | undefined) => shown && stretchOf(shown, (cell) => this.#cell(cell));
		return {
			hover: (shown) => hooks.hover(shown && point(shown)),
			select: (shown, by) => hooks.select(point(shown), by),
			...(brush && { brush: (shown) => brush(told(shown)) }),
			...(zoom && { zoom: (shown) => zoom(told(shown)) }),
		};
	}
}

/** The same drawings with instants shown on the wall clock of a zone; as they are, where the browser does not know it. */
export function inZone(module: DrawingModule, name: string): DrawingModule {
	try {
		const zone = zoneOf(name);
		return { mount: (host, options) => new ZonedDrawing(module, host, { options, zone }) };
	} catch {
		return { mount: (host, options) => module.mount(host, { ...options, spec: withoutZone(options.spec) }) };
	}
}

function withoutZone(spec: ChartSpec | undefined): ChartSpec | undefined {
	const { timeZone: _unknown, ...rest } = spec ?? { version: 1 };
	return spec && rest;
}
