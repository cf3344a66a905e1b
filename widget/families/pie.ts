import type { PieSeriesOption } from 'echarts';
import { say } from '../texts/say.ts';
import { emphasisOf } from './color.ts';
import type { Built, Family, Legend, Mark } from './family.ts';
import { NO_LEGEND } from './family.ts';
import { type Frame, frameOf } from './frame.ts';
import { labelOf, labelsOf, middleOf, namedIn, type PieSetup, type Ring, ringOf } from './pie-labels.ts';
import { type Pie, pieOf } from './pie-slices.ts';

function slicesOf(setup: PieSetup, ring: Ring): PieSeriesOption {
	const { pie, input } = setup;
	const { theme } = input;
	const named = namedIn(setup, ring);
	return {
		type: 'pie',
		id: 'slices',
		center: [ring.x, ring.y],
		radius: [ring.hole, ring.radius],
		stillShowZeroSum: false,
		data: pie.slices.map((slice, at) => ({
			name: slice.key,
			value: slice.value,
			itemStyle: { color: slice.color },
			...labelOf(slice, ring, named.has(at)),
		})),
		itemStyle: { borderColor: theme.raised, borderWidth: pie.slices.length > 1 ? 1.5 : 0 },
		emphasis: { scale: false, ...emphasisOf(theme) },
		...labelsOf(setup, ring),
	};
}

/** Where there are no slices the whole is an empty ring. */
function emptyOf({ input }: PieSetup, { x, y, radius, hole }: Ring): PieSeriesOption {
	const { theme } = input;
	return {
		type: 'pie',
		id: 'empty',
		silent: true,
		center: [x, y],
		radius: [hole, radius],
		data: [{ value: 1, name: '', itemStyle: { color: theme.grid, borderColor: theme.line, borderWidth: 1 } }],
		label: { show: false },
		labelLine: { show: false },
		emphasis: { disabled: true },
	};
}

const marksOf = ({ parts, slices, shareText }: Pie): Mark[] =>
	slices.map(({ name, cell, value, row, color, share }, at) => ({
		at: { seriesIndex: 0, dataIndex: at },
		step: at,
		lane: 0,
		point: { row, series: parts.name, column: row === undefined ? undefined : parts.column, x: cell, value },
		tip: () => ({
			title: name,
			rows: [
				{ name: parts.name, value: parts.text(value), color },
				{ name: say(parts.locale, 'share'), value: shareText(share) },
			],
		}),
	}));

function summaryOf(kind: string, { parts, slices, total, shareText }: Pie): string {
	const { locale } = parts;
	const told = { kind, what: parts.name || say(locale, 'nothing'), x: parts.xName, count: slices.length };
	const what = say(locale, '{kind} of {what} by {x}, {count:# slice|# slices}.', told);
	if (total <= 0) return `${what} ${say(locale, 'There is nothing to divide.')}`;
	const order = [...slices].sort((a, b) => b.value - a.value).slice(0, 3);
	const largest = order.map(({ name, value, share }) => `${name} ${parts.text(value)}, ${shareText(share)}`);
	const sums = { sum: parts.text(total), largest: largest.join('; ') };
	return `${what} ${say(locale, 'The sum is {sum}. The largest: {largest}.', sums)}`;
}

/** In a picture, slices that are named beside the disc need no legend; on a page it is what switches them off. */
function framed(pie: Pie, input: PieSetup['input']): { legend: Legend; frame: Frame; ring: Ring; setup: PieSetup } {
	const wanted: Legend = { entries: pie.entries, toggles: pie.entries.length > 1 };
	const place = (legend: Legend) => {
		const frame = frameOf(input, legend);
		const setup: PieSetup = { pie, input, measure: frame.measure };
		return { legend, frame, setup, ring: ringOf(setup, frame.area) };
	};
	const bare = place(NO_LEGEND);
	return input.target === 'picture' && bare.ring.beside > 0 ? bare : place(wanted);
}

/** Parts of a whole, as slices of a disc or of a ring with the sum in its middle. */
export const pie: Family = {
	build(input): Built {
		const parts = pieOf(input);
		const { legend, frame, ring, setup } = framed(parts, input);
		const isDonut = input.type === 'donut';
		const series = [
			slicesOf(setup, ring),
			...(parts.total > 0 ? [] : [emptyOf(setup, ring)]),
			...(isDonut ? [middleOf(setup, ring)] : []),
		];
		return {
			option: { ...frame.base, series },
			marks: marksOf(parts),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(say(input.theme.locale, isDonut ? 'Donut chart' : 'Pie chart'), parts),
			notes: parts.notes,
			legend,
			key: `${input.type}|${parts.parts.key}|${parts.total > 0}`,
		};
	},
};
