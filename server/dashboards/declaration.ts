/** A dashboard as its author declares it: what `PUT /v1/dashboards/:name` takes, and what of it must fit together. */
import { z } from 'zod';
import { isTimeZone } from '../charts/warm.ts';
import { nameSchema, paramValueSchema } from '../http.ts';

/** Columns of the grid. */
const COLUMNS = 12;

const idSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits or "-"');
const paramName = z.string().regex(/^[a-z_]\w{0,62}$/i, "must be a parameter's name");
const place = {
	id: idSchema,
	x: z
		.number()
		.int()
		.min(0)
		.max(COLUMNS - 1),
	y: z.number().int().min(0).max(10_000),
	w: z.number().int().min(1).max(COLUMNS),
	h: z.number().int().min(1).max(40),
};

const itemSchema = z.discriminatedUnion('kind', [
	z.strictObject({
		...place,
		kind: z.literal('chart'),
		chart: nameSchema,
		title: z.string().max(300).optional(),
		params: z.record(z.string().max(100), paramValueSchema).optional(),
	}),
	z.strictObject({ ...place, kind: z.literal('heading'), text: z.string().max(300) }),
	z.strictObject({ ...place, kind: z.literal('text'), text: z.string().max(10_000) }),
]);

const filterSchema = z.strictObject({
	id: idSchema,
	label: z.string().max(100),
	type: z.enum(['choice', 'date-range', 'number', 'search']),
	param: paramName,
	value: z.string().max(1_000).optional(),
	options: z
		.array(z.union([z.string().max(300), z.tuple([z.string().max(300), z.string().max(300)])]))
		.max(1_000)
		.optional(),
	optionsChart: nameSchema.optional(),
	binds: z.record(idSchema, paramName.nullable()).optional(),
});

const fields = z.strictObject({
	title: z.string().min(1).max(300),
	description: z.string().max(2_000).optional(),
	tabs: z
		.array(z.strictObject({ id: idSchema, title: z.string().max(100), items: z.array(itemSchema).max(60) }))
		.min(1)
		.max(20),
	filters: z.array(filterSchema).max(20).default([]),
	wall: z
		.strictObject({
			rotateMs: z.number().int().min(5_000).max(86_400_000).optional(),
			theme: z.enum(['light', 'dark']).optional(),
			clock: z.boolean().optional(),
			timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Lisbon').optional(),
		})
		.optional(),
});

type Fields = z.infer<typeof fields>;
type Tab = Fields['tabs'][number];
type Item = Tab['items'][number];

const itemsOf = ({ tabs }: Pick<Fields, 'tabs'>): readonly Item[] => tabs.flatMap(({ items }) => items);

function problemOfIds(dashboard: Fields): string | undefined {
	const ids = [...dashboard.tabs, ...itemsOf(dashboard), ...dashboard.filters].map(({ id }) => id);
	const again = ids.find((id, at) => ids.indexOf(id) !== at);
	return again === undefined
		? undefined
		: `"${again}" names two things; each tab, item and filter needs an id of its own`;
}

const overlap = (one: Item, other: Item): boolean =>
	one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

function problemOfPlaces({ title, items }: Tab): string | undefined {
	const wide = items.find(({ x, w }) => x + w > COLUMNS);
	if (wide !== undefined)
		return `the item "${wide.id}" ends beyond column ${COLUMNS}; x and w together are ${COLUMNS} at most`;
	for (const [at, item] of items.entries()) {
		const other = items.slice(at + 1).find((each) => overlap(item, each));
		if (other !== undefined) return `the items "${item.id}" and "${other.id}" of the tab "${title}" overlap; move one`;
	}
	return undefined;
}

function problemOfBinds(dashboard: Fields): string | undefined {
	const charts = itemsOf(dashboard).flatMap((item) => (item.kind === 'chart' ? [item.id] : []));
	for (const { id, binds = {} } of dashboard.filters) {
		const stranger = Object.keys(binds).find((item) => !charts.includes(item));
		if (stranger !== undefined)
			return `the filter "${id}" is bound to "${stranger}", which is no chart of this dashboard`;
	}
	return undefined;
}

const problemOf = (dashboard: Fields): string | undefined =>
	problemOfIds(dashboard) ?? dashboard.tabs.map(problemOfPlaces).find(Boolean) ?? problemOfBinds(dashboard);

export const dashboardSchema = fields.superRefine((dashboard, context) => {
	const problem = problemOf(dashboard);
	if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** As widget/dashboard-spec.ts has it, to which a test holds it. */
export type Dashboard = z.infer<typeof dashboardSchema>;

/** The names of the charts that are on it, or whose values its filters offer; each once, in order. */
export function chartsOn(dashboard: Pick<Dashboard, 'tabs' | 'filters'>): readonly string[] {
	const shown = itemsOf(dashboard).flatMap((item) => (item.kind === 'chart' ? [item.chart] : []));
	const offered = dashboard.filters.flatMap(({ optionsChart }) => optionsChart ?? []);
	return [...new Set([...shown, ...offered])].sort();
}
