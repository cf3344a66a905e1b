/** Waits for the web process, and gives it the demo's source, charts and dashboards over its own API. May be repeated. */
import { setTimeout as sleep } from 'node:timers/promises';
import { signToken } from '../../server/auth/sign-token.ts';
import { DEMO_CHARTS } from '../charts.ts';
import { DEMO_DASHBOARDS } from '../dashboards.ts';
import { DemoError } from './state.ts';

const READY_TIMEOUT_MS = 60_000;

/** Resolves when `url` answers with 200. */
export async function waitUntilReady(url: string, name: string, signal: AbortSignal): Promise<void> {
	const deadline = Date.now() + READY_TIMEOUT_MS;
	let last = 'it does not answer';
	while (!signal.aborted) {
		try {
			const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
			const text = await answer.text();
			if (answer.ok) return;
			last = `${answer.status} ${text.slice(0, 300)}`;
		} catch {
			// Not listening yet.
		}
		if (Date.now() > deadline) throw new DemoError(`The ${name} did not get ready within a minute: ${last}`);
		await sleep(50, undefined, { signal });
	}
}

async function put(address: string, path: string, token: string, body: unknown): Promise<void> {
	const answer = await fetch(`${address}${path}`, {
		method: 'PUT',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(20_000),
	});
	if (!answer.ok)
		throw new DemoError(`PUT ${path} was answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}

export async function seed(address: string, secret: string, readerUrl: string): Promise<void> {
	const token = await signToken(secret, {
		subject: 'demo-start',
		project: 'default',
		charts: '*',
		dashboards: '*',
		permissions: ['author'],
		expiresInSeconds: 300,
	});
	await put(address, '/v1/sources/sample', token, { engine: 'postgresql', url: readerUrl });
	for (const { name, ...chart } of DEMO_CHARTS) {
		await put(address, `/v1/charts/${encodeURIComponent(name)}`, token, chart);
	}
	for (const { name, ...dashboard } of DEMO_DASHBOARDS) {
		await put(address, `/v1/dashboards/${encodeURIComponent(name)}`, token, dashboard);
	}
}
