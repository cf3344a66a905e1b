/** A diagnosis as plain text, for support. */
import type { Diagnosis } from './diagnosis.ts';
import { CHECK_WORDS, explain, PANEL_WORDS, STATE_WORDS } from './words.ts';

/** What stands above the checks: name and value. */
export type Facts = readonly (readonly [string, string])[];

/** @param secrets What must not stand in it, whatever it has been quoted by: a token, or a part of one. */
export function reportOf({ checks, first }: Diagnosis, facts: Facts, secrets: readonly string[]): string {
	const lines = [
		...facts.map(([name, value]) => `${name}: ${value}`),
		'',
		...checks.map(({ name, state, findings }) => {
			const codes = findings.map(({ code }) => code).join(', ');
			return `${state === 'failing' ? 'x' : state === 'ok' ? '+' : '-'} ${CHECK_WORDS[name]}: ${STATE_WORDS[state]}${codes && ` (${codes})`}`;
		}),
	];
	if (first) {
		const { title, found, mend, code } = explain(first);
		lines.push('', title, found, `${PANEL_WORDS.mend}: ${mend}${code === undefined ? '' : ` ${code}`}`);
		lines.push(`docs/troubleshooting.md#${first.code}`);
	}
	const parts = secrets.flatMap((each) => [each, ...each.split('.')]).filter((each) => each.length > 12);
	return parts.reduce((text, secret) => text.replaceAll(secret, '…'), lines.join('\n'));
}
