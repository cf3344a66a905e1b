/** Gives a chart's rows, or its picture, to whoever looks at it: as a file, or in the clipboard. */
import type { ChartSpec } from '../chart-spec.ts';
import type { DrawingType } from '../drawing/drawing.ts';
import type { Table, Target } from '../protocol.ts';
import { say, sayServer } from '../texts/say.ts';
import { type ExportFormat, isPicture } from './formats.ts';
import { fetchRows, NotPermitted, type ServedFile, type Watching } from './from-server.ts';
import { offerFile } from './offer-file.ts';
import { pictureOf } from './picture.ts';
import { csvOf, htmlOf, jsonOf, tsvOf } from './rows.ts';

/** Of the page's wishes for a chart, those that what is taken away depends on. */
export interface TakenLook {
	/** What the file is named after. */
	readonly name: string;
	readonly spec: ChartSpec | undefined;
	readonly locale: string | undefined;
	/** What is watched, and over which connection. */
	readonly chart: {
		readonly clients: { readonly client: Watching['client'] | undefined };
		readonly target: Target | undefined;
	};
}

export interface Taken {
	readonly table: Table;
	/** The server's time in ms. */
	readonly asOf: number;
	readonly look: TakenLook;
	/** What the table is drawn as. */
	readonly type: DrawingType;
	/** The chart's figure. */
	readonly root: HTMLElement;
	/** Told what is waited for, in words for the reader. */
	readonly tell?: (text: string) => void;
}

/** Above this the text of a file would stop a page for longer than anybody should notice. */
const MOST_ROWS_IN_PAGE = 50_000;

/** Spreadsheets take a file for their own code page unless it begins so. */
const BYTE_ORDER_MARK = '\ufeff';

interface Named {
	readonly name: string;
	readonly asOf: number;
	/** How many rows there are, if some are missing. */
	readonly cutAt: number | undefined;
	readonly locale: string | undefined;
}

/** Such as `orders-per-region-2026-11-24.csv`; a file that lacks rows says so in its name. */
function fileName({ name, asOf, cutAt }: Named, format: ExportFormat): string {
	const words = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
	const cut = cutAt === undefined || isPicture(format) ? '' : `-first-${cutAt}-rows`;
	return `${words || 'chart'}-${new Date(asOf).toISOString().slice(0, 10)}${cut}.${format}`;
}

/** The older way, for pages without TLS and frames that were not given the newer one. */
function copyByCommand(texts: Readonly<Record<string, string>>): boolean {
	const fill = (event: ClipboardEvent): void => {
		for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
		event.preventDefault();
		event.stopImmediatePropagation();
	};
	document.addEventListener('copy', fill, { capture: true, once: true });
	const done = document.execCommand('copy');
	document.removeEventListener('copy', fill, { capture: true });
	return done;
}

async function copy(table: Table): Promise<void> {
	const texts = { 'text/plain': tsvOf(table), 'text/html': htmlOf(table) };
	const blobs = Object.entries(texts).map(([type, text]) => [type, new Blob([text], { type })]);
	try {
		await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
	} catch {
		if (!copyByCommand(texts)) throw new Error('The browser does not let this page copy.');
	}
}

async function svgOf(taken: Taken): Promise<Blob> {
	taken.tell?.(say(taken.look.locale, 'Drawing…'));
	const { vectorOf } = await import('./vector.ts');
	return vectorOf(taken);
}

/** What a file of the rows that the page has would hold. @throws Error where there is no picture of them. */
export async function contentOf(format: ExportFormat, taken: Taken): Promise<string | Blob> {
	if (format === 'png') return pictureOf(taken.root);
	if (format === 'svg') return svgOf(taken);
	return format === 'json' ? new Blob([jsonOf(taken.table)], { type: 'application/json' }) : csvOf(taken.table);
}

/** Resolves with what to say about it. @throws Error in words for the reader. */
export async function take(format: ExportFormat, taken: Taken): Promise<string> {
	if (format === 'copy') {
		await copy(taken.table);
		return say(taken.look.locale, 'Copied');
	}
	if (format === 'csv') return takeCsv(taken);
	const name = fileName(inPage(taken), format);
	offerFile(name, (await contentOf(format, taken)) as Blob);
	return say(taken.look.locale, 'Saved {name}', { name });
}

const inPage = ({ look, asOf, table }: Taken): Named => ({
	name: look.name,
	locale: look.locale,
	asOf,
	cutAt: table.truncated ? table.rows : undefined,
});

const watchingOf = ({ look: { chart, locale } }: Taken): Watching | undefined => {
	const { clients, target } = chart;
	return clients.client && target && { client: clients.client, target, locale };
};

/** Of all rows: from the server where the page lacks some, and if it has none for us, those that the page has. */
async function takeCsv(taken: Taken): Promise<string> {
	const { table } = taken;
	const watching = watchingOf(taken);
	const isMore = table.truncated || table.rows > MOST_ROWS_IN_PAGE;
	if (!isMore || watching === undefined) return saveCsv(inPage(taken), csvOf(table));
	taken.tell?.(say(taken.look.locale, 'Fetching all rows…'));
	try {
		const { content, asOf = taken.asOf, cutAt }: ServedFile = await fetchRows(watching);
		return saveCsv({ ...inPage(taken), asOf, cutAt }, content);
	} catch (error) {
		if (error instanceof NotPermitted) throw error;
		const why = sayServer(taken.look.locale, error instanceof Error ? error.message : String(error));
		return `${why} ${saveCsv(inPage(taken), csvOf(table))}`;
	}
}

function saveCsv(named: Named, content: BlobPart): string {
	const name = fileName(named, 'csv');
	offerFile(name, new Blob([BYTE_ORDER_MARK, content], { type: 'text/csv;charset=utf-8' }));
	return say(named.locale, 'Saved {name}', { name });
}
