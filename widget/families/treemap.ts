import type { Scale } from '../drawing/color-scale.ts';
import { numberOf } from '../drawing/format.ts';
import { MAX_SERIES } from '../drawing/shape-series.ts';
import { say } from '../texts/say.ts';
import { colorOf, inkOn } from './color.ts';
import { rampOf, scaleOf } from './color-legend.ts';
import { columnAt, indexOf, type NamedColumn, typesOf } from './columns.ts';
import { edgeOf, type Shape, shapesSeries, textAt } from './custom.ts';
import type { Built, Family, FamilyInput, Legend, Mark } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { shareFormat } from './parts.ts';
import { squares } from './squares.ts';
import { cutText, type Measure, scaled } from './text.ts';
import { type Forest, forestOf, type Tree } from './tree.ts';

const LEAST_LABEL_PX = 22;
/** What is cut to less names nothing. */
const LEAST_LETTERS = 5;
const LINE_GAP = 1.35;

/** A leaf in its place. */
interface Leaf {
	readonly tree: Tree;
	/** The branches around it, from the outermost. */
	readonly around: readonly Tree[];
	readonly area: Area;
	readonly color: string;
	/** Among its outermost branch's leaves, from 0. */
	readonly lane: number;
	readonly step: number;
	/** What its colour says, where that is a number of its own. */
	readonly tone: number | null;
}

/** The name of a branch over what is within it. */
interface Heading {
	readonly text: string;
	readonly area: Area;
}

interface Setup {
	readonly input: FamilyInput;
	readonly forest: Forest;
	readonly measure: Measure;
}

/** How leaves are coloured: by their outermost branch, or by numbers. */
interface Tones {
	readonly column: NamedColumn | undefined;
	readonly scale: Scale | undefined;
	readonly colors: ReadonlyMap<string, string>;
}

/** Of one level alone the colours would say nothing: all of them have the first. */
function tonesOf({ trees, levels }: Forest, input: FamilyInput): Tones {
	const { table, spec, theme } = input;
	const isFlat = levels.length < 2;
	const colors = trees.map(({ key, order }) => {
		const isPlain = order < MAX_SERIES || isFlat || spec?.colors?.[key] !== undefined;
		return [key, isPlain ? colorOf(key, isFlat ? 0 : order, input) : theme.muted] as const;
	});
	const index = indexOf(table, spec?.y?.[1]);
	if (spec?.colorScale === undefined && index === undefined) {
		return { column: undefined, scale: undefined, colors: new Map(colors) };
	}
	const column = columnAt(input, index ?? indexOf(table, spec?.y?.[0]) ?? -1);
	return { column, scale: scaleOf((column?.cells ?? []).map(numberOf), input), colors: new Map(colors) };
}

/** Branches get a line for their name where that leaves most of their room to what is within. */
function headingPx({ width, height }: Area, { input: { theme } }: Setup): number {
	const line = scaled(theme, 18);
	return height >= line * 2.5 && width >= scaled(theme, 36) ? line : 0;
}

const inset = ({ left, top, width, height }: Area, by: number): Area => ({
	left: left + by,
	top: top + by,
	width: Math.max(0, width - 2 * by),
	height: Math.max(0, height - 2 * by),
});

interface Laid {
	readonly leaves: readonly Omit<Leaf, 'lane' | 'step' | 'color' | 'tone'>[];
	readonly headings: readonly Heading[];
}

function laid(trees: readonly Tree[], area: Area, around: readonly Tree[], setup: Setup): Laid {
	const areas = squares(
		trees.map(({ value }) => value),
		area,
	);
	const parts = trees.map((tree, at): Laid => {
		const own = areas[at] ?? area;
		if (tree.children.length === 0) return { leaves: [{ tree, around, area: own }], headings: [] };
		const gap = around.length === 0 && Math.min(own.width, own.height) > 12 ? 1.5 : 0;
		const inner = inset(own, gap);
		const heading = headingPx(inner, setup);
		const { left, top, width, height } = inner;
		const below = { left, top: top + heading, width, height: Math.max(0, height - heading) };
		const within = laid(tree.children, below, [...around, tree], setup);
		if (heading === 0) return within;
		const named = { text: tree.name, area: { left, top, width, height: heading } };
		return { leaves: within.leaves, headings: [named, ...within.headings] };
	});
	return { leaves: parts.flatMap(({ leaves }) => leaves), headings: parts.flatMap(({ headings }) => headings) };
}

/** The leaves in the order of the walk: from branch to branch, and within each from the largest. */
function leavesOf({ leaves }: Laid, { trees }: Forest, tones: Tones, input: FamilyInput): Leaf[] {
	const counts = new Map<string, number>();
	return leaves.map((leaf) => {
		const { key } = leaf.around[0] ?? leaf.tree;
		const lane = counts.get(key) ?? 0;
		counts.set(key, lane + 1);
		const numbers = leaf.tree.rows.map((row) => numberOf(tones.column?.cells[row]));
		const [tone = null] = tones.scale && numbers.length === 1 ? numbers : [];
		const isBlank = tones.scale !== undefined && tone === null;
		const plain = tones.colors.get(key) ?? input.theme.ink;
		const color = isBlank ? input.theme.grid : tone !== null && tones.scale ? tones.scale.colorOf(tone) : plain;
		return { ...leaf, color, tone, lane, step: trees.findIndex((tree) => tree.key === key) };
	});
}

function labelShapes({ tree, area, color }: Leaf, { input, forest, measure }: Setup): Shape[] {
	const { theme } = input;
	const pad = scaled(theme, 5);
	const line = theme.fontPx * LINE_GAP;
	const room = area.width - 2 * pad;
	if (room < LEAST_LABEL_PX || area.height < line + pad) return [];
	const ink = inkOn(color);
	const [x, y] = [area.left + pad, area.top + pad + line / 2];
	const value = forest.values?.text(tree.value) ?? '';
	const name = cutText(tree.name, room, measure);
	if (name.length < Math.min(LEAST_LETTERS, tree.name.length)) return [];
	const hasValue = area.height >= 2 * line + 2 * pad && measure(value) <= room;
	return [
		textAt(name, [x, y], theme, { color: ink }),
		...(hasValue ? [textAt(value, [x, y + line], theme, { color: ink })] : []),
	];
}

function leafShape(leaf: Leaf, setup: Setup): Shape {
	const { theme } = setup.input;
	const gap = Math.min(leaf.area.width, leaf.area.height) > 3 ? 0.5 : 0;
	const { left: x, top: y, width, height } = inset(leaf.area, gap);
	return {
		type: 'group',
		children: [
			{
				type: 'rect',
				shape: { x, y, width, height, r: Math.min(2, width / 4, height / 4) },
				style: { fill: leaf.color },
				emphasis: edgeOf(theme, leaf.color),
			},
			...labelShapes(leaf, setup),
		],
	};
}

const headingShape = ({ text, area }: Heading, { input: { theme }, measure }: Setup): Shape =>
	textAt(cutText(text, area.width - 4, measure), [area.left + 2, area.top + area.height / 2], theme, {
		color: theme.muted,
	});

function marksOf(leaves: readonly Leaf[], { forest, input }: Setup, tones: Tones): Mark[] {
	const { trees, levels, values } = forest;
	const total = trees.reduce((sum, { value }) => sum + value, 0);
	const { locale } = input.theme;
	const shares = shareFormat(locale);
	const isFlat = levels.length < 2;
	return leaves.map(({ tree, around, step, lane, tone }, at) => {
		const { name, cell, value, rows } = tree;
		const own = [
			{ name: values?.name ?? '', value: values?.text(value) ?? '' },
			...(tone !== null && tones.column && tones.column.index !== values?.index
				? [{ name: tones.column.name, value: tones.column.text(tone) }]
				: []),
			...around.map((branch) => ({
				name: say(locale, 'of {whole}', { whole: branch.name }),
				value: shares(value / branch.value),
			})),
			{ name: say(locale, 'of all'), value: shares(value / total) },
		];
		const row = rows.length === 1 ? rows[0] : undefined;
		return {
			at: { seriesIndex: 0, dataIndex: at },
			step: isFlat ? at : step,
			lane: isFlat ? 0 : lane,
			point: { row, series: around[0]?.name ?? values?.name ?? '', column: values?.column.name, x: cell, value },
			tip: () => ({ title: [...around.map((branch) => branch.name), name].join(' › '), rows: own }),
		};
	});
}

function summaryOf(leaves: readonly Leaf[], { forest, input }: Setup): string {
	const { trees, levels, values } = forest;
	const { locale } = input.theme;
	const nothing = say(locale, 'nothing');
	const by = levels.map(({ name }) => name).join(say(locale, ' and '));
	const told = { what: values?.name ?? nothing, x: by || nothing, count: leaves.length };
	const what = say(locale, 'Treemap of {what} by {x}, {count:# part|# parts}.', told);
	const total = trees.reduce((sum, { value }) => sum + value, 0);
	if (total <= 0) return `${what} ${say(locale, 'There are no values.')}`;
	const shares = shareFormat(locale);
	const largest = trees
		.slice(0, 3)
		.map(({ name, value }) => `${name} ${values?.text(value)}, ${shares(value / total)}`);
	const sums = { sum: values?.text(total) ?? '', largest: largest.join('; ') };
	return `${what} ${say(locale, 'The sum is {sum}. The largest: {largest}.', sums)}`;
}

function legendOf({ trees, levels, values }: Forest, tones: Tones, input: FamilyInput): Legend {
	if (tones.scale) {
		const column = (tones.column ?? values)?.column;
		return { entries: [], toggles: false, ramp: trees.length > 0 ? rampOf(tones.scale, column, input) : undefined };
	}
	if (levels.length < 2 || trees.length > MAX_SERIES) return { entries: [], toggles: false };
	const entries = trees.map(({ key, name }) => ({ key, name, color: tones.colors.get(key) ?? input.theme.ink }));
	return { entries, toggles: true };
}

/** Parts of parts, each as large as its value; the outermost have the colours. */
export const treemap: Family = {
	build(input): Built {
		const whole = forestOf(input);
		const tones = tonesOf(whole, input);
		const legend = legendOf(whole, tones, input);
		const { area, measure, base } = frameOf(input, legend);
		const forest = { ...whole, trees: whole.trees.filter(({ key }) => !legend.toggles || !input.hidden?.has(key)) };
		const setup: Setup = { input, forest, measure };
		const placed = laid(forest.trees, area, [], setup);
		const leaves = leavesOf(placed, forest, tones, input);
		const headings: Shape = { type: 'group', children: placed.headings.map((heading) => headingShape(heading, setup)) };
		const shapes = leaves.map((leaf) => leafShape(leaf, setup));
		return {
			option: { ...base, series: [shapesSeries('leaves', shapes), shapesSeries('headings', [headings], true)] },
			marks: marksOf(leaves, setup, tones),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(leaves, setup),
			notes: forest.notes,
			legend,
			key: typesOf(input.table),
		};
	},
};
