/**
 * `POST /v1/embed/diagnose`: which link of the chain from a page to its rows fails, as far as the server knows it. A stranger
 * is told what every door tells: that the token is not taken. Only the bearer of a token with a valid signature hears of
 * its times; only who is let in from this page, of the chart, which must be one that the token names; and of its source no
 * more than whether it is reached, by no name and no error of its own, which could be of somebody else's rows.
 */
import { type Context, Hono } from 'hono';
import { errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import { callerOf, tokenOf } from '../auth/bearer.ts';
import type { Doors } from '../auth/doors.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import { lets } from '../auth/origins.ts';
import { demandParameters } from '../auth/tokens.ts';
import { findChart } from '../charts/charts.ts';
import { settleParams } from '../charts/params.ts';
import type { DashboardGrants } from '../dashboards/grants.ts';
import { type Database, statement } from '../database/database.ts';
import { type ErrorCode, NamedError } from '../errors.ts';
import { nameSchema, paramValueSchema, parseBody } from '../http.ts';
import { takenOf } from '../runs/watch.ts';

interface SourceState {
	readonly known: boolean;
	/** Tries in a row that did not reach it. */
	readonly failures: number;
	readonly opened_at: Date | null;
}

const selectSourceState = statement<SourceState>(import.meta.url, 'select-source-state');

const questionSchema = z.strictObject({
	chart: z.string().max(100).optional(),
	params: z.record(z.string(), paramValueSchema).default({}),
	offered: z.array(z.string()).max(200).default([]),
	/** The origin of a page to ask for, beside the one that asks. */
	page: z.string().max(300).optional(),
	/** Whose token it is meant to be. */
	project: z.string().min(1).max(100).optional(),
	/** The name of a chunk of the script that asks. */
	script: z.string().max(200).optional(),
});
type Question = z.infer<typeof questionSchema>;

type Step = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };
const OK: Step = { ok: true };

export interface DiagnoseDeps {
	readonly doors: Doors;
	readonly database: Database;
	readonly grants: Pick<DashboardGrants, 'demandChart'>;
	/** Whether a chunk is of the build that this node serves; undefined: it serves none. */
	readonly ownsScript: (chunk: string) => Promise<boolean | undefined>;
}

export function diagnoseRoutes(deps: DiagnoseDeps): Hono {
	return new Hono().post('/diagnose', async (context) => {
		const question = await parseBody(context, questionSchema);
		context.header('cache-control', 'no-store');
		const { script } = question;
		const sameScript = script === undefined ? undefined : await deps.ownsScript(script);
		const steps = await walk(deps, context, question);
		return context.json({ at: Date.now(), ...(sameScript === undefined ? {} : { sameScript }), ...steps });
	});
}

const inMs = (seconds: unknown): number | undefined => (typeof seconds === 'number' ? seconds * 1_000 : undefined);

/** jose compares them once the signature has been found valid, and not before: so they are the bearer's own. */
function timesOf({ iat, nbf, exp }: JWTPayload): object {
	return { issuedAt: inMs(iat), notBefore: inMs(nbf), expiresAt: inMs(exp) };
}

const failed = (code: string, message: string): Step => ({ ok: false, code, message });

/** Of the project, or of the chart, a refusal is passed on as every door says it; a fault of ours is not one. @throws it */
function stepOf(error: unknown, codes: readonly ErrorCode[]): Step {
	if (error instanceof NamedError && codes.includes(error.code)) return failed(error.code, error.message);
	throw error;
}

const TOKEN_CODES: readonly ErrorCode[] = ['token_missing', 'token_invalid', 'token_expired', 'token_revoked'];
const CHART_CODES: readonly ErrorCode[] = ['unknown_chart'];
const PARAMETER_CODES: readonly ErrorCode[] = [
	'not_allowed',
	'unknown_parameter',
	'missing_parameter',
	'bad_parameter',
];

/** Why the token is not taken. @throws what is not the token's fault, such as rate_limited */
function refusedToken(error: unknown): object {
	const step = stepOf(error, TOKEN_CODES);
	const { cause } = error as NamedError;
	if (cause instanceof errors.JWTExpired) return { ...step, times: timesOf(cause.payload) };
	if (cause instanceof errors.JWTClaimValidationFailed && cause.claim === 'nbf') {
		return { ...failed('token_not_yet', 'The token is not valid yet.'), times: timesOf(cause.payload) };
	}
	return step;
}

/** Each step only if the one before it holds. */
async function walk(deps: DiagnoseDeps, context: Context, question: Question): Promise<object> {
	const { doors } = deps;
	const caller = callerOf(context);
	let bearer: Bearer;
	try {
		bearer = await doors.admit(tokenOf(context.req.header('authorization')), caller);
	} catch (error) {
		if (!(error instanceof NamedError) || error.code !== 'origin_not_allowed') return { token: refusedToken(error) };
		return { token: OK, origin: failed(error.code, error.message) };
	}
	const { expiresAt, issuedAt } = bearer;
	const token = { ok: true, times: { expiresAt, issuedAt } };
	if (question.project !== undefined && question.project !== bearer.project) {
		return { token: { ok: false, code: 'other_project', message: question.project } };
	}
	const origin = await originStep(deps, bearer, { ...caller, origin: question.page });
	if (!origin.ok) return { token, origin };
	return { token, origin, ...(question.chart === undefined ? {} : await chartSteps(deps, bearer, question)) };
}

async function originStep({ doors }: DiagnoseDeps, bearer: Bearer, page: Parameters<typeof lets>[1]): Promise<Step> {
	try {
		if (!lets(bearer.origins, page)) throw new NamedError('origin_not_allowed', 'The token names other origins.');
		await doors.demandOrigin(bearer.project, page);
		return OK;
	} catch (error) {
		return stepOf(error, ['origin_not_allowed']);
	}
}

async function chartSteps({ database, grants }: DiagnoseDeps, bearer: Bearer, question: Question): Promise<object> {
	const { chart: name = '', params, offered } = question;
	try {
		await grants.demandChart(bearer, name);
		// What cannot be a name is no chart's.
		if (!nameSchema.safeParse(name).success) throw new NamedError('unknown_chart', 'There is no such chart.');
		const chart = await findChart(database, bearer.project, name);
		const given = takenOf(chart, bearer, { chart: name, params, offered });
		try {
			demandParameters(bearer, given);
			settleParams(chart, given, bearer.params);
		} catch (error) {
			return { chart: OK, parameters: stepOf(error, PARAMETER_CODES) };
		}
		return { chart: OK, parameters: OK, source: await sourceStep(database, bearer.project, chart.source) };
	} catch (error) {
		return { chart: stepOf(error, CHART_CODES) };
	}
}

async function sourceStep(database: Database, project: string, source: string): Promise<object> {
	const [state] = await selectSourceState(database, [project, source]);
	if (state?.known === true && state.failures === 0) return OK;
	const since = state?.opened_at?.getTime();
	const step = failed('source_down', 'The source of the chart is not reached.');
	return { ...step, ...(since === undefined ? {} : { since }) };
}
