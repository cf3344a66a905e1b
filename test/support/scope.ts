/** Owns what a test file has started, and ends it last in, first out, whether the tests pass or throw. */
import { after } from 'node:test';

export interface Scope {
	/** Does `work` when the scope ends. */
	defer(work: () => unknown): void;
	/** Ends everything now; also called by itself after the tests. */
	close(): Promise<void>;
}

/** Called at the top of a file, of a `describe` or of a test: ends with it. */
export function scope(): Scope {
	const stack: (() => unknown)[] = [];
	const close = async (): Promise<void> => {
		const problems: unknown[] = [];
		for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
			try {
				await work();
			} catch (error) {
				problems.push(error);
			}
		}
		if (problems.length > 0)
			throw new AggregateError(problems, 'Something that a test had started did not end cleanly.');
	};
	after(close);
	return { defer: (work) => void stack.push(work), close };
}
