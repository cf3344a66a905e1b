/** What a command did with each declaration, and how it is told to people and to machines. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { filesOf, jsonPath } from './declarations.ts';
import type { JsonObject } from './json-text.ts';
import type { Place } from './places.ts';

/** `skip`: not tried, since something before it failed. */
export type Action =
	| 'same'
	| 'keep'
	| 'create'
	| 'update'
	| 'delete'
	| 'write'
	| 'remove'
	| 'conflict'
	| 'fail'
	| 'skip';

export interface Item {
	/** From the folder. */
	readonly file: string;
	readonly action: Action;
	/** Why, where it is not plain. */
	readonly message?: string;
	/** Unified. */
	readonly diff?: string;
}

export interface Outcome {
	readonly command: 'pull' | 'push';
	readonly project: string;
	readonly server: string;
	readonly dryRun: boolean;
	readonly items: readonly Item[];
}

export const itemFor = (place: Place, action: Action, more: Pick<Item, 'message' | 'diff'> = {}): Item => ({
	file: jsonPath(place),
	action,
	...more,
});

interface Side {
	/** Undefined: there is none. */
	readonly declaration: JsonObject | undefined;
	/** Such as `revision 5, saved by ada`. */
	readonly label: string;
}

/** What makes the one into the other, file by file. */
export function diffOf(place: Place, from: Side, to: Side): string {
	const [before, after] = [from, to].map(
		({ declaration }) =>
			new Map(declaration === undefined ? [] : filesOf(place, declaration).map(({ path, text }) => [path, text])),
	);
	const paths = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
	return paths
		.filter((path) => before?.get(path) !== after?.get(path))
		.map((path) => {
			const [one, other] = [before, after].map((files) => files?.get(path));
			const name = (text: string | undefined, side: string) => (text === undefined ? '/dev/null' : `${side}/${path}`);
			return createTwoFilesPatch(name(one, 'a'), name(other, 'b'), one ?? '', other ?? '', from.label, to.label, {
				context: 3,
				headerOptions: FILE_HEADERS_ONLY,
			});
		})
		.join('');
}

/** Of revision and who saved it, for a label. */
export const labelOf = ({
	revision,
	updatedBy,
}: {
	readonly revision: number | null;
	readonly updatedBy: string;
}): string =>
	revision === null ? 'there' : `there: revision ${revision}${updatedBy === '' ? '' : `, saved by ${updatedBy}`}`;

const WORDS: Readonly<Record<Action, readonly [done: string, would: string]>> = {
	same: ['unchanged', 'unchanged'],
	keep: ['left', 'leave'],
	create: ['created', 'create'],
	update: ['updated', 'update'],
	delete: ['deleted', 'delete'],
	write: ['written', 'write'],
	remove: ['removed', 'remove'],
	conflict: ['CONFLICT', 'CONFLICT'],
	fail: ['FAILED', 'FAILED'],
	skip: ['not tried', 'not tried'],
};
const WIDTH = 10;
const CHANGES: readonly Action[] = ['create', 'update', 'delete', 'write', 'remove'];
const PROBLEMS: readonly Action[] = ['conflict', 'fail', 'skip'];

export const hasChanges = ({ items }: Outcome): boolean => items.some(({ action }) => CHANGES.includes(action));
export const hasProblems = ({ items }: Outcome): boolean => items.some(({ action }) => PROBLEMS.includes(action));

/** What came from elsewhere must not command the terminal. */
export const plain = (text: string): string =>
	text.replace(/[^\P{Cc}\n\t]/gu, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);

function summaryOf({ command, items, dryRun, project, server }: Outcome): string {
	const where = `the project "${project}" at ${server}`;
	const counts = (Object.keys(WORDS) as Action[]).flatMap((action) => {
		const count = items.filter((item) => item.action === action).length;
		return count === 0 ? [] : [`${count} ${WORDS[action][dryRun ? 1 : 0]}`];
	});
	const has = (actions: readonly Action[]) => items.some(({ action }) => actions.includes(action));
	const total = counts.join(', ') || 'there is nothing';
	const isDone = !dryRun && has(CHANGES);
	const first = isDone ? 'Done' : has([...CHANGES, ...PROBLEMS]) ? 'Nothing was done' : `Nothing to ${command}`;
	return `${first} (${where}): ${total}.`;
}

/** For people. */
export function textOf(outcome: Outcome): string {
	const lines = outcome.items
		.filter(({ action }) => action !== 'same')
		.map(({ file, action, message, diff }) => {
			const verb = WORDS[action][outcome.dryRun ? 1 : 0].padEnd(WIDTH);
			const why = message === undefined ? '' : `: ${message}`;
			return `${verb}${file}${why}\n${diff ?? ''}`;
		});
	return `${plain(lines.join(''))}${plain(summaryOf(outcome))}\n`;
}
