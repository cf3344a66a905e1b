/** All rows of a chart, as the server streams them: those that the page lacks, or too many to be written in it. */
import type { Client } from '../client.ts';
import type { Target } from '../protocol.ts';
import { say, sayServer } from '../texts/say.ts';

/** A chart, as its page watches it. */
export interface Watching {
	readonly client: Pick<Client, 'server' | 'token'>;
	readonly target: Target;
	readonly locale: string | undefined;
}

/** What the server has made. */
export interface ServedFile {
	readonly content: Blob;
	/** The server's time in ms; undefined where it does not say. */
	readonly asOf: number | undefined;
	/** How many rows there are, if some are missing. */
	readonly cutAt: number | undefined;
}

/** The viewer may not have the rows, from wherever they come. */
export class NotPermitted extends Error {}

/** Each time the server waits for the rows itself, most of a minute. */
const MOST_TRIES = 30;
const AGAIN_MS = 2_000;
const AGAIN: readonly number[] = [429, 503];

function addressOf({ client, target }: Watching): string {
	if ('run' in target) return `${client.server}/v1/runs/${target.run}/rows.csv`;
	const { chart = '', params } = target as Extract<Target, { chart: string }>;
	const asked = params === undefined ? '' : `&params=${encodeURIComponent(JSON.stringify(params))}`;
	return `${client.server}/v1/charts/${encodeURIComponent(chart)}/rows.csv?rows=all${asked}`;
}

async function messageOf(response: Response, locale: string | undefined): Promise<string> {
	const answer = (await response.json().catch(() => undefined)) as
		| { error?: { message?: string; code?: string } }
		| undefined;
	const { message, code } = answer?.error ?? {};
	if (message !== undefined) return sayServer(locale, message, code);
	return say(locale, 'The server answered {status}.', { status: String(response.status) });
}

/** @throws NotPermitted; Error in words for the reader when the server has none, or does not answer to the end. */
export async function fetchRows(watching: Watching): Promise<ServedFile> {
	for (let tries = 1; ; tries++) {
		const headers = { authorization: `Bearer ${watching.client.token}` };
		const response = await fetch(addressOf(watching), { headers, credentials: 'omit' }).catch(() => {
			throw new Error('The server cannot be reached.');
		});
		if (response.ok) return readFile(response);
		const message = await messageOf(response, watching.locale);
		if (response.status === 401 || response.status === 403) throw new NotPermitted(message);
		if (!AGAIN.includes(response.status) || tries === MOST_TRIES) throw new Error(message);
		const seconds = Number(response.headers.get('retry-after'));
		await new Promise((resolve) => setTimeout(resolve, seconds * 1000 || AGAIN_MS));
	}
}

async function readFile(response: Response): Promise<ServedFile> {
	const { headers } = response;
	const content = await response.blob().catch(() => {
		throw new Error('The server did not send all rows.');
	});
	const asOf = Date.parse(headers.get('chartwire-as-of') ?? '');
	const isCut = headers.get('chartwire-truncated') === 'true';
	const rows = Number(headers.get('chartwire-rows'));
	return { content, asOf: Number.isNaN(asOf) ? undefined : asOf, cutAt: isCut ? rows : undefined };
}
