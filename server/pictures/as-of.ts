import { say } from '../../widget/families/picture.ts';

/** What a picture says of its answer. */
export interface AnswerAge {
	/** When it was asked, in ms. */
	readonly asOf: number;
	/** An IANA zone. Default: UTC, which is then said. */
	readonly timeZone: string | undefined;
	readonly stale: boolean;
	/** How many rows there are, where the limit has cut it. */
	readonly cutAt: number | undefined;
}

/** When a picture's answer was asked, in full: nobody sees when the picture itself was made. */
function asOfText({ asOf, timeZone = 'UTC' }: AnswerAge, locale: string): string {
	const format = new Intl.DateTimeFormat(locale, {
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZone,
		timeZoneName: 'short',
	});
	return say(locale, 'as of {time}', { time: format.format(asOf) });
}

/** What stands below a picture, once its words are there. */
export function footerText(age: AnswerAge, locale: string): string {
	const time = asOfText(age, locale);
	const rows = age.cutAt !== undefined && say(locale, '{rows:# row|# rows}', { rows: age.cutAt });
	const cut = rows ? say(locale, 'cut at {rows}', { rows }) : '';
	return [age.stale ? `${say(locale, 'Stale')} · ${time}` : time, cut].filter(Boolean).join('; ');
}
