import type { DrawingType } from '../drawing/drawing.ts';
import { bar } from './bar.ts';
import type { Family } from './family.ts';
import { funnel } from './funnel.ts';
import { gauge } from './gauge.ts';
import { pie } from './pie.ts';
import { waterfall } from './waterfall.ts';

/** What builds the picture of each type: for pictures made on the server. A page loads only the families that it shows. */
export const FAMILIES: Readonly<Partial<Record<DrawingType, Family>>> = {
	bar,
	pie,
	donut: pie,
	funnel,
	gauge,
	waterfall,
};
