/** The few shapes that families make their marks of, painted without ECharts: as it would paint them. */
import type { Spot } from './echarts-tip.ts';

export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

interface Look {
	readonly fill?: string;
	readonly stroke?: string;
	readonly lineWidth?: number;
	readonly opacity?: number;
}

interface Letters extends Look {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly align: CanvasTextAlign;
	readonly verticalAlign: 'middle';
	readonly fontWeight: string | number;
	readonly fontSize: number;
	readonly fontFamily: string;
}

interface Emphasis {
	/** Its look while it is looked at. */
	readonly emphasis?: { readonly style: Look } | undefined;
}

type Box = Emphasis & {
	readonly type: 'rect';
	readonly shape: Rect & { readonly r?: number | number[] };
	readonly style: Look;
};
type Dot = Emphasis & {
	readonly type: 'circle';
	readonly shape: { readonly cx: number; readonly cy: number; readonly r: number };
	readonly style: Look;
};
type Line = Emphasis & {
	readonly type: 'line';
	readonly shape: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
	readonly style: Look;
};
type Words = Emphasis & { readonly type: 'text'; readonly style: Letters };
type Group = Emphasis & { readonly type: 'group'; readonly children: readonly Item[] };

/** As ECharts' custom series has them, as far as many marks are made of them. */
export type Item = Box | Dot | Line | Words | Group | null | undefined;

type Pen = CanvasRenderingContext2D;

function outlined(pen: Pen, { fill, stroke, lineWidth = 1 }: Look): void {
	if (fill) {
		pen.fillStyle = fill;
		pen.fill();
	}
	if (stroke) {
		pen.strokeStyle = stroke;
		pen.lineWidth = lineWidth;
		pen.stroke();
	}
}

function paintBox(pen: Pen, { x, y, width, height, r = 0 }: Box['shape'], look: Look): void {
	if (r === 0 && look.stroke === undefined) {
		pen.fillStyle = look.fill ?? '';
		pen.fillRect(x, y, width, height);
		return;
	}
	pen.beginPath();
	if (r !== 0) pen.roundRect(x, y, width, height, r);
	else pen.rect(x, y, width, height);
	outlined(pen, look);
}

function paintWords(pen: Pen, { text, x, y, align, fontWeight, fontSize, fontFamily, fill = '' }: Letters): void {
	pen.font = `${fontWeight} ${fontSize}px ${fontFamily}`;
	pen.textAlign = align;
	pen.textBaseline = 'middle';
	pen.fillStyle = fill;
	pen.fillText(text, x, y);
}

/** @param isLit It is the one that is looked at. */
export function paintItem(pen: Pen, item: Item, isLit: boolean): void {
	if (!item) return;
	if (item.type === 'group') {
		for (const child of item.children) paintItem(pen, child, isLit);
		return;
	}
	const look = isLit ? { ...item.style, ...item.emphasis?.style } : item.style;
	pen.globalAlpha = look.opacity ?? 1;
	if (item.type === 'text') paintWords(pen, item.style);
	else if (item.type === 'rect') paintBox(pen, item.shape, look);
	else {
		pen.beginPath();
		if (item.type === 'circle') pen.arc(item.shape.cx, item.shape.cy, item.shape.r, 0, 2 * Math.PI);
		else {
			pen.moveTo(item.shape.x1, item.shape.y1);
			pen.lineTo(item.shape.x2, item.shape.y2);
		}
		outlined(pen, item.type === 'line' ? { ...look, fill: '' } : look);
	}
}

function around(a: Rect, b: Rect): Rect {
	const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
	const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
	return { x, y, width: right - x, height: bottom - y };
}

export function boundsOf(item: Item): Rect | undefined {
	if (!item || item.type === 'text') return undefined;
	if (item.type === 'rect') return item.shape;
	if (item.type === 'group') {
		const all = item.children.flatMap((child) => boundsOf(child) ?? []);
		return all.length > 0 ? all.reduce(around) : undefined;
	}
	if (item.type === 'circle') {
		const { cx, cy, r } = item.shape;
		return { x: cx - r, y: cy - r, width: 2 * r, height: 2 * r };
	}
	const { x1, y1, x2, y2 } = item.shape;
	return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** Whether a place is within a mark. */
export function holds(item: Item, { x, y }: Spot): boolean {
	if (item?.type === 'circle') return Math.hypot(x - item.shape.cx, y - item.shape.cy) <= item.shape.r;
	const rect = boundsOf(item);
	return !!rect && x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
}
