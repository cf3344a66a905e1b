/** A chart's picture of one answer for whoever gets it by mail, with what it says in words. Both are painted from the same rows. */
import type { ChartSpec } from '../../widget/chart-spec.ts';
import type { Result } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';
import type { Chart } from '../charts/charts.ts';
import type { Results } from '../results/results.ts';
import { tableJson } from '../results/table-json.ts';
import type { AnswerAge } from './as-of.ts';
import type { Look } from './look.ts';
import type { Painter } from './painter.ts';
import type { ThemeName } from './themes.ts';

/** CSS pixels: as wide as a mail. */
const SIZE = { width: 600, height: 338 };
/** Painted for less than that, and enlarged: on a telephone, which makes the mail half as wide, it can still be read. */
const PAINTED = { width: 480, height: 270, scale: 2.5 };

export interface StillDeps {
	readonly painter: Painter;
	readonly results: Results;
	readonly secret: string;
}

export interface Asked {
	readonly chart: Pick<Chart, 'spec' | 'timeZone'>;
	readonly title: string;
	readonly result: Result;
	readonly theme: ThemeName;
	readonly locale: string;
}

export interface Still {
	readonly png: Uint8Array;
	/** Sentences that are true of its values. */
	readonly words: string;
	readonly width: number;
	readonly height: number;
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What the picture says to those who do not see it (widget/families/picture.ts writes it so). */
function wordsIn(svg: string): string {
	const [, words = ''] = /<desc>([^<]*)<\/desc>/.exec(svg) ?? [];
	return words.replace(/&(#?\w+);/g, (whole, name: string) => SIGNS[name] ?? whole);
}

const ageOf = (result: Result, timeZone: string): AnswerAge => ({
	asOf: result.asOf,
	timeZone,
	stale: false,
	cutAt: result.truncated ? result.rows : undefined,
});

/** @throws NamedError not_found: the result has expired; not_ready; deadline */
export async function stillOf(deps: StillDeps, asked: Asked): Promise<Still> {
	const { chart, title, result, theme, locale } = asked;
	const spec = (chart.spec ?? undefined) as ChartSpec | undefined;
	const look: Look = { ...PAINTED, theme, scheme: 'light', locale };
	const content = { table: await tableJson(deps.results, result), age: ageOf(result, chart.timeZone) };
	const paint = (format: 'svg' | 'png') =>
		deps.painter.paint({
			key: keyedHash(deps.secret, 'still', [format, look, spec ?? null, title, result.hash, result.asOf]),
			task: async () => ({ format, look, title, spec, content }),
		});
	const svg = Buffer.from(await paint('svg')).toString('utf8');
	return { png: await paint('png'), words: wordsIn(svg), ...SIZE };
}
