/** The parts of a chart's specification that belong to one family each. */
import { z } from 'zod';
import { color, column, text } from './spec-parts.ts';

const conditionSchema = z
	.strictObject({
		column,
		above: z.number().optional(),
		below: z.number().optional(),
		equals: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
		show: z.enum(['fill', 'text', 'bar', 'scale']).optional(),
		color: color.optional(),
	})
	.refine(
		({ above, below }) => above === undefined || below === undefined || above < below,
		'"above" must be below "below"',
	);

const columns = z.array(column).min(1).max(50);

export const familySchemas = {
	scatter: z
		.strictObject({
			size: column.optional(),
			color: column.optional(),
			label: column.optional(),
			regression: z.enum(['none', 'linear']).optional(),
		})
		.optional(),
	histogram: z.strictObject({ bins: z.number().int().min(1).max(500).optional() }).optional(),
	box: z.strictObject({ low: column, q1: column, median: column, q3: column, high: column }).optional(),
	candlestick: z
		.strictObject({
			open: column.optional(),
			high: column.optional(),
			low: column.optional(),
			close: column.optional(),
		})
		.optional(),
	waterfall: z.strictObject({ total: text(80).optional() }).optional(),
	sankey: z.strictObject({ from: column.optional(), to: column.optional() }).optional(),
	treemap: z.strictObject({ path: columns.optional() }).optional(),
	map: z
		.strictObject({ area: z.enum(['world', 'us']).optional(), focus: z.array(text(80)).min(1).max(100).optional() })
		.optional(),
	number: z
		.strictObject({
			comparison: column.optional(),
			difference: z.enum(['absolute', 'percent']).optional(),
			good: z.enum(['up', 'down', 'none']).optional(),
			trend: z.boolean().optional(),
		})
		.optional(),
	table: z
		.strictObject({
			freeze: z.number().int().min(0).max(10).optional(),
			hidden: columns.optional(),
			conditions: z.array(conditionSchema).max(50).optional(),
		})
		.optional(),
	pivot: z
		.strictObject({
			rows: columns,
			columns,
			aggregate: z.enum(['sum', 'mean', 'min', 'max', 'count']).optional(),
			totals: z.boolean().optional(),
		})
		.optional(),
};
