/** A schedule as its author declares it: when, what, to whom. docs/schedules.md has the fields. */
import { z } from 'zod';
import { isTimeZone } from '../charts/warm.ts';
import { channelsSchema, type StoredChannel } from '../deliveries/channels.ts';
import { nameSchema, paramValueSchema } from '../http.ts';
import { isLocale } from '../pictures/look.ts';
import { THEME_NAMES } from '../pictures/themes.ts';
import { problemOfCron } from './cron.ts';

export const timingSchema = z.strictObject({
	cron: z
		.string()
		.trim()
		.max(200)
		.superRefine((cron, context) => {
			const problem = problemOfCron(cron);
			if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
		}),
	timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Lisbon'),
});

const params = z.record(z.string(), paramValueSchema).default({});

const targetSchema = z.union([
	z.strictObject({ chart: nameSchema, params }),
	/** `params`: of its filters, by the name of their parameter. Without a tab: all of them. */
	z.strictObject({ dashboard: nameSchema, tab: z.string().min(1).max(40).optional(), params }),
]);

export const localeSchema = z.string().max(40).refine(isLocale, 'must be a language tag such as de or pt-BR');

export const scheduleSchema = z.strictObject({
	title: z.string().trim().max(200).default(''),
	...timingSchema.shape,
	target: targetSchema,
	channels: channelsSchema,
	attach: z
		.strictObject({ picture: z.boolean().default(true), csv: z.boolean().default(false) })
		.default({ picture: true, csv: false }),
	/** `when-rows`: nothing is sent where there are no rows, and nothing failed. */
	only: z.enum(['always', 'when-rows']).default('always'),
	enabled: z.boolean().default(true),
	/** So many minutes before, what viewers have watched of its charts is asked. */
	warmMinutes: z.number().int().min(1).max(120).optional(),
	/** In which it is written. */
	locale: localeSchema.default('en'),
	/** Of its pictures. */
	theme: z.enum(THEME_NAMES).default('plain'),
});

export type GivenSchedule = z.infer<typeof scheduleSchema>;
export type ScheduleTarget = GivenSchedule['target'];

/** As it is stored: no address of a webhook can be read in it. */
export type Schedule = Omit<GivenSchedule, 'channels'> & { readonly channels: readonly StoredChannel[] };
