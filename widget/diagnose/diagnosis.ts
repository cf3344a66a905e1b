/** From what was found to what is told: which links hold, which do not, and which the data never reached. Pure, and total. */
import { CHECKS, type CheckName, FINDINGS, type Finding } from './checks.ts';

export type CheckState = 'ok' | 'failing' | 'unreached';

export interface Check {
	readonly name: CheckName;
	readonly state: CheckState;
	/** What is wrong with it; what ends the way comes first. */
	readonly findings: readonly Finding[];
}

export interface Found {
	readonly findings: readonly Finding[];
	/** The last link that data is known to have passed; those before it without a finding hold as well. */
	readonly passed: CheckName | undefined;
	/** Fresh rows are on the screen, over a connection that is there: whatever was found, it ends nothing. */
	readonly shows: boolean;
}

export interface Diagnosis {
	/** All of them, in the order in which the data walks. */
	readonly checks: readonly Check[];
	/** The one to mend first; undefined: nothing was found. */
	readonly first: Finding | undefined;
}

const endsFirst = (a: Finding, b: Finding): number => Number(FINDINGS[b.code].ends) - Number(FINDINGS[a.code].ends);

export function diagnose({ findings, passed, shows }: Found): Diagnosis {
	const reach = shows ? CHECKS.length - 1 : passed === undefined ? -1 : CHECKS.indexOf(passed);
	let isOver = false;
	const checks = CHECKS.map((name, index): Check => {
		const own = findings.filter(({ code }) => FINDINGS[code].check === name).sort(endsFirst);
		if (isOver) return { name, state: 'unreached', findings: [] };
		isOver = !shows && own.some(({ code }) => FINDINGS[code].ends);
		if (own.length > 0) return { name, state: 'failing', findings: own };
		return { name, state: index <= reach ? 'ok' : 'unreached', findings: [] };
	});
	const failing = checks.flatMap((check) => check.findings);
	// What keeps the data away is to be mended before a flaw beside its way, wherever that stands.
	return { checks, first: [...failing].sort(endsFirst)[0] };
}
