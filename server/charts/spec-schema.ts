/**
 * The specification of a chart, version 1: checked when an author saves it, published as JSON Schema for editors and other
 * programs. Its types for those who draw are in widget/chart-spec.ts; a test holds the two together.
 */
import { Hono } from 'hono';
import { z } from 'zod';

const text = (max: number) => z.string().min(1).max(max);
const column = text(200);
/** As CSS has them, without anything that could leave a declaration or fetch something. */
const color = z
	.string()
	.regex(
		/^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|color)\([\w\s.,%/+-]{1,80}\))$/i,
		'must be a CSS colour such as #2f6fde, teal or rgb(47 111 222)',
	);
const MAX_NAMED = 200;
const byName = <T extends z.ZodType>(value: T) =>
	z.record(z.string().max(200), value).refine((named) => Object.keys(named).length <= MAX_NAMED, {
		message: `must not have more than ${MAX_NAMED} entries`,
	});

const formatSchema = z
	.strictObject({
		style: z.enum(['number', 'percent', 'currency', 'compact']).optional(),
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/, 'must be a code of ISO 4217 such as EUR')
			.optional(),
		unit: text(20).optional(),
		decimals: z.number().int().min(0).max(20).optional(),
	})
	.refine(({ style, currency }) => (style === 'currency') === (currency !== undefined), {
		path: ['currency'],
		message: 'belongs to the style "currency", and that style needs it',
	});

const thresholdSchema = z.strictObject({ value: z.number(), label: text(80).optional(), color: color.optional() });

const bandSchema = z
	.strictObject({
		from: z.number().optional(),
		to: z.number().optional(),
		label: text(80).optional(),
		color: color.optional(),
	})
	.refine(({ from, to }) => from !== undefined || to !== undefined, 'needs "from", "to" or both')
	.refine(({ from, to }) => from === undefined || to === undefined || from < to, '"from" must be below "to"');

const axisSchema = z
	.strictObject({
		title: text(80).optional(),
		min: z.number().optional(),
		max: z.number().optional(),
		scale: z.enum(['linear', 'log']).optional(),
	})
	.refine(({ min, max }) => min === undefined || max === undefined || min < max, '"min" must be below "max"')
	.refine(({ scale, min, max }) => scale !== 'log' || ((min ?? 1) > 0 && (max ?? 1) > 0), {
		message: 'a logarithmic axis begins above 0',
	});

export const chartSpecSchema = z
	.strictObject({
		version: z.literal(1).describe('The version of this specification.'),
		type: z
			.enum(['line', 'area', 'step', 'column', 'number', 'table'])
			.optional()
			.describe('Default: chosen from the types of the columns.'),
		title: text(300).optional(),
		description: text(2_000).optional().describe('For whoever cannot see the picture, and below the title.'),
		x: column.optional().describe('The column of the x axis.'),
		y: z.array(column).min(1).max(50).optional().describe('The columns of values.'),
		series: column.optional().describe('The column whose values name the series.'),
		names: byName(text(200)).optional().describe('What a column, or a value of the column "series", is called.'),
		colors: byName(color).optional().describe('The colour of a column, or of a value of the column "series".'),
		formats: byName(formatSchema).optional().describe('How the numbers of a column are written.'),
		stack: z.enum(['none', 'stacked', 'percent']).optional(),
		nulls: z.enum(['gap', 'zero', 'connect']).optional(),
		yAxis: axisSchema.optional(),
		thresholds: z.array(thresholdSchema).max(20).optional(),
		bands: z.array(bandSchema).max(20).optional(),
		limit: z
			.strictObject({ series: z.number().int().min(1).max(8).optional(), others: text(80).optional() })
			.optional(),
	})
	.refine(({ stack = 'none', yAxis }) => stack === 'none' || yAxis?.scale !== 'log', {
		path: ['stack'],
		message: 'is not possible on a logarithmic axis: what is stacked would not be as long as it is large',
	})
	.refine(({ stack = 'none', type }) => stack === 'none' || type === 'column', {
		path: ['stack'],
		message: 'is for the type "column", which has to be named',
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
