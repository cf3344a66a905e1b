import { say } from '../texts/say.ts';

/** Says which of the columns that an author has named the result lacks; '': none. */
export const noColumns = (names: readonly string[], locale: string | undefined): string =>
	names.length > 0
		? say(locale, 'there is no column {names}', { names: names.map((name) => `“${name}”`).join(', ') })
		: '';
