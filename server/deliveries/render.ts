/** What a message shows of its charts: the picture that a page would show, what it says in words, and the rows as a file. */
import type { Result, Table } from '../../widget/protocol.ts';
import { findChart, shownTitle } from '../charts/charts.ts';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { csvRows } from '../exports/csv-rows.ts';
import { fileName } from '../exports/file-name.ts';
import type { Log } from '../log.ts';
import { ageText } from '../pictures/age-text.ts';
import { type Still, type StillDeps, stillOf } from '../pictures/still.ts';
import { tableJson } from '../results/table-json.ts';
import type { DeliveryRow, KeptChart } from './outbox.ts';
import { phrase } from './words.ts';

export interface RenderDeps extends StillDeps {
	readonly database: Database;
	readonly log: Log;
}

export interface RenderedChart {
	readonly chart: string;
	readonly title: string;
	/** What its values say, or why there are none. */
	readonly words: string;
	/** Such as `as of 30 Nov 2026, 08:00 WET`; empty where there is no answer. */
	readonly age: string;
	readonly failed: boolean;
	readonly picture?: Still;
	readonly csv?: { readonly name: string; readonly body: Buffer };
	readonly result?: Result;
}

/** Of one file, before it is encoded for a mail; mail servers take 10 to 25 MB in all. */
const MOST_CSV_BYTES = 4_194_304;
const MOST_BYTES = 8_388_608;

/** Of how many rows a file is made at all: all of them are read to make it. */
const MOST_CSV_ROWS = 200_000;

async function csvOf(deps: RenderDeps, result: Result): Promise<Buffer | undefined> {
	if (result.rows > MOST_CSV_ROWS) return undefined;
	const { columns, data, rows } = JSON.parse(
		Buffer.from(await tableJson(deps.results, result)).toString('utf8'),
	) as Table;
	async function* cellsOf(column: number) {
		yield data[column] ?? [];
	}
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of csvRows({ columns, cellsOf }, rows)) {
		pieces.push(piece);
		bytes += piece.length;
		if (bytes > MOST_CSV_BYTES) return undefined;
	}
	return Buffer.concat(pieces);
}

interface Wanted {
	readonly picture: boolean;
	readonly csv: boolean;
	readonly locale: string;
	readonly theme: NonNullable<DeliveryRow['attach']>['theme'];
}

function reasonOf({ error }: KeptChart, locale: string): string {
	if (error === null) return phrase(locale, 'expired');
	return error.code === 'canceled' ? phrase(locale, 'canceled') : error.message;
}

const missing = (kept: KeptChart, locale: string, reason: string): RenderedChart => ({
	chart: kept.chart,
	title: kept.title ?? kept.chart,
	words: phrase(locale, 'unavailable', { reason }),
	age: '',
	failed: true,
});

async function renderChart(deps: RenderDeps, project: string, kept: KeptChart, wanted: Wanted): Promise<RenderedChart> {
	const { result } = kept;
	const { locale, theme = 'plain' } = wanted;
	if (result === null) return missing(kept, locale, reasonOf(kept, locale));
	try {
		const chart = await findChart(deps.database, project, kept.chart);
		const title = kept.title ?? shownTitle(chart);
		const still = await stillOf(deps, { chart, title, result, theme, locale });
		const csv = wanted.csv ? await csvOf(deps, result) : undefined;
		const { asOf, rows, truncated } = result;
		const age = ageText({ asOf, timeZone: chart.timeZone, stale: false, cutAt: truncated ? rows : undefined }, locale);
		return {
			chart: kept.chart,
			title,
			words: wanted.csv && csv === undefined ? `${still.words} ${phrase(locale, 'tooLarge')}` : still.words,
			age,
			failed: false,
			result,
			...(wanted.picture ? { picture: still } : {}),
			...(csv === undefined ? {} : { csv: { name: fileName({ title, asOf, rows, truncated }), body: csv } }),
		};
	} catch (error) {
		if (!(error instanceof NamedError)) throw error;
		// What may be better in a while is tried again, as a whole.
		if (error.retryable) throw error;
		return missing(kept, locale, error.code === 'not_found' ? phrase(locale, 'expired') : error.message);
	}
}

/** In the order in which they are shown. What would make the message too large is left out of it. */
export async function renderCharts(
	deps: RenderDeps,
	delivery: Pick<DeliveryRow, 'attach' | 'project' | 'message'>,
): Promise<readonly RenderedChart[]> {
	const { attach, project, message } = delivery;
	const { picture = false, csv = false, theme, charts = [] } = attach ?? {};
	const wanted = { picture, csv, theme, locale: message?.locale ?? 'en' };
	const rendered: RenderedChart[] = [];
	let bytes = 0;
	for (const kept of charts) {
		const chart = await renderChart(deps, project, kept, { ...wanted, csv: csv && bytes < MOST_BYTES });
		bytes += (chart.picture?.png.byteLength ?? 0) + (chart.csv?.body.byteLength ?? 0);
		if (bytes <= MOST_BYTES) {
			rendered.push(chart);
			continue;
		}
		const { picture: _picture, csv: _csv, ...rest } = chart;
		rendered.push(rest);
	}
	return rendered;
}
