import type { Threshold } from '../chart-spec.ts';
import type { Theme } from '../drawing/drawing.ts';
import { edgeOf, type Shape, textAt } from './custom.ts';
import type { Area } from './frame.ts';
import { cutText, type Measure, scaled, widestOf } from './text.ts';

export interface Zone {
	readonly from: number;
	readonly to: number;
	readonly label: string;
	readonly color: string | undefined;
	/** The value is in it. */
	readonly isCurrent: boolean;
}

/** What is to be read off a dial. */
export interface Gauge {
	readonly min: number;
	readonly max: number;
	readonly value: number | null;
	readonly text: string;
	readonly color: string;
	readonly zones: readonly Zone[];
	readonly thresholds: readonly Threshold[];
	/** Writes an end or a mark of the scale. */
	readonly endText: (value: number) => string;
}

interface DialSetup {
	readonly area: Area;
	readonly measure: Measure;
	readonly theme: Theme;
}

/** Half a ring, in CSS pixels, with its zones around it. */
export interface Dial extends DialSetup {
	readonly cx: number;
	readonly cy: number;
	readonly radius: number;
	readonly hole: number;
	/** Of the ring of zones; both 0 where there are none. */
	readonly zoneFrom: number;
	readonly zoneTo: number;
	/** The room for a label beside the ring; 0: none fits. */
	readonly side: number;
}

const RING = 0.22;
const LEAST_PX = 40;

const labelsOf = ({ zones, thresholds }: Gauge): string[] => [
	...zones.map(({ label }) => label),
	...thresholds.map(({ label = '' }) => label),
];

/** As large as the room lets it be, with labels around it where they leave enough of it. */
export function dialOf(gauge: Gauge, setup: DialSetup): Dial {
	const { area, measure, theme } = setup;
	const line = scaled(theme, 18);
	const zones = gauge.zones.length > 0 ? scaled(theme, 8) : 0;
	const widest = widestOf(labelsOf(gauge), measure);
	const place = (side: number, above: number) =>
		Math.min(area.width / 2 - side - zones, area.height - line - above - zones - 2);
	const wanted = Math.min(widest + scaled(theme, 8), area.width * 0.24);
	const labeled = widest > 0 ? place(wanted, line) : 0;
	const side = labeled >= scaled(theme, LEAST_PX) ? wanted : 0;
	const above = side > 0 ? line : 0;
	const radius = Math.max(6, side > 0 ? labeled : place(0, 0));
	const tall = above + zones + radius + line;
	return {
		...setup,
		cx: area.left + area.width / 2,
		cy: area.top + Math.max(0, (area.height - tall) / 2) + above + zones + radius,
		radius,
		hole: radius * (1 - RING),
		zoneFrom: zones > 0 ? radius + scaled(theme, 3) : 0,
		zoneTo: zones > 0 ? radius + zones : 0,
		side,
	};
}

/** The angle of a value, from the left end to the right one; beyond them it is that of the end. */
function angleOf(value: number, { min, max }: Gauge): number {
	const share = (value - min) / (max - min);
	return Math.PI * (1 + Math.min(1, Math.max(0, share)));
}

interface Arc {
	readonly from: number;
	readonly to: number;
	readonly r0: number;
	readonly r: number;
}

const sector = ({ cx, cy }: Dial, { from, to, r0, r }: Arc) => ({ cx, cy, r0, r, startAngle: from, endAngle: to });

/** The part of the ring up to the value, and the figure. */
export function valueShape(gauge: Gauge, dial: Dial): Shape {
	const { cx, cy, radius: r, hole: r0, theme, measure } = dial;
	const { value, text, color } = gauge;
	const width = r0 * 2 * 0.82;
	const size = Math.max(
		1,
		Math.min(theme.fontPx * 4, r0 * 0.6, (theme.fontPx * width) / Math.max(1, measure(text) * 1.08)),
	);
	const current = gauge.zones.find(({ isCurrent }) => isCurrent)?.label ?? '';
	const hasZone = current !== '' && r0 > theme.fontPx * 4;
	const zoneAt = cy - theme.fontPx * 0.5;
	const textY = hasZone ? zoneAt - theme.fontPx * 0.8 - size * 0.55 : cy - size * 0.5;
	const end = value === null ? Math.PI : angleOf(value, gauge);
	const fill = { fill: color };
	const arc: Shape = {
		type: 'sector',
		shape: sector(dial, { from: Math.PI, to: end, r0, r }),
		style: fill,
		emphasis: edgeOf(theme),
		transition: 'shape',
	};
	const rest: Shape = {
		type: 'sector',
		shape: sector(dial, { from: Math.PI, to: 2 * Math.PI, r0: 0, r }),
		style: { fill: 'transparent' },
		emphasis: { style: { fill: 'transparent' } },
	};
	const track: Shape = {
		type: 'sector',
		shape: sector(dial, { from: Math.PI, to: 2 * Math.PI, r0, r }),
		style: { fill: theme.grid },
		emphasis: { style: { fill: theme.grid } },
	};
	return {
		type: 'group',
		children: [
			rest,
			track,
			arc,
			textAt(text, [cx, textY], theme, { align: 'center', sizePx: size, bold: true }),
			...(hasZone
				? [textAt(cutText(current, width, measure), [cx, zoneAt], theme, { align: 'center', color: theme.muted })]
				: []),
		],
	};
}

/** Gaps between zones, in radians. */
const GAP = 0.012;

const zoneShape = (zone: Zone, gauge: Gauge, dial: Dial): Shape => {
	const [from, to] = [angleOf(zone.from, gauge), angleOf(zone.to, gauge)];
	const gap = to - from > 4 * GAP ? GAP : 0;
	const plain = zone.isCurrent ? gauge.color : dial.theme.line;
	return {
		type: 'sector',
		shape: sector(dial, { from: from + gap, to: to - gap, r0: dial.zoneFrom, r: dial.zoneTo }),
		style: { fill: zone.color ?? plain },
	};
};

function tickShape({ value, color }: Threshold, gauge: Gauge, { cx, cy, hole, radius, zoneTo, theme }: Dial): Shape {
	const angle = angleOf(value, gauge);
	const [from, to] = [hole - 3, Math.max(radius, zoneTo) + 3];
	const at = (r: number) => [cx + r * Math.cos(angle), cy + r * Math.sin(angle)] as const;
	const [[x1, y1], [x2, y2]] = [at(from), at(to)];
	return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: color ?? theme.ink, lineWidth: 2 } };
}

interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

const overlap = (one: Box, other: Box, height: number): boolean =>
	Math.abs(one.y - other.y) < height && one.x < other.x + other.width + 4 && other.x < one.x + one.width + 4;

/** Labels around the ring: marks first, then zones; what would lie over another is left out. */
function labelShapes(gauge: Gauge, dial: Dial): Shape[] {
	const { cx, cy, side, theme, measure } = dial;
	if (side === 0) return [];
	const { left, width } = dial.area;
	const wanted = [
		...gauge.thresholds.map(({ value, label = '' }) => ({ label, at: value, color: theme.ink })),
		...gauge.zones.map(({ from, to, label, isCurrent }) => ({
			label,
			at: (from + to) / 2,
			color: isCurrent ? theme.ink : theme.muted,
		})),
	].filter(({ label }) => label !== '');
	const taken: Box[] = [];
	return wanted.flatMap(({ label, at, color }) => {
		const angle = angleOf(at, gauge);
		const r = Math.max(dial.radius, dial.zoneTo) + scaled(theme, 7);
		const [x, y] = [cx + r * Math.cos(angle), cy + r * Math.sin(angle) - scaled(theme, 3) * -Math.sin(angle)];
		const lean = Math.cos(angle);
		const align = lean < -0.2 ? 'right' : lean > 0.2 ? 'left' : 'center';
		const room = align === 'left' ? left + width - x : align === 'right' ? x - left : width / 2;
		const text = cutText(label, Math.max(8, room), measure);
		const takes = measure(text);
		const start = align === 'left' ? x : align === 'right' ? x - takes : x - takes / 2;
		const box = { x: start, y, width: takes };
		if (taken.some((other) => overlap(box, other, theme.fontPx * 1.2))) return [];
		taken.push(box);
		return [textAt(text, [x, y], theme, { align, color })];
	});
}

/** The two ends of the scale, below the ends of the ring. */
function endShapes(gauge: Gauge, { cx, cy, radius, hole, theme, measure, area }: Dial): Shape[] {
	const middle = (radius + hole) / 2;
	const texts = [gauge.endText(gauge.min), gauge.endText(gauge.max)];
	if (widestOf(texts, measure) > radius) return [];
	return texts.map((text, at) => {
		const half = measure(text) / 2;
		const wanted = cx + (at === 0 ? -middle : middle);
		const x = Math.min(Math.max(wanted, area.left + half), area.left + area.width - half);
		return textAt(text, [x, cy + scaled(theme, 10)], theme, { align: 'center', color: theme.muted });
	});
}

/** What stands around the value: zones, marks, labels and ends. */
export function dialShape(gauge: Gauge, dial: Dial): Shape {
	return {
		type: 'group',
		children: [
			...gauge.zones.map((zone) => zoneShape(zone, gauge, dial)),
			...gauge.thresholds.map((threshold) => tickShape(threshold, gauge, dial)),
			...labelShapes(gauge, dial),
			...endShapes(gauge, dial),
		],
	};
}
