/** The names of channels and questions: keyed, so that nobody can guess one, and equal on every node. */
import type { Params } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';

/** Of the chart, the parameters and the claims it declares, not of its SQL: editing a chart keeps its channel (I9). */
export function chartChannel(
	secret: string,
	chart: { readonly project: string; readonly name: string; readonly params: Params; readonly claims: Params },
): string {
	return keyedHash(secret, 'chart channel', [chart.project, chart.name, chart.params, chart.claims]);
}

export function runChannel(secret: string, project: string, run: string): string {
	return keyedHash(secret, 'run channel', [project, run]);
}

/** What makes two executions the same one (I8). */
export interface Question {
	readonly project: string;
	readonly source: string;
	readonly sql: string;
	readonly params: Params;
	readonly timeZone: string;
	readonly claims: Params;
}

/**
 * What a run brings: a result for charts, all rows for a file, how the database would answer, or how it has answered. The
 * same question asked for several of them is as many.
 */
export type RunKind = 'answer' | 'export' | 'plan' | 'analysis';

export function questionHash(secret: string, question: Question, kind: RunKind = 'answer'): string {
	const { project, source, sql, params, timeZone, claims } = question;
	return keyedHash(secret, kind === 'answer' ? 'question' : `${kind} question`, [
		project,
		source,
		sql,
		params,
		timeZone,
		claims,
	]);
}
