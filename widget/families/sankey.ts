import type { SankeySeriesOption } from 'echarts';
import { say } from '../texts/say.ts';
import { colorOf } from './color.ts';
import { typesOf } from './columns.ts';
import { type Built, type Family, type FamilyInput, type Mark, NO_LEGEND } from './family.ts';
import { type Flow, type FlowLink, type FlowNode, flowOf } from './flow.ts';
import { type Area, type Frame, frameOf } from './frame.ts';
import { shareFormat } from './parts.ts';
import { cutText, scaled } from './text.ts';

const NODE_PX = 10;
const MOST_GAP_PX = 14;
const LINK_OPACITY = 0.32;
const TOLD_LINKS = 3;

const nameIn = (nodes: readonly FlowNode[], key: string): string => nodes.find((node) => node.key === key)?.name ?? key;

/** The most nodes that stand below each other, and how many columns of them there are. */
function sizesOf(nodes: readonly FlowNode[]): { readonly tall: number; readonly wide: number } {
	const counts = new Map<number, number>();
	for (const { depth } of nodes) counts.set(depth, (counts.get(depth) ?? 0) + 1);
	return { tall: Math.max(1, ...counts.values()), wide: Math.max(1, ...[...counts.keys()].map((depth) => depth + 1)) };
}

/** Names stand at the right of their nodes, but at the left of those at the end. */
function nodeOptions({ nodes, values }: Flow, { area, measure }: Frame, input: FamilyInput) {
	const { theme, spec } = input;
	const { wide } = sizesOf(nodes);
	const gap = scaled(theme, 6);
	const room = Math.max(16, area.width / Math.max(1, wide - 1) - NODE_PX - 2 * gap);
	return nodes.map((node, at) => {
		const isEnd = node.out === 0;
		const value = spec?.labels ? (values?.text(Math.max(node.into, node.out)) ?? '') : '';
		const named = [node.name, value].filter(Boolean).join('  ');
		// The names at both sides of the last gap share it.
		const most = wide > 2 && node.depth < wide - 2 ? room : room / 2;
		return {
			name: node.key,
			itemStyle: { color: colorOf(node.key, at, input), borderWidth: 0 },
			label: {
				position: isEnd ? ('left' as const) : ('right' as const),
				formatter: measure(named) <= most ? named : cutText(node.name, most, measure),
			},
		};
	});
}

function seriesOf(flow: Flow, frame: Frame, input: FamilyInput): SankeySeriesOption {
	const { theme, size } = input;
	const { area } = frame;
	const { tall } = sizesOf(flow.nodes);
	const box = boxOf(area, size);
	const label = { color: theme.ink, fontFamily: theme.font, fontSize: theme.fontPx };
	const halo = { textBorderColor: theme.raised, textBorderWidth: scaled(theme, 3) };
	return {
		type: 'sankey',
		id: 'flow',
		...box,
		nodeWidth: NODE_PX,
		nodeGap: Math.max(1, Math.min(scaled(theme, MOST_GAP_PX), (area.height * 0.5) / tall)),
		draggable: false,
		data: nodeOptions(flow, frame, input),
		links: flow.links.map(({ from, to, value }) => ({ source: from, target: to, value })),
		label: { show: true, ...label, ...halo, distance: scaled(theme, 5) },
		labelLayout: { hideOverlap: true },
		lineStyle: { color: 'source', opacity: LINK_OPACITY, curveness: 0.5 },
		emphasis: {
			focus: 'none',
			itemStyle: { color: 'inherit', borderColor: theme.ink, borderWidth: 1.5 },
			lineStyle: { color: 'inherit', opacity: 0.6 },
			label: { ...label, ...halo },
		},
	};
}

/** With room for half a line of letters, for names are in the middle of their nodes. */
const boxOf = ({ left, top, width, height }: Area, size: { width: number; height: number }) => ({
	left,
	top: top + 4,
	right: size.width - left - width,
	bottom: Math.max(0, size.height - top - height) + 4,
});

function nodeMarks({ nodes, values }: Flow, { theme: { locale } }: FamilyInput): Mark[] {
	const lanes = new Map<number, number>();
	return nodes.map(({ name, cell, depth, into, out }, at): Mark => {
		const lane = lanes.get(depth) ?? 0;
		lanes.set(depth, lane + 1);
		const text = (value: number) => values?.text(value) ?? '';
		const rows = [
			...(into > 0 ? [{ name: say(locale, 'in'), value: text(into) }] : []),
			...(out > 0 ? [{ name: say(locale, 'out'), value: text(out) }] : []),
		];
		const point = { series: values?.name ?? '', column: values?.column.name, x: cell, value: Math.max(into, out) };
		const address = { seriesIndex: 0, dataIndex: at, dataType: 'node' as const };
		return { at: address, step: depth * 2, lane, point, tip: () => ({ title: name, rows }) };
	});
}

function linkMarks({ nodes, links, values }: Flow, input: FamilyInput): Mark[] {
	const known = new Map(nodes.map((node) => [node.key, node]));
	const { locale } = input.theme;
	const shares = shareFormat(locale);
	const lanes = new Map<number, number>();
	return links.flatMap(({ from, to, value, rows }, at): Mark[] => {
		const [start, end] = [known.get(from), known.get(to)];
		if (start === undefined || end === undefined) return [];
		const step = start.depth * 2 + 1;
		const lane = lanes.get(step) ?? 0;
		lanes.set(step, lane + 1);
		const told = [
			{ name: values?.name ?? '', value: values?.text(value) ?? '' },
			{ name: say(locale, 'of {whole}', { whole: start.name }), value: shares(value / start.out) },
			{ name: say(locale, 'of {whole}', { whole: end.name }), value: shares(value / end.into) },
		];
		const row = rows.length === 1 ? rows[0] : undefined;
		return [
			{
				at: { seriesIndex: 0, dataIndex: at, dataType: 'edge' },
				step,
				lane,
				point: { row, series: end.name, column: values?.column.name, x: start.cell, value },
				tip: () => ({ title: `${start.name} → ${end.name}`, rows: told }),
			},
		];
	});
}

function summaryOf({ nodes, links, values }: Flow, { theme: { locale } }: FamilyInput): string {
	const counts = { what: values?.name ?? say(locale, 'nothing'), nodes: nodes.length, links: links.length };
	const what = say(locale, 'Sankey diagram of {what}, {nodes:# node|# nodes} and {links:# link|# links}.', counts);
	if (links.length === 0) return `${what} ${say(locale, 'Nothing goes anywhere.')}`;
	const largest = [...links].sort((a, b) => b.value - a.value).slice(0, TOLD_LINKS);
	const told = largest.map(({ from, to, value }: FlowLink) => {
		const ends = { from: nameIn(nodes, from), to: nameIn(nodes, to) };
		return `${say(locale, '{from} to {to}', ends)} ${values?.text(value)}`;
	});
	return `${what} ${say(locale, 'The largest: {largest}.', { largest: told.join('; ') })}`;
}

/** What goes from where to where, each link as wide as its value. */
export const sankey: Family = {
	build(input): Built {
		const flow = flowOf(input);
		const frame = frameOf(input, NO_LEGEND);
		return {
			option: { ...frame.base, series: [seriesOf(flow, frame, input)] },
			// From the nodes of one column to the links that leave it, and on to the next column.
			marks: [...nodeMarks(flow, input), ...linkMarks(flow, input)].sort((a, b) => a.step - b.step || a.lane - b.lane),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(flow, input),
			notes: flow.notes,
			legend: NO_LEGEND,
			key: typesOf(input.table),
		};
	},
};
