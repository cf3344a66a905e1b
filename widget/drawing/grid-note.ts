import { say } from '../texts/say.ts';
import { noColumns } from './no-columns.ts';

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
	const columnsShown = columns && columns.shown < columns.all;
	return [
		shown < all ? say(locale, 'first {shown} of {all} rows shown', { shown, all }) : '',
		columnsShown ? say(locale, 'first {shown} of {all} columns shown', columns) : '',
		noColumns(missing, locale),
	]
		.filter(Boolean)
		.join('; ');
}
