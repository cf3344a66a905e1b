import type { ChartSpec } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import type { DataPoint, Drawing, DrawingHooks, DrawingModule, MountOptions } from './drawing.ts';
import { type Zone, zoneOf } from './zone.ts';
import { zonedCell, zonedTable } from './zoned-table.ts';

/** What was said of a table in a zone, in the words of the result that it was made from. */
function backTo(result: Table, zone: Zone) {
	let known: Map<Cell, Cell> | undefined;
	const cellsByText = (): Map<Cell, Cell> => {
		const instants = result.data.filter((_, index) => result.columns[index]?.type === 'timestamptz');
		return new Map(instants.flatMap((cells) => cells.map((cell) => [zonedCell(cell, zone), cell] as const)));
	};
	const cell = (shown: Cell): Cell => {
		if (typeof shown !== 'string') return shown;
		known ??= cellsByText();
		return known.get(shown) ?? shown;
	};
	return { cell, point: (point: DataPoint): DataPoint => ({ ...point, x: cell(point.x), value: cell(point.value) }) };
}

/** Draws every result with its instants in a zone, and tells of it as the result has them. */
class ZonedDrawing implements Drawing {
	readonly #drawing: Drawing;
	readonly #zone: Zone;
	#back: ReturnType<typeof backTo> | undefined;

	constructor(module: DrawingModule, host: HTMLElement, { options, zone }: { options: MountOptions; zone: Zone }) {
		const { hooks } = options;
		this.#zone = zone;
		this.#drawing = module.mount(host, { ...options, hooks: hooks && this.#inWords(hooks) });
	}

	draw(...[table, size]: Parameters<Drawing['draw']>): ReturnType<Drawing['draw']> {
		this.#back = backTo(table, this.#zone);
		const { summary, note } = this.#drawing.draw(zonedTable(table, this.#zone), size);
		const hasInstants = table.columns.some(({ type }) => type === 'timestamptz');
		const place = hasInstants ? `times in ${this.#zone.name.replaceAll('_', ' ')}` : '';
		return { summary, note: [note, place].filter(Boolean).join('; ') };
	}

	resize(...[size]: Parameters<Drawing['resize']>): void {
		this.#drawing.resize(size);
	}

	point(x: Cell | undefined): void {
		const isText = typeof x === 'string' && /[T ][\d:.]+[+-]\d\d/.test(x);
		this.#drawing.point?.(isText ? zonedCell(x, this.#zone) : x);
	}

	destroy(): void {
		this.#drawing.destroy();
	}

	#inWords(hooks: DrawingHooks): DrawingHooks {
		const cell = (shown: Cell): Cell => this.#back?.cell(shown) ?? shown;
		return {
			hover: (point) => hooks.hover(point && (this.#back?.point(point) ?? point)),
			select: (point) => hooks.select(this.#back?.point(point) ?? point),
			brush: (stretch) => hooks.brush(stretch && { from: cell(stretch.from), to: cell(stretch.to) }),
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
