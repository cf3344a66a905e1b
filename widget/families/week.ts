/** Which day a week begins with: by the locale's keyword `fw` (UTS 35), by the browser, or by CLDR's list of regions. */

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** CLDR 44, supplemental/weekData: everywhere else it is Monday. */
const SUNDAY =
	'AG AS AU BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW';
const SATURDAY = 'AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY';

interface WithWeek {
	/** As specified; and as some browsers have it still. */
	getWeekInfo?(): { readonly firstDay: number };
	readonly weekInfo?: { readonly firstDay: number };
}

/** From 0 for Monday (ISO 8601). */
export function firstWeekday(locale: string | undefined): number {
	const tag = new Intl.Locale(locale ?? new Intl.NumberFormat().resolvedOptions().locale);
	const said = DAYS.indexOf(/-u-(?:.*-)?fw-(\w{3})/.exec(`${tag}`)?.[1] ?? '');
	if (said >= 0) return said;
	const known: WithWeek = tag as unknown as WithWeek;
	const info = known.getWeekInfo?.() ?? known.weekInfo;
	if (info) return info.firstDay - 1;
	const region = tag.maximize().region ?? '';
	if (region === 'MV') return 4;
	if (SATURDAY.includes(region)) return 5;
	return SUNDAY.includes(region) ? 6 : 0;
}
