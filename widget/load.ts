export const NOT_LOADED = 'Part of the script is missing; trying again.' as const;

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** Loads a part of the script, and tries again for as long as that fails; `onFailure` is called after each try. */
export async function load<T>(part: () => Promise<T>, onFailure: (cause: unknown) => void): Promise<T> {
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		try {
			return await part();
		} catch (cause) {
			onFailure(cause);
		}
		await new Promise((resolve) => setTimeout(resolve, wait));
	}
}
