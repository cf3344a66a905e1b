/** What those are called who have done something: an account's person, a machine by its key. */
import { type Bindable, type Executor, statement } from '../database/database.ts';

const selectNames = statement<{ readonly id: string; readonly name: string }>(import.meta.url, 'select-names');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * By the subject of their tokens. Whoever a project's own back end has signed for has no name here, nor has an account that
 * is gone. @param subjects as often as one likes; '' is nobody
 */
export async function namesOf(
	on: Executor,
	project: string,
	subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const known = [...new Set(subjects)].filter((subject) => subject !== '');
	if (known.length === 0) return new Map();
	const accounts = known.filter((subject) => UUID.test(subject));
	const rows = await selectNames(on, [accounts, project, known] as Bindable[]);
	return new Map(rows.map(({ id, name }) => [id, name]));
}
