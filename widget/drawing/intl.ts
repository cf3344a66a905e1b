/**
 * Formats of Intl, made once: to make one costs more than to write a hundred numbers with it, and a live chart asks for
 * the same ones every second.
 */

/** Of all locales and options of a page; beyond it the collection begins anew. */
const MOST = 200;

function remembered<Options, Format>(
	make: (locale: string | undefined, options: Options) => Format,
): (locale: string | undefined, options: Options) => Format {
	const made = new Map<string, Format>();
	return (locale, options) => {
		const key = JSON.stringify([locale, options]);
		const found = made.get(key);
		if (found) return found;
		if (made.size >= MOST) made.clear();
		const format = make(locale, options);
		made.set(key, format);
		return format;
	};
}

export const numbersBy = remembered(
	(locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const timesBy = remembered(
	(locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
