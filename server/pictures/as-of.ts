export interface AsOfOptions {
	readonly locale: string;
	/** An IANA zone. Default: UTC, which is then said. */
	readonly timeZone: string | undefined;
}

/** When a picture's answer was asked, in full: nobody sees when the picture itself was made. */
export function asOfText(asOf: number, { locale, timeZone = 'UTC' }: AsOfOptions): string {
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
	return `as of ${format.format(asOf)}`;
}
