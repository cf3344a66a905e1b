interface Lacking {
	/** How many rows can be reached, and how many there are. */
	readonly shown: number;
	readonly all: number;
	/** Columns that the specification names and the result lacks. */
	readonly missing: readonly string[];
	/** The same of columns, where not all are shown. */
	readonly columns?: { readonly shown: number; readonly all: number };
}

/** What a grid does not show, for a footnote; nothing where it shows everything. */
export function gridNote({ shown, all, missing, columns }: Lacking, locale: string | undefined): string {
	const part = (some: number, total: number, what: string): string =>
		some < total ? `first ${some.toLocaleString(locale)} of ${total.toLocaleString(locale)} ${what} shown` : '';
	return [
		part(shown, all, 'rows'),
		columns ? part(columns.shown, columns.all, 'columns') : '',
		missing.length > 0 ? `there is no column ${missing.map((name) => `“${name}”`).join(', ')}` : '',
	]
		.filter(Boolean)
		.join('; ');
}
