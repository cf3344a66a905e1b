/**
 * The line in which runs wait in Postgres, and its order. One statement (sql/line.sql) says of each waiting run where it
 * stands and whether there is a place for it; admitting and telling are both made of it, so that they cannot disagree.
 */
import { readFileSync } from 'node:fs';

/** What has waited this long counts as one class better: a viewer's run as an author's. */
export const AGE_MS = 30_000;
/** How many runs are let through while no worker has said how many it takes: none is alive, or they are of an older build. */
export const FALLBACK_WORKERS = 8;

type LineStatement = 'line' | 'admit' | 'tell-line';

const read = (name: LineStatement) => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
const LINE = read('line').replace(/^--.*\n/gm, '');
const TEXTS: Readonly<Record<LineStatement, string>> = {
	line: LINE,
	admit: read('admit').replace(':line', LINE),
	'tell-line': read('tell-line').replace(':line', LINE),
};

/** The text of a statement about the line, for a project's limit of runs at once. Numbers only are put in. */
export function lineStatement(name: LineStatement, projectLimit: number): string {
	const numbers: Readonly<Record<string, number>> = {
		':age_ms': AGE_MS,
		':project_limit': projectLimit,
		':fallback_workers': FALLBACK_WORKERS,
	};
	return TEXTS[name].replace(/:(?:age_ms|project_limit|fallback_workers)\b/g, (mark) =>
		String(Math.trunc(numbers[mark] ?? 0)),
	);
}
