import type { DrawingType } from '../drawing/drawing.ts';
import { bar } from './bar.ts';
import { box } from './box.ts';
import { calendar } from './calendar.ts';
import type { Family } from './family.ts';
import { heatmap } from './heatmap.ts';
import { histogram } from './histogram.ts';
import { scatter } from './scatter.ts';

/** What builds the picture of each type: for pictures made on the server. A page loads only the families that it shows. */
export const FAMILIES: Readonly<Partial<Record<DrawingType, Family>>> = {
	bar,
	box,
	calendar,
	heatmap,
	histogram,
	scatter,
};
