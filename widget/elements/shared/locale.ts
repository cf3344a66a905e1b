/** The first of the wishes that this browser can format for; `undefined` leaves the choice to the browser. */
export function usableLocale(...wishes: readonly (string | null | undefined)[]): string | undefined {
	for (const wish of wishes) {
		if (!wish) continue;
		try {
			if (Intl.NumberFormat.supportedLocalesOf(wish).length > 0) return wish;
		} catch {
			// Not a language tag: the next wish counts.
		}
	}
	return undefined;
}
