/** The doctor's own tries, each of which ends in time and never throws: what came of it is what it is made for. */
import { socketAddress } from '../api.ts';
import { type Params, SUBPROTOCOL } from '../protocol.ts';
import { sourceOf, type TokenSource } from '../token-sources.ts';
import { askOnce } from '../tokens.ts';
import { readAnswer } from './answer.ts';
import type { EndpointProbe, ServerProbe } from './evidence.ts';

/** So long each try may take. */
const PATIENCE_MS = 10_000;

export interface Question {
	readonly chart?: string | undefined;
	readonly params?: Params | undefined;
	readonly offered?: readonly string[] | undefined;
	readonly page?: string | undefined;
	readonly project?: string | undefined;
	readonly script?: string | undefined;
}

const within = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);

/** Whether anything at all answers there: of what the page may not read it only learns that it came. */
async function someoneAt(address: string, signal: AbortSignal): Promise<boolean> {
	try {
		await fetch(address, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal: within(signal) });
		return true;
	} catch {
		return false;
	}
}

async function codeOf(response: Response): Promise<string | undefined> {
	const body = (await response.json().catch(() => undefined)) as { error?: { code?: unknown } } | null | undefined;
	const code = body?.error?.code;
	return typeof code === 'string' ? code : undefined;
}

export interface Asked {
	readonly server: string;
	readonly token: string;
	readonly question: Question;
	readonly signal: AbortSignal;
}

/** Asks the server what it knows. */
export async function probeServer({ server, token, question, signal }: Asked): Promise<ServerProbe> {
	const sentAt = Date.now();
	try {
		const response = await fetch(`${server}/v1/embed/diagnose`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
			body: JSON.stringify(question),
			credentials: 'omit',
			signal: within(signal),
		});
		const receivedAt = Date.now();
		if (!response.ok) return { kind: 'refused', status: response.status, code: await codeOf(response) };
		const answer = readAnswer(await response.json().catch(() => undefined));
		if (answer === undefined) return { kind: 'refused', status: response.status, code: undefined };
		return { kind: 'answered', answer, sentAt, receivedAt };
	} catch {
		return { kind: 'silent', someone: await someoneAt(`${server}/chartwire.mjs`, signal) };
	}
}

/** Opens a socket and closes it at once, without a word. */
export function probeSocket(server: string, signal: AbortSignal): Promise<boolean> {
	return new Promise((resolve) => {
		let socket: WebSocket;
		try {
			socket = new WebSocket(socketAddress(server), SUBPROTOCOL);
		} catch {
			// The page may not even try, as from https: to ws:.
			resolve(false);
			return;
		}
		const end = (opened: boolean): void => {
			socket.close();
			resolve(opened);
		};
		socket.onopen = () => end(true);
		socket.onerror = () => end(false);
		within(signal).addEventListener('abort', () => end(false));
	});
}

interface Given {
	readonly probe: EndpointProbe;
	readonly token: string;
}

const tokenOr = (token: unknown): Given =>
	typeof token === 'string' && token !== ''
		? { probe: { kind: 'given' }, token }
		: { probe: { kind: 'no_token' }, token: '' };

const nothing = (probe: EndpointProbe): Given => ({ probe, token: '' });

/** A function may give each token once: a call that is under way serves the doctor too. */
async function callSource(endpoint: string, source: TokenSource, signal: AbortSignal): Promise<Given> {
	try {
		const late = new Promise<never>((_resolve, reject) => {
			within(signal).addEventListener('abort', reject);
		});
		return tokenOr(await Promise.race([askOnce(endpoint, async () => source()), late]));
	} catch {
		return nothing({ kind: 'silent', someone: false });
	}
}

/** Asks the page's back end, or its function, for a token, as tokens.ts does; what a function has given is not asked for twice. */
export async function probeEndpoint(endpoint: string, known: string, signal: AbortSignal): Promise<Given> {
	const source = sourceOf(endpoint);
	if (source && known) return tokenOr(known);
	if (source) return callSource(endpoint, source, signal);
	const address = new URL(endpoint, document.baseURI).href;
	try {
		const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store', signal: within(signal) });
		if (!response.ok) return nothing({ kind: 'status', status: response.status });
		const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
		const body = (await response.json().catch(() => undefined)) as { token?: unknown } | null | undefined;
		return body === undefined ? nothing({ kind: 'not_json', type }) : tokenOr(body?.token);
	} catch {
		return nothing({ kind: 'silent', someone: await someoneAt(address, signal) });
	}
}

/** The browser tells a page of what its policy has blocked only after the try has failed. */
export const violationsTold = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
