/** Owns what a turn has started, and ends it last in, first out. The tests' scope, without the test runner. */
import type { Scope } from '../../support/scope.ts';

export function openScope(): Scope {
	const stack: (() => unknown)[] = [];
	const close = async (): Promise<void> => {
		for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
			try {
				await work();
			} catch (error) {
				process.stderr.write(`Something did not end cleanly: ${String(error)}\n`);
			}
		}
	};
	return { defer: (work) => void stack.push(work), close };
}

/** Runs `work` with a scope of its own, which ends with it. */
export async function within<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
	const scope = openScope();
	try {
		return await work(scope);
	} finally {
		await scope.close();
	}
}
