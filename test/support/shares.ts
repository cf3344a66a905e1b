/** Public links in front of real servers: made and revoked by an author, opened by anonymous pages. */
import assert from 'node:assert/strict';
import type { Chartwire } from './chartwire.ts';
import type { Scope } from './scope.ts';
import type { SpawnedServer } from './server.ts';
import { until } from './until.ts';
import { connectWire, type WireClient } from './wire.ts';

export const LINK_PASSWORD = 'four words of anybody';

export interface Answer {
	readonly status: number;
	readonly code: string | undefined;
	readonly body: Record<string, unknown>;
	readonly retryAfter: string | null;
}

interface Made {
	readonly id: string;
	readonly code: string;
}

interface AskOptions {
	readonly at?: SpawnedServer;
	/** The address that it comes from, where the node trusts one proxy. */
	readonly from?: string;
}

export class Links {
	readonly #chartwire: Chartwire;
	readonly #scope: Scope;

	constructor(chartwire: Chartwire, scope: Scope) {
		this.#chartwire = chartwire;
		this.#scope = scope;
	}

	/** `POST /v1/shares/open`, as an anonymous page asks. */
	async ask(body: object, { at = this.#chartwire.web(), from = '192.0.2.1' }: AskOptions = {}): Promise<Answer> {
		const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
		const response = await fetch(`${at.url}/v1/shares/open`, { method: 'POST', headers, body: JSON.stringify(body) });
		const answer = (await response.json()) as Record<string, unknown>;
		const { code } = (answer['error'] ?? {}) as { code?: string };
		return { status: response.status, code, body: answer, retryAfter: response.headers.get('retry-after') };
	}

	/** Of the chart `sales`, unless it says otherwise. */
	async share(more: object = {}): Promise<Made> {
		const { status, body } = await this.#chartwire.api('POST', '/v1/shares', { target: { chart: 'sales' }, ...more });
		assert.equal(status, 201, JSON.stringify(body));
		const [, code = ''] = /\/share#([\w-]{22})$/.exec(String(body['link'])) ?? [];
		return { id: String(body['id']), code };
	}

	async revoke(id: string): Promise<number> {
		const headers = { authorization: `Bearer ${await this.#chartwire.token()}` };
		return (await fetch(`${this.#chartwire.web().url}/v1/shares/${id}`, { method: 'DELETE', headers })).status;
	}

	async tokenOf(code: string, at = this.#chartwire.web()): Promise<string> {
		return String((await this.ask({ code }, { at })).body['token']);
	}

	/** A socket that shows it. */
	async open(code: string, at = this.#chartwire.web()): Promise<WireClient> {
		return connectWire({ url: at.url, token: await this.tokenOf(code, at), scope: this.#scope });
	}
}

/** What a subscription is sent up to its first result, as text. */
export async function rowsOf(wire: WireClient, target: Parameters<WireClient['subscribe']>[0]): Promise<string> {
	await wire.subscribe(target);
	await until(() => wire.texts.join('\n').includes('"result"'), { what: 'a result comes', timeoutMs: 60_000 });
	return wire.texts.join('\n');
}
