import { say } from '../texts/say.ts';
import { linkText } from './link.ts';

const LEADS = {
	pointer: 'Click opens {place}',
	finger: 'Another tap opens {place}',
	key: 'Enter opens {place}',
} as const;

/** How whoever looks at a mark goes where it leads. */
export type Way = keyof typeof LEADS;

/** Where a link leads, in words. */
export const leadText = (href: string, way: Way, locale: string | undefined): string =>
	say(locale, LEADS[way], { place: linkText(href) });
