/**
 * Sends JSON to an address that somebody else has chosen: within a time, reading little of the answer, following no
 * redirect, and only to where it may lead. What its name means is asked once and checked as the connection is made, so that
 * a name cannot be one thing when it is checked and another when it is used.
 */

import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { withTimeout } from '../with-timeout.ts';
import { isPublicAddress } from './addresses.ts';
import { SendFailure, saidText } from './send-failure.ts';

/** From the first look at the name to the last byte that is read. */
const POST_TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 4_096;

export interface PostOptions {
	readonly url: string;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Whether it may lead to private addresses, and be unencrypted. */
	readonly allowPrivate: boolean;
	readonly signal: AbortSignal;
}

const NO_ANSWER = 'The receiver has ended the connection without an answer.';

const forbidden = (host: string) =>
	new SendFailure(
		'address_forbidden',
		`"${host}" is no address of the public Internet; the operator may allow private ones with CHARTWIRE_DELIVERY_PRIVATE=yes.`,
		{ retryable: false },
	);

/** The address that a URL names is checked here; what a name leads to, by `checkedLookup`. */
function demandAllowed(url: URL): void {
	if (url.protocol !== 'https:') {
		throw new SendFailure('not_encrypted', 'The address must begin with https://.', { retryable: false });
	}
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (isIP(host) !== 0 && !isPublicAddress(host)) throw forbidden(host);
}

/** Answers what may be connected to, and nothing else: the connection is made to what was checked. */
const checkedLookup: LookupFunction = (host, options, done) => {
	resolve(host, { ...options, all: true }, (error, found) => {
		if (error !== null) return done(error, '', 0);
		// One of several is enough to refuse: which one is taken would be chance.
		const [first] = found;
		if (first === undefined || found.some(({ address }) => !isPublicAddress(address))) {
			return done(forbidden(host), '', 0);
		}
		if (options.all === true) return done(null, found);
		done(null, first.address, first.family);
	});
};

/** Resolves with what the receiver has answered, cut. @throws SendFailure */
export async function post(options: PostOptions): Promise<string> {
	const url = new URL(options.url);
	if (!options.allowPrivate) demandAllowed(url);
	const signal = withTimeout([options.signal], POST_TIMEOUT_MS);
	const response = await exchange(url, { ...options, signal });
	const text = await beginningOf(response);
	const status = response.statusCode ?? 0;
	const shown = `HTTP ${status}${text === '' ? '' : `: ${text}`}`;
	if (status >= 200 && status < 300) return shown;
	throw failureOf(status, shown, response.headers['retry-after']);
}

function exchange(url: URL, { body, headers, allowPrivate, signal }: PostOptions): Promise<IncomingMessage> {
	return new Promise((done, fail) => {
		const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json; charset=utf-8',
				'content-length': String(Buffer.byteLength(body)),
				'user-agent': 'Chartwire',
				...headers,
			},
			// No connection is kept: each is made to what was checked for it.
			agent: false,
			signal,
			...(allowPrivate ? {} : { lookup: checkedLookup }),
		});
		request.on('response', done);
		request.on('error', (error: Error & { code?: string }) => fail(networkFailure(error)));
		// A receiver that changes the protocol (101) leaves neither: Node ends the request, which no time-out ends any more.
		request.on('close', () => fail(new SendFailure('unreachable', NO_ANSWER, { retryable: true })));
		request.end(body);
	});
}

function networkFailure(error: Error & { readonly code?: string }): SendFailure {
	if (error instanceof SendFailure) return error;
	if (error.name === 'AbortError' || error.name === 'TimeoutError') {
		return new SendFailure('timeout', 'The receiver did not answer in time.', { retryable: true, cause: error });
	}
	// The message of an error may repeat the address; its code does not.
	const message = `The receiver could not be reached (${error.code ?? error.name}).`;
	return new SendFailure('unreachable', message, { retryable: true, cause: error });
}

async function beginningOf(response: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const piece of response as AsyncIterable<Buffer>) {
			pieces.push(piece);
			bytes += piece.length;
			if (bytes >= MOST_ANSWER_BYTES) break;
		}
	} catch (error) {
		throw networkFailure(error as Error);
	} finally {
		response.destroy();
	}
	return saidText(Buffer.concat(pieces).toString('utf8'));
}

/** What may be taken later: the receiver is busy, or broken. */
const LATER: readonly number[] = [408, 425, 429];

function failureOf(status: number, shown: string, retryAfter: string | undefined): SendFailure {
	if (status >= 300 && status < 400) {
		const message = `The receiver leads elsewhere (HTTP ${status}), which is not followed; declare the address that it leads to.`;
		return new SendFailure('redirected', message, { retryable: false });
	}
	const seconds = Number(retryAfter);
	const afterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
	return new SendFailure('refused', shown, { retryable: status >= 500 || LATER.includes(status), afterMs });
}
