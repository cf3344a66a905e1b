import type { ColorScale, Condition } from '../chart-spec.ts';
import type { Cell } from '../protocol.ts';
import { type Color, colorOf, hexOf, inkOn, legible, over, tint } from './color.ts';
import { colorScale, type Extent, extentOf } from './color-scale.ts';
import { numberOf, plainText } from './format.ts';

/** How a cell looks because of what it holds. Colours as `#rrggbb`; its text can always be read. */
export interface CellLook {
	readonly fill?: string;
	readonly ink?: string;
	/** A bar behind the text: where it begins and ends, as shares of the cell's width. */
	readonly bar?: { readonly from: number; readonly to: number; readonly color: string };
}

/** The colours among which the conditions stand, each in hex or `rgb()`. */
export interface ConditionColors {
	readonly page: string;
	readonly ink: string;
	/** Of a condition without a colour of its own, and of a scale's large values. */
	readonly accent: string;
	/** Of the values below a scale's middle. */
	readonly opposite: string;
	/** Any CSS colour in hex or `rgb()`. */
	readonly resolve: (color: string) => string;
}

export interface ConditionSet {
	readonly conditions: readonly Condition[];
	readonly scale: ColorScale | undefined;
	readonly colors: ConditionColors;
}

function holds({ above, below, equals }: Condition, cell: Cell): boolean {
	if (equals !== undefined) {
		const isEqual =
			typeof equals === 'number' ? numberOf(cell) === equals : cell !== null && plainText(cell) === String(equals);
		if (!isEqual) return false;
	}
	if (above === undefined && below === undefined) return true;
	const value = numberOf(cell);
	return value !== null && (above === undefined || value >= above) && (below === undefined || value < below);
}

type Painter = (cell: Cell) => CellLook | undefined;

function barOf({ min, max }: Extent, color: string): Painter {
	const [low, high] = [Math.min(0, min), Math.max(0, max)];
	// Halves, as the distance of two huge numbers may be beyond what a number holds.
	const place = (value: number): number => (value / 2 - low / 2) / (high / 2 - low / 2);
	return (cell) => {
		const value = numberOf(cell);
		if (value === null || value === 0) return undefined;
		return { bar: { from: place(Math.min(0, value)), to: place(Math.max(0, value)), color } };
	};
}

function filled(fill: Color, inks: readonly Color[]): CellLook {
	return { fill: hexOf(fill), ink: hexOf(inkOn(fill, inks)) };
}

function painterOf(condition: Condition, extent: () => Extent, { scale, colors }: ConditionSet): Painter {
	const [page, ink] = [colorOf(colors.page), colorOf(colors.ink)];
	const inks = [ink, page];
	const own = over(colorOf(condition.color === undefined ? colors.accent : colors.resolve(condition.color)), page);
	switch (condition.show ?? 'fill') {
		case 'fill': {
			const look = filled(own, inks);
			return () => look;
		}
		case 'text': {
			const look = { ink: hexOf(legible(own, page, ink)) };
			return () => look;
		}
		case 'bar':
			return barOf(extent(), hexOf(tint(own, page, ink)));
		case 'scale': {
			const { colorOf: fillOf } = colorScale(scale ?? {}, extent(), {
				page: colors.page,
				high: hexOf(own),
				low: colors.opposite,
			});
			const looks = new Map<string, CellLook>();
			return (cell) => {
				const value = numberOf(cell);
				if (value === null) return undefined;
				const fill = fillOf(value);
				const look = looks.get(fill) ?? filled(colorOf(fill), inks);
				looks.set(fill, look);
				return look;
			};
		}
	}
}

/** How the cells of one column look; `undefined` where nothing is said of it. The first condition that holds counts. */
export function painterFor(column: string, cells: Iterable<Cell>, set: ConditionSet): Painter | undefined {
	const own = set.conditions.filter((condition) => condition.column === column);
	if (own.length === 0) return undefined;
	let found: Extent | undefined;
	const extent = (): Extent => {
		found ??= extentOf(Array.from(cells, numberOf));
		return found;
	};
	const painters = own.map((condition) => ({ condition, paint: painterOf(condition, extent, set) }));
	return (cell) => painters.find(({ condition }) => holds(condition, cell))?.paint(cell);
}
