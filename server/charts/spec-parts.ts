/** The parts of which a chart's specification is made, as zod checks them. */
import { z } from 'zod';

export const text = (max: number) => z.string().min(1).max(max);
export const column = text(200);
/** As CSS has them, without anything that could leave a declaration or fetch something. */
export const color = z
	.string()
	.regex(
		/^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|color)\([\w\s.,%/+-]{1,80}\))$/i,
		'must be a CSS colour such as #2f6fde, teal or rgb(47 111 222)',
	);
const MAX_NAMED = 200;
export const byName = <T extends z.ZodType>(value: T) =>
	z.record(z.string().max(200), value).refine((named) => Object.keys(named).length <= MAX_NAMED, {
		message: `must not have more than ${MAX_NAMED} entries`,
	});

export const formatSchema = z
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

export const thresholdSchema = z.strictObject({
	value: z.number(),
	label: text(80).optional(),
	color: color.optional(),
});

export const bandSchema = z
	.strictObject({
		from: z.number().optional(),
		to: z.number().optional(),
		label: text(80).optional(),
		color: color.optional(),
	})
	.refine(({ from, to }) => from !== undefined || to !== undefined, 'needs "from", "to" or both')
	.refine(({ from, to }) => from === undefined || to === undefined || from < to, '"from" must be below "to"');

export const axisSchema = z
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

export const intervalSchema = z.strictObject({ low: column, high: column, label: text(80).optional() });

const place = z.union([z.string().min(1).max(200), z.number()]);

export const annotationsSchema = z
	.strictObject({
		column: column.optional(),
		points: z
			.array(z.strictObject({ at: place, to: place.optional(), label: text(200).optional() }))
			.max(100)
			.optional(),
	})
	.refine(({ column: own, points }) => own !== undefined || points !== undefined, 'needs "column", "points" or both');

export const colorScaleSchema = z
	.strictObject({
		kind: z.enum(['sequential', 'diverging']).optional(),
		min: z.number().optional(),
		max: z.number().optional(),
		middle: z.number().optional(),
	})
	.refine(({ min, max }) => min === undefined || max === undefined || min < max, '"min" must be below "max"');

const isZone = (zone: string): boolean => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
};

export const timeZoneSchema = z
	.string()
	.max(100)
	.refine((zone) => zone === 'viewer' || isZone(zone), 'must be an IANA time zone such as Europe/Lisbon, or "viewer"');

/** An address that a page may safely lead to; what `{column}` becomes is encoded, and cannot change where it leads. */
export const linkSchema = z
	.string()
	.min(1)
	.max(2_000)
	.regex(
		/^(?!.*[\s\\\p{Cc}])(https?:\/\/[^{}/?#]+([/?#]|$)|\/(?!\/)|[?#.]|[\w-]+([/?#.]|$))/iu,
		'must be an address of http or https, or one relative to the page, whose host is no {column}',
	);
