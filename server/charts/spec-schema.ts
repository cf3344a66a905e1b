/**
 * The specification of a chart, version 1: checked when an author saves it, published as JSON Schema for editors and other
 * programs. Its types for those who draw are in widget/chart-spec.ts; a test holds the two together.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { familySchemas } from './spec-families.ts';
import {
	annotationsSchema,
	axisSchema,
	bandSchema,
	byName,
	color,
	colorScaleSchema,
	column,
	formatSchema,
	intervalSchema,
	linkSchema,
	text,
	thresholdSchema,
	timeZoneSchema,
} from './spec-parts.ts';

const CHART_TYPES = [
	'line',
	'area',
	'step',
	'column',
	'combination',
	'sparkline',
	'number',
	'table',
	'pivot',
	'bar',
	'scatter',
	'histogram',
	'box',
	'heatmap',
	'calendar',
	'pie',
	'donut',
	'funnel',
	'gauge',
	'candlestick',
	'waterfall',
	'sankey',
	'treemap',
	'map',
] as const;

const STACKED: readonly string[] = ['column', 'bar', 'area', 'combination'];

export const chartSpecSchema = z
	.strictObject({
		version: z.literal(1).describe('The version of this specification.'),
		type: z.enum(CHART_TYPES).optional().describe('Default: chosen from the types of the columns.'),
		title: text(300).optional(),
		description: text(2_000).optional().describe('For whoever cannot see the picture, and below the title.'),
		x: column.optional().describe('The column of the x axis.'),
		y: z.array(column).min(1).max(50).optional().describe('The columns of values.'),
		series: column.optional().describe('The column whose values name the series.'),
		lines: z.array(column).max(50).optional().describe('Of a combination: which columns of values are lines.'),
		y2: z.array(column).max(50).optional().describe('Which columns of values stand on the second axis.'),
		dashed: z.array(column).max(50).optional().describe('Which columns of values are dashed lines.'),
		interval: intervalSchema.optional().describe('A band between two columns, such as that of a forecast.'),
		names: byName(text(200)).optional().describe('What a column, or a value of the column "series", is called.'),
		colors: byName(color).optional().describe('The colour of a column, or of a value of the column "series".'),
		formats: byName(formatSchema).optional().describe('How the numbers of a column are written.'),
		stack: z.enum(['none', 'stacked', 'percent']).optional(),
		nulls: z.enum(['gap', 'zero', 'connect']).optional(),
		sort: z.enum(['none', 'ascending', 'descending']).optional(),
		labels: z.boolean().optional().describe('Writes the values at the marks.'),
		timeZone: timeZoneSchema.optional().describe('In which instants are shown.'),
		xAxis: z.strictObject({ title: text(80).optional() }).optional(),
		yAxis: axisSchema.optional(),
		y2Axis: axisSchema.optional(),
		thresholds: z.array(thresholdSchema).max(20).optional(),
		bands: z.array(bandSchema).max(20).optional(),
		annotations: annotationsSchema.optional(),
		limit: z
			.strictObject({ series: z.number().int().min(1).max(8).optional(), others: text(80).optional() })
			.optional(),
		link: linkSchema.optional().describe('Where a click on a mark leads.'),
		colorScale: colorScaleSchema.optional(),
		...familySchemas,
	})
	.refine(({ stack = 'none', yAxis }) => stack === 'none' || yAxis?.scale !== 'log', {
		path: ['stack'],
		message: 'is not possible on a logarithmic axis: what is stacked would not be as long as it is large',
	})
	.refine(({ stack = 'none', type }) => stack === 'none' || STACKED.includes(type ?? ''), {
		path: ['stack'],
		message: 'is for the types "column", "bar", "area" and "combination", of which one has to be named',
	});

export type ChartSpec = z.infer<typeof chartSpecSchema>;

const DAY_S = 86_400;

/** `GET /v1/schema/chart-spec-1.json` */
export function schemaRoutes(): Hono {
	const { $schema, ...schema } = z.toJSONSchema(chartSpecSchema);
	const body = JSON.stringify({
		$schema,
		$id: 'chart-spec-1.json',
		title: 'Chartwire chart specification 1',
		...schema,
	});
	return new Hono().get('/chart-spec-1.json', (context) => {
		context.header('cache-control', `public, max-age=${DAY_S}`);
		context.header('content-type', 'application/schema+json');
		return context.body(body);
	});
}
