/** An alert as it is declared: what `PUT /v1/alerts/:name` takes, and what of it must fit together. */
import { z } from 'zod';
import { claimValue } from '../auth/embed-claims.ts';
import { isTimeZone } from '../charts/warm.ts';
import { channelsSchema, type StoredChannel } from '../deliveries/channels.ts';
import { nameSchema, paramValueSchema } from '../http.ts';
import { problemOfCron } from '../schedules/cron.ts';

const LONGEST_MS = 7 * 86_400_000;
const amount = z.number().finite();

/** How long a verdict must last before it counts: so many results in a row, or so long. */
const patienceSchema = z.union([
	z.strictObject({ times: z.number().int().min(1).max(100) }),
	z.strictObject({ ms: z.number().int().min(1_000).max(LONGEST_MS) }),
]);
export type Patience = z.infer<typeof patienceSchema>;

export const OPERATORS = ['>', '>=', '<', '<=', '=', '!='] as const;

const thresholdSchema = z.strictObject({
	kind: z.literal('threshold'),
	op: z.enum(OPERATORS),
	value: amount,
	/** Hysteresis: it recovers only once the value has come back this far. Default: `value`. */
	clear: amount.optional(),
});

const changeSchema = z.strictObject({
	kind: z.literal('change'),
	by: z.enum(['percent', 'absolute']),
	/** By how much at least. */
	value: amount.positive(),
	direction: z.enum(['up', 'down', 'either']).default('either'),
	/** Since the result so many before, or since the last that is at least so old. */
	over: z.union([
		z.strictObject({ results: z.number().int().min(1).max(500) }),
		z.strictObject({
			ms: z
				.number()
				.int()
				.min(1_000)
				.max(90 * 86_400_000),
		}),
	]),
	/** Hysteresis: below this it recovers. Default: `value`. */
	clear: amount.positive().optional(),
});

const conditionSchema = z.discriminatedUnion('kind', [
	thresholdSchema,
	changeSchema,
	/** Without `forMs`: a result without a value. With it: no result with a value for so long, and be it for failures. */
	z.strictObject({ kind: z.literal('no-data'), forMs: z.number().int().min(1_000).max(LONGEST_MS).optional() }),
	z.strictObject({ kind: z.literal('failed'), times: z.number().int().min(1).max(100).default(1) }),
	z.strictObject({
		kind: z.literal('anomaly'),
		/** The robust z-score from which on a value is one; Iglewicz and Hoaglin recommend 3.5. */
		sensitivity: amount.min(1).max(20).default(3.5),
		/** Against how many results before it. */
		history: z.number().int().min(10).max(500).default(100),
	}),
]);
export type Condition = z.infer<typeof conditionSchema>;
export type Operator = (typeof OPERATORS)[number];

const alertFields = z.strictObject({
	title: z.string().max(300).default(''),
	chart: nameSchema,
	params: z.record(z.string().max(100), paramValueSchema).default({}),
	/** The rows that are looked at, where the chart reads claims: nobody's token is asked. */
	claims: z.record(z.string().max(100), claimValue).default({}),
	/** Default: the first column of numbers. */
	column: z.string().min(1).max(300).optional(),
	rows: z.enum(['last', 'first', 'any', 'all']).default('last'),
	condition: conditionSchema,
	/** Before it fires. */
	for: patienceSchema.default({ times: 1 }),
	/** Before it recovers. Default: as `for`. */
	recoverFor: patienceSchema.optional(),
	/** How often its question is asked at least, in ms: what viewers ask counts as well. */
	everyMs: z.number().int().min(10_000).max(LONGEST_MS).optional(),
	/** In place of `everyMs`: five fields, by the clocks of `timeZone`. */
	cron: z.string().max(200).optional(),
	timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Lisbon').optional(),
	channels: channelsSchema.default([]),
	attach: z
		.strictObject({ picture: z.boolean().default(true), csv: z.boolean().default(false) })
		.default({ picture: true, csv: false }),
	enabled: z.boolean().default(true),
});

type Fields = z.infer<typeof alertFields>;

/** On which side of the threshold an alert may recover. */
function problemOfClear({ condition }: Fields): string | undefined {
	if (!('clear' in condition) || condition.clear === undefined) return undefined;
	const { value, clear } = condition;
	if (condition.kind === 'change' || condition.op.startsWith('>')) {
		return clear <= value ? undefined : 'must not be above "value": it would recover while it fires';
	}
	if (condition.op.startsWith('<')) return clear >= value ? undefined : 'must not be below "value"';
	return `goes with an order only, not with "${condition.op}"`;
}

function problemOfTimes({ everyMs, cron, timeZone }: Fields): readonly [field: string, message: string] | undefined {
	if ((everyMs === undefined) === (cron === undefined))
		return ['everyMs', 'exactly one of "everyMs" and "cron" is needed'];
	if ((cron === undefined) !== (timeZone === undefined)) return ['timeZone', 'is needed with "cron", and only then'];
	const problem = cron === undefined ? undefined : problemOfCron(cron);
	return problem === undefined ? undefined : ['cron', problem];
}

const isWithPast = ({ kind }: Condition) => kind === 'change' || kind === 'anomaly';

export const alertSchema = alertFields.superRefine((alert, context) => {
	const add = (path: readonly string[], message: string) =>
		context.addIssue({ code: 'custom', path: [...path], message });
	const clear = problemOfClear(alert);
	if (clear !== undefined) add(['condition', 'clear'], clear);
	const times = problemOfTimes(alert);
	if (times !== undefined) add([times[0]], times[1]);
	if (isWithPast(alert.condition) && (alert.rows === 'any' || alert.rows === 'all')) {
		add(['rows'], `must be "last" or "first": a ${alert.condition.kind} is that of one value from result to result`);
	}
});

/** As it is given. */
export type GivenAlert = z.infer<typeof alertSchema>;

/** As it is kept. */
export type AlertDeclaration = Omit<GivenAlert, 'channels'> & { readonly channels: readonly StoredChannel[] };

/** What of a declaration says which number is looked at: if it changes, what was measured before is of no use. */
export function measureOf({ chart, params, claims, column, rows, condition }: GivenAlert | AlertDeclaration) {
	const isEach = rows === 'any' || rows === 'all';
	const counts = condition.kind === 'no-data' || condition.kind === 'failed';
	const each = isEach && condition.kind === 'threshold' ? [condition.op, condition.value] : [];
	return { chart, params, claims, column: column ?? null, rows, counts, each };
}

export const recoverPatience = (alert: Pick<AlertDeclaration, 'for' | 'recoverFor'>): Patience =>
	alert.recoverFor ?? alert.for;
