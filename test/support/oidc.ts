/** A browser on its way through an OpenID provider, step by step, so that a test may change what it carries. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../server/embedded/ports.ts';
import { endProcess, exitOf, guardChild, hasExited } from '../../server/embedded/processes.ts';
import type { Person } from './people.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export interface Somebody {
	readonly sub: string;
	readonly email?: string;
	readonly email_verified?: boolean | string;
	readonly name?: string;
	/** What the ID token says otherwise than the answer of the UserInfo endpoint. */
	readonly inToken?: { readonly email_verified: boolean };
}

/** As in the server's settings. */
export const CLIENT = { id: 'chartwire', secret: 'a-secret-of-the-client' } as const;

/** Starts a provider that sends browsers back to one address. Answers its issuer. */
export async function startProvider(scope: Scope, redirectUri: string) {
	const file = fileURLToPath(new URL('./oidc-provider.process.ts', import.meta.url));
	const port = String(await freePort());
	const args = ['--import', 'tsx', file, port, CLIENT.id, CLIENT.secret, redirectUri];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
	guardChild(child, 'TERM');
	const pieces: string[] = [];
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
	const exited = exitOf(child);
	const stop = async () => {
		await endProcess(() => hasExited(child), child.pid ?? 0, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
		await exited;
	};
	scope.defer(stop);
	const issuer = await until(
		() => {
			if (hasExited(child)) throw new Error(`The provider ended:\n${pieces.join('')}`);
			return /^(http:\/\/127\.0\.0\.1:\d+)$/m.exec(pieces.join(''))?.[1];
		},
		{ timeoutMs: 30_000, what: 'the provider says where it is' },
	);
	return { issuer, stop };
}

/** Where the server sends a browser that wants to sign in. */
export async function start(person: Person, returnTo = '/account'): Promise<URL> {
	const response = await person.fetch(`/v1/account/oidc/start?return=${encodeURIComponent(returnTo)}`);
	return new URL(response.headers.get('location') ?? '', person.node.url);
}

/** Signs somebody in at the provider. Answers the address to which it sends the browser back. */
export async function atProvider(address: URL, somebody: Somebody): Promise<URL> {
	const jar = new Map<string, string>();
	let at = address;
	while (at.origin === address.origin) {
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
		const headers = { cookie, 'x-person': JSON.stringify(somebody) };
		const response = await fetch(at, { headers, redirect: 'manual' });
		for (const line of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			jar.set(name, value);
		}
		const next = response.headers.get('location');
		if (next === null) throw new Error(`The provider answers ${response.status}: ${await response.text()}`);
		at = new URL(next, at);
	}
	return at;
}

/** Where the server sends a browser that has come back. */
export async function comeBack(person: Person, answer: URL): Promise<string> {
	const response = await person.fetch(answer.pathname + answer.search);
	return response.headers.get('location') ?? `${response.status}`;
}

/** All of it. */
export async function signInAt(person: Person, somebody: Somebody, returnTo?: string): Promise<string> {
	return comeBack(person, await atProvider(await start(person, returnTo), somebody));
}
