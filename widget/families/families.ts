import type { DrawingType } from '../drawing/drawing.ts';
import { bar } from './bar.ts';
import { box } from './box.ts';
import { calendar } from './calendar.ts';
import { candlestick } from './candlestick.ts';
import type { Family } from './family.ts';
import { funnel } from './funnel.ts';
import { gauge } from './gauge.ts';
import { heatmap } from './heatmap.ts';
import { histogram } from './histogram.ts';
import { lines } from './lines.ts';
import { map } from './maps.ts';
import { number } from './number.ts';
import { pie } from './pie.ts';
import { pivot } from './pivot.ts';
import { sankey } from './sankey.ts';
import { scatter } from './scatter.ts';
import { table } from './table.ts';
import { treemap } from './treemap.ts';
import { waterfall } from './waterfall.ts';

/** What builds the picture of each type: for pictures made on the server. A page loads only the families that it shows. */
export const FAMILIES: Readonly<Partial<Record<DrawingType, Family>>> = {
	line: lines,
	area: lines,
	step: lines,
	column: lines,
	combination: lines,
	sparkline: lines,
	bar,
	box,
	calendar,
	heatmap,
	histogram,
	number,
	pivot,
	scatter,
	pie,
	donut: pie,
	funnel,
	gauge,
	waterfall,
	candlestick,
	treemap,
	sankey,
	map,
	table,
};
