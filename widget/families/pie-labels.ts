import type { PieSeriesOption } from 'echarts';
import { inkOn } from './color.ts';
import type { FamilyInput } from './family.ts';
import type { Area } from './frame.ts';
import type { Pie, Slice } from './pie-slices.ts';
import { cutText, type Measure, scaled, widestOf } from './text.ts';

export interface PieSetup {
	readonly pie: Pie;
	readonly input: FamilyInput;
	readonly measure: Measure;
}

/** A disc, in CSS pixels. */
export interface Ring {
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	readonly hole: number;
	/** The room for the names beside it; 0: they do not fit, and shares stand within. */
	readonly beside: number;
	readonly area: Area;
}

const LINE_GAP = 1.35;
const LEAST_RADIUS_PX = 48;
const HOLE = 0.6;

const besideText = ({ value, share }: Slice, { parts, shareText }: Pie): string =>
	`${parts.text(value)} · ${shareText(share)}`;

/** As large as it can be, with names beside it where an author wants them and there is room. */
export function ringOf({ pie, input, measure }: PieSetup, area: Area): Ring {
	const { theme, spec, type } = input;
	const { left, top, width, height } = area;
	const ring = (radius: number, beside: number): Ring => {
		const hole = type === 'donut' ? radius * HOLE : 0;
		return { x: left + width / 2, y: top + height / 2, radius, hole, beside, area };
	};
	const full = Math.max(8, Math.min(width, height) / 2 - 2);
	if (!spec?.labels || pie.total <= 0) return ring(full, 0);
	const texts = pie.slices.flatMap((slice) => [slice.name, besideText(slice, pie)]);
	const beside = Math.min(widestOf(texts, measure), width * 0.3, scaled(theme, 180));
	const across = width / 2 - beside - scaled(theme, 28);
	const radius = Math.min(across, height / 2 - scaled(theme, 10));
	return radius >= scaled(theme, LEAST_RADIUS_PX) ? ring(radius, beside) : ring(full, 0);
}

/** Within its slice a share is written only where it has room. */
function insideText({ share }: Slice, { pie, measure }: PieSetup, { radius, hole }: Ring): string {
	const text = pie.shareText(share);
	const at = hole > 0 ? (radius + hole) / 2 : radius * 0.6;
	const chord = share >= 0.5 ? at * 2 : 2 * at * Math.sin(Math.PI * share);
	return chord >= measure(text) + 8 && radius - hole >= measure(text) + 4 ? text : '';
}

interface Place {
	readonly right: boolean;
	/** Of the middle of the label. */
	readonly y: number;
	/** Where its line begins, at the edge of the slice. */
	readonly edge: readonly [number, number];
}

/** Labels of one side that lie over each other go apart, as little as they must, and stay between the ends. */
function apart(wanted: readonly number[], least: number, [from, to]: readonly [number, number]): number[] {
	const places = [...wanted];
	for (let at = 0; at < places.length; at += 1) {
		places[at] = Math.max(places[at] ?? 0, at === 0 ? from : (places[at - 1] ?? 0) + least);
	}
	for (let at = places.length - 1; at >= 0; at -= 1) {
		places[at] = Math.min(places[at] ?? 0, at === places.length - 1 ? to : (places[at + 1] ?? 0) - least);
	}
	return places;
}

/** Where each slice is named; of those that there is no room for, the smallest are not. */
function placesOf({ pie, input: { theme } }: PieSetup, ring: Ring): ReadonlyMap<number, Place> {
	const least = Math.round(theme.fontPx * LINE_GAP * 2) + 2;
	const ends = [ring.area.top + least / 2, ring.area.top + ring.area.height - least / 2] as const;
	const most = Math.max(1, Math.floor((ends[1] - ends[0]) / least) + 1);
	let before = 0;
	const all = pie.slices.map(({ share }, index) => {
		const angle = (before + share / 2) * 2 * Math.PI;
		before += share;
		const edge = [ring.x + ring.radius * Math.sin(angle), ring.y - ring.radius * Math.cos(angle)] as const;
		return { index, share, right: angle < Math.PI, edge };
	});
	const sides = [true, false].flatMap((right) => {
		const bySize = all.filter((slice) => slice.right === right && slice.share > 0).sort((a, b) => b.share - a.share);
		const kept = bySize.slice(0, most).sort((a, b) => a.edge[1] - b.edge[1] || a.index - b.index);
		const wanted = kept.map(({ edge }) => ring.y + (edge[1] - ring.y) * 1.08);
		const heights = apart(wanted, least, ends);
		return kept.map(({ index, edge }, at) => [index, { right, edge, y: heights[at] ?? 0 }] as const);
	});
	return new Map(sides);
}

function besideLabels(setup: PieSetup, ring: Ring): PieSeriesOption {
	const { pie, input, measure } = setup;
	const { theme } = input;
	const gap = scaled(theme, 20);
	const places = placesOf(setup, ring);
	const style = { fontFamily: theme.font, fontSize: theme.fontPx, lineHeight: Math.round(theme.fontPx * LINE_GAP) };
	return {
		avoidLabelOverlap: false,
		label: {
			...style,
			show: true,
			position: 'outer',
			color: theme.muted,
			rich: { name: { ...style, color: theme.ink } },
			formatter: ({ dataIndex }) => {
				const slice = pie.slices[dataIndex];
				if (slice === undefined || !places.has(dataIndex)) return '';
				const name = cutText(slice.name, ring.beside, measure).replaceAll(/[{}|\n]/g, ' ');
				return `{name|${name}}\n${cutText(besideText(slice, pie), ring.beside, measure)}`;
			},
		},
		labelLine: { show: true, lineStyle: { color: theme.line } },
		labelLayout: ({ dataIndex = -1 }) => {
			const place = places.get(dataIndex);
			if (place === undefined) return {};
			const { right, y, edge } = place;
			const side = right ? 1 : -1;
			const x = ring.x + side * (ring.radius + gap);
			const points = [[...edge], [x - side * 8, y], [x - side * 4, y]];
			return { x, y, align: right ? 'left' : 'right', verticalAlign: 'middle', labelLinePoints: points };
		},
	};
}

/** Shares within the slices, or names, values and shares beside them. */
export function labelsOf(setup: PieSetup, ring: Ring): PieSeriesOption {
	const { theme } = setup.input;
	if (ring.beside > 0) return besideLabels(setup, ring);
	return {
		label: {
			show: true,
			position: 'inside',
			fontFamily: theme.font,
			fontSize: theme.fontPx,
			formatter: ({ dataIndex }) => {
				const slice = setup.pie.slices[dataIndex];
				return slice ? insideText(slice, setup, ring) : '';
			},
		},
		labelLine: { show: false },
	};
}

/** How the label and its line of one slice differ from those of the others. */
export const labelOf = ({ color }: Slice, { beside }: Ring, isNamed = true) =>
	beside > 0 ? { labelLine: { show: isNamed } } : { label: { color: inkOn(color) } };

/** Those that are named beside the disc. */
export const namedIn = (setup: PieSetup, ring: Ring): ReadonlySet<number> =>
	new Set(ring.beside > 0 ? placesOf(setup, ring).keys() : []);

/** The sum in the hole, as large as fits, with what it is a sum of. */
export function middleOf(setup: PieSetup, { x, y, hole }: Ring): PieSeriesOption {
	const { pie, input, measure } = setup;
	const { theme } = input;
	const room = hole * 2 * 0.8;
	const wanted = Math.min(theme.fontPx * 2, hole * 0.7);
	const sizeOf = (text: string) => Math.min(wanted, (theme.fontPx * room) / Math.max(1, measure(text) * 1.05));
	const full = pie.parts.text(pie.total);
	const text = sizeOf(full) >= theme.fontPx ? full : pie.parts.short(pie.total);
	const size = sizeOf(text);
	const hasName = hole > theme.fontPx * 2.6;
	const name = hasName ? cutText(pie.parts.name, room * 0.9, measure).replaceAll(/[{}|\n]/g, ' ') : '';
	const style = { fontFamily: theme.font, align: 'center' as const };
	return {
		type: 'pie',
		id: 'middle',
		silent: true,
		center: [x, y],
		radius: [0, 0],
		data: [{ value: 1, name: '', itemStyle: { color: 'transparent' } }],
		label: {
			show: size >= 6,
			position: 'center',
			formatter: name ? `{sum|${text}}\n{name|${name}}` : `{sum|${text}}`,
			rich: {
				sum: { ...style, color: theme.ink, fontSize: size, fontWeight: 600, lineHeight: size * 1.2 },
				name: { ...style, color: theme.muted, fontSize: theme.fontPx, lineHeight: theme.fontPx * LINE_GAP },
			},
		},
		labelLine: { show: false },
		emphasis: { disabled: true },
	};
}
