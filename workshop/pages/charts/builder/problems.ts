/** What the server says is wrong with a specification, brought to the field where it is to be put right. Pure. */
import type { Path } from './spec-path.ts';

export interface Problem {
	readonly path: Path;
	readonly message: string;
}

const begins = (path: Path, start: Path): boolean => start.every((key, index) => String(path[index]) === String(key));

/** `yAxis.min`, or that it is about the whole. */
export const placeText = (path: Path): string => (path.length === 0 ? 'The specification' : path.join('.'));

/** By the path of the field that says them; `''`: those that no field on the page is about. */
export function problemsByField(
	problems: readonly Problem[],
	fields: readonly Path[],
): ReadonlyMap<string, readonly Problem[]> {
	const found = new Map<string, Problem[]>();
	for (const problem of problems) {
		const { path } = problem;
		// In the field, or of a part of which the field is the first.
		const field =
			fields.find((each) => begins(path, each)) ??
			(path.length === 0 ? undefined : fields.find((each) => begins(each, path)));
		const key = field?.join('.') ?? '';
		found.set(key, [...(found.get(key) ?? []), problem]);
	}
	return found;
}
