/** Gives a chart's rows, or its picture, to whoever looks at it: as a file, or in the clipboard. */
import type { Table } from '../protocol.ts';
import type { ExportFormat } from './formats.ts';
import { offerFile } from './offer-file.ts';
import { pictureOf } from './picture.ts';
import { csvOf, htmlOf, jsonOf, tsvOf } from './rows.ts';

export interface Taken {
	readonly table: Table;
	/** What the file is named after. */
	readonly name: string;
	/** The server's time in ms. */
	readonly asOf: number;
	/** The chart's figure. */
	readonly root: HTMLElement;
}

/** Spreadsheets take a file for their own code page unless it begins so. */
const BYTE_ORDER_MARK = '\ufeff';

/** Such as `orders-per-region-2026-11-24.csv`; a file that lacks rows says so in its name. */
function fileName({ name, asOf, table }: Taken, format: ExportFormat): string {
	const words = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
	const cut = table.truncated && format !== 'png' ? `-first-${table.rows}-rows` : '';
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

/** Resolves with what to say about it. @throws Error in words for the reader. */
export async function take(format: ExportFormat, taken: Taken): Promise<string> {
	const { table, root } = taken;
	if (format === 'copy') {
		await copy(table);
		return 'Copied';
	}
	const name = fileName(taken, format);
	if (format === 'png') offerFile(name, await pictureOf(root));
	else if (format === 'json') offerFile(name, new Blob([jsonOf(table)], { type: 'application/json' }));
	else offerFile(name, new Blob([BYTE_ORDER_MARK, csvOf(table)], { type: 'text/csv;charset=utf-8' }));
	return `Saved ${name}`;
}
