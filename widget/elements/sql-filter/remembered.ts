/** A filter's state in the page's own query string, where a viewer can keep it and send it to others. */

/** undefined: the address says nothing of it. */
export const rememberedIn = (name: string): string | undefined =>
	new URL(location.href).searchParams.get(name) ?? undefined;

/** Writes it into the address, in place of the last, so that “back” still leads to the page before. */
export function remember(name: string, value: string): void {
	const url = new URL(location.href);
	if (value === '') url.searchParams.delete(name);
	else url.searchParams.set(name, value);
	try {
		history.replaceState(history.state, '', url);
	} catch {
		// A page without an address of its own, as in a frame of `srcdoc`, remembers nothing.
	}
}
