import type { Scale } from '../drawing/color-scale.ts';
import { plainText } from '../drawing/format.ts';
import { say } from '../texts/say.ts';
import { type Box, type Place, sizeOf } from './atlas.ts';
import { rampOf, scaleOf } from './color-legend.ts';
import { typesOf } from './columns.ts';
import { edgeOf, type Shape, shapesSeries, textAt } from './custom.ts';
import type { Built, Family, FamilyInput, Legend, Mark } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { type MapRows, mapRowsOf, type Region, type Valued } from './map-rows.ts';
import { type Measure, scaled } from './text.ts';

const DOT_PX = 3;
/** Of a country that is looked at, a part this small beside its largest is not made room for, such as an island far away. */
const LEAST_PART = 0.2;

/** From the grid of the atlas to the picture. */
interface View {
	readonly scale: number;
	readonly left: number;
	readonly top: number;
	/** The part of the grid that is seen. */
	readonly box: Box;
}

const around = (boxes: readonly Box[]): Box => ({
	left: Math.min(...boxes.map(({ left }) => left)),
	top: Math.min(...boxes.map(({ top }) => top)),
	right: Math.max(...boxes.map(({ right }) => right)),
	bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});

/** Dots are seen with something around them. */
const DOT_REACH = 40;

function boxesOf({ polygons, dot }: Place): Box[] {
	if (dot) {
		const [x, y] = dot;
		return [{ left: x - DOT_REACH, right: x + DOT_REACH, top: y - DOT_REACH, bottom: y + DOT_REACH }];
	}
	const [main] = polygons;
	return main ? polygons.filter((polygon) => sizeOf(polygon) >= sizeOf(main) * LEAST_PART) : [];
}

const isSeen = (polygon: Box, box: Box): boolean =>
	polygon.left < box.right && polygon.right > box.left && polygon.top < box.bottom && polygon.bottom > box.top;

/** Around the large parts of places, and what lies beside those. */
function focusBox(shown: readonly Place[]): Box {
	const box = around(shown.flatMap(boxesOf));
	return around([box, ...shown.flatMap(({ polygons }) => polygons.filter((polygon) => isSeen(polygon, box)))]);
}

/** What is looked at, as large as the room lets it be. */
function viewOf({ shown, isFocused }: MapRows, [width, height]: readonly [number, number], area: Area): View {
	const whole = { left: 0, top: 0, right: width, bottom: height };
	const box = isFocused ? focusBox(shown) : whole;
	const [across, down] = [Math.max(1, box.right - box.left), Math.max(1, box.bottom - box.top)];
	const pad = 4;
	const scale = Math.max(1e-4, Math.min((area.width - 2 * pad) / across, (area.height - 2 * pad) / down));
	return {
		scale,
		left: area.left + (area.width - across * scale) / 2 - box.left * scale,
		top: area.top + (area.height - down * scale) / 2 - box.top * scale,
		box,
	};
}

interface Look {
	readonly fill: string;
	readonly stroke: string;
	readonly lineWidth: number;
}

/** The outline is on the grid, and the element that shows it does the rest: it stays the same whatever is around it. */
function outlineShape(place: Place, look: Look, view: View, { theme }: FamilyInput): Shape | undefined {
	const { scale, left, top } = view;
	const emphasis = edgeOf(theme, look.fill);
	if (place.dot) {
		const [x, y] = place.dot;
		const shape = { cx: left + x * scale, cy: top + y * scale, r: scaled(theme, DOT_PX) };
		return { type: 'circle', shape, style: { ...look, stroke: theme.muted }, emphasis };
	}
	const path = place.polygons.flatMap((polygon) => (isSeen(polygon, view.box) ? polygon.path : [])).join('');
	if (path === '') return undefined;
	return {
		type: 'path',
		shape: { pathData: path },
		x: left,
		y: top,
		scaleX: scale,
		scaleY: scale,
		style: { ...look, strokeNoScale: true },
		emphasis,
	};
}

interface Setup {
	readonly input: FamilyInput;
	readonly rows: MapRows;
	readonly view: View;
	readonly scale: Scale;
	readonly measure: Measure;
}

const colorAt = ({ value, cell }: Valued, { scale, input }: Pick<Setup, 'scale' | 'input'>): string =>
	input.spec?.colors?.[plainText(cell)] ?? scale.colorOf(value);

/** Places with a value, and over them those values that fit. */
function valuedShapes(setup: Setup): (Shape | undefined)[] {
	const { input, rows, view } = setup;
	const edge = { stroke: input.theme.raised, lineWidth: 0.75 };
	return rows.valued.map((valued) =>
		outlineShape(valued.place, { ...edge, fill: colorAt(valued, setup) }, view, input),
	);
}

/** Places without a value are empty outlines. */
function blankShapes({ input, rows, view }: Setup): Shape[] {
	const { theme } = input;
	const valued = new Set(rows.valued.map(({ place }) => place));
	const blank = rows.shown.filter((place) => !valued.has(place) && (place.dot === undefined || rows.isFocused));
	const look = { fill: 'transparent', stroke: theme.line, lineWidth: 0.75 };
	return blank.flatMap((place) => outlineShape(place, look, view, input) ?? []);
}

function labelShapes(setup: Setup): Shape[] {
	const { input, rows, view, measure } = setup;
	const { theme } = input;
	if (!input.spec?.labels) return [];
	const unit = `\u00a0${input.spec.formats?.[rows.values?.column.name ?? '']?.unit ?? ''}`;
	return rows.valued.flatMap((valued) => {
		const [main] = valued.place.polygons;
		if (main === undefined) return [];
		const [width, height] = [(main.right - main.left) * view.scale, (main.bottom - main.top) * view.scale];
		const full = rows.values?.text(valued.value) ?? '';
		const text = [full, full.replace(unit, '')].find((each) => measure(each) * 1.2 <= width);
		if (text === undefined || height < theme.fontPx * 1.4) return [];
		const [x, y] = main.middle;
		const at = [view.left + x * view.scale, view.top + y * view.scale] as const;
		return [textAt(text, at, theme, { align: 'center', halo: true })];
	});
}

const marksOf = ({ valued, values }: MapRows): Mark[] =>
	valued.map(({ name, cell, value, row }, at) => ({
		at: { seriesIndex: 0, dataIndex: at },
		step: at,
		lane: 0,
		point: { row, series: values?.name ?? '', column: values?.column.name, x: cell, value },
		tip: () => ({ title: name, rows: [{ name: values?.name ?? '', value: values?.text(value) ?? '' }] }),
	}));

function summaryOf({ valued, values }: MapRows, { words }: Region, locale: string | undefined): string {
	const told = { what: values?.name ?? say(locale, 'nothing'), count: valued.length };
	const what = say(locale, words.opening, told);
	const [first] = valued;
	if (first === undefined) return `${what} ${say(locale, 'There are no values.')}`;
	const most = valued.reduce((found, each) => (each.value > found.value ? each : found), first);
	const least = valued.reduce((found, each) => (each.value < found.value ? each : found), first);
	const said = ({ name, value }: Valued) =>
		say(locale, '{name} with {value}', { name, value: values?.text(value) ?? '' });
	const ends = { most: said(most), least: said(least) };
	return `${what} ${say(locale, 'The most: {most}; the least: {least}.', ends)}`;
}

function legendOf({ valued, values, shown }: MapRows, scale: Scale, input: FamilyInput): Legend {
	if (valued.length === 0) return { entries: [], toggles: false };
	const isWhole = valued.length >= shown.length;
	const blank = {
		key: '',
		name: say(input.theme.locale, 'no data'),
		color: input.theme.muted,
		mark: 'hollow' as const,
	};
	return { entries: isWhole ? [] : [blank], toggles: false, ramp: rampOf(scale, values?.column, input) };
}

/** Countries or states, each in the colour of its number. */
export const mapOf = (region: Region): Family => ({
	build(input): Built {
		const rows = mapRowsOf(region, input);
		const scale = scaleOf(
			rows.valued.map(({ value }) => value),
			input,
		);
		const legend = legendOf(rows, scale, input);
		const { area, measure, base } = frameOf(input, legend);
		const setup: Setup = { input, rows, scale, measure, view: viewOf(rows, region.atlas.size, area) };
		const blank: Shape = { type: 'group', children: blankShapes(setup) };
		const labels: Shape = { type: 'group', children: labelShapes(setup) };
		const series = [
			{ ...shapesSeries('places', valuedShapes(setup)), z: 3 },
			{ ...shapesSeries('blank', [blank], true), z: 2 },
			{ ...shapesSeries('labels', [labels], true), z: 4 },
		];
		return {
			option: { ...base, series },
			marks: marksOf(rows),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(rows, region, input.theme.locale),
			notes: rows.notes,
			legend,
			key: `${region.words.key}|${typesOf(input.table)}`,
		};
	},
});
