/** People in front of a web node: each with the cookies of a browser of their own, and the headers that its pages send. */
import postgres from 'postgres';
import { withPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import type { Scope } from './scope.ts';
import { type SpawnedServer, spawnServer } from './server.ts';
import { until } from './until.ts';

export interface Answer {
	readonly status: number;
	/** Parsed; empty without a body. */
	readonly body: Record<string, unknown>;
	readonly code: string | undefined;
	readonly headers: Headers;
}

export const PASSWORD = 'correct horse battery staple';

async function read(response: Response): Promise<Answer> {
	const text = await response.text();
	const json = response.headers.get('content-type')?.includes('json') ?? false;
	const body = (json && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>;
	const { code } = (body['error'] ?? {}) as { code?: string };
	return { status: response.status, body, code, headers: response.headers };
}

export class Person {
	readonly jar = new Map<string, string>();
	readonly email: string;
	node: SpawnedServer;

	constructor(node: SpawnedServer, email: string) {
		this.node = node;
		this.email = email;
	}

	get cookies(): string {
		return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	/** As a browser keeps cookies: those that end at once are forgotten. */
	keep(headers: Headers): void {
		for (const line of headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (/max-age=0/i.test(line)) this.jar.delete(name);
			else this.jar.set(name, value);
		}
	}

	/** Any address of the node, with the cookies and whatever headers are given. */
	async fetch(path: string, init: RequestInit = {}): Promise<Response> {
		const headers = { ...(this.jar.size > 0 ? { cookie: this.cookies } : {}), ...(init.headers as object) };
		const response = await fetch(`${this.node.url}${path}`, { redirect: 'manual', ...init, headers });
		this.keep(response.headers);
		return response;
	}

	/** `/v1/account…`, as the server's own page asks. */
	async ask(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
		const own = { origin: this.node.url, 'chartwire-account': '1', 'sec-fetch-site': 'same-origin' };
		const json = body === undefined ? {} : { 'content-type': 'application/json' };
		const init = { method, headers: { ...own, ...json, ...headers } as Record<string, string> };
		const sent = body === undefined ? init : { ...init, body: JSON.stringify(body) };
		return read(await this.fetch(`/v1/account${path}`, sent));
	}

	/** As `ask`. @throws Error unless it is answered well */
	async must(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
		const answer = await this.ask(method, path, body);
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body;
	}

	signIn(password = PASSWORD): Promise<Answer> {
		return this.ask('POST', '/sign-in', { email: this.email, password });
	}

	async id(): Promise<string> {
		return String((await this.must('GET', ''))['account']);
	}

	/** An access token for a project. */
	async token(project = 'default'): Promise<string> {
		return String((await this.must('POST', '/token', { project }))['token']);
	}
}

/** The API beside the accounts, by a token. */
export async function withToken(node: SpawnedServer, token: string, request: [string, string, unknown?]) {
	const [method, path, body] = request;
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
	return read(await fetch(`${node.url}${path}`, init));
}

export const codeOf = (link: unknown): string => /#code=([\w-]{43})$/.exec(String(link))?.[1] ?? '';

/** The code of the link that a node has logged. */
export const loggedCode = (node: SpawnedServer): string => /\/setup#code=([\w-]{43})"/.exec(node.output())?.[1] ?? '';

export interface People {
	/** Two web nodes. */
	readonly nodes: readonly [SpawnedServer, SpawnedServer];
	readonly control: postgres.Sql;
	readonly env: Readonly<Record<string, string>>;
	/** The first administrator, signed in at the first node. */
	readonly admin: Person;
	/** Somebody who has joined by an invitation, and is signed in. */
	join(email: string, role: string, project?: string): Promise<Person>;
}

/** Two web nodes on an empty store, and nobody yet. */
export async function startNodes(scope: Scope, more: Readonly<Record<string, string>> = {}) {
	const redis = await startRedis(scope, { persist: false });
	const { url } = await withPostgres(scope);
	const control = postgres(url, { max: 2, onnotice: () => {} });
	scope.defer(() => control.end({ timeout: 1 }));
	const env = { DATABASE_URL: url, REDIS_URL: redis.url, ...more };
	const start = () => spawnServer({ role: 'web', env, scope });
	return { nodes: await Promise.all([start(), start()]), control, env, start };
}

export async function setUpAdministrator(node: SpawnedServer, email = 'admin@example.com'): Promise<Person> {
	const admin = new Person(node, email);
	const code = await until(() => loggedCode(node), { what: 'the node logs a link' });
	await admin.must('POST', '/setup', { code, email, name: 'The Administrator', password: PASSWORD });
	return admin;
}

export async function startPeople(scope: Scope, more: Readonly<Record<string, string>> = {}): Promise<People> {
	const { nodes, control, env } = await startNodes(scope, more);
	const admin = await setUpAdministrator(nodes[0]);
	const join: People['join'] = async (email, role, project = 'default') => {
		const { link } = await admin.must('POST', `/projects/${project}/invitations`, { role });
		const person = new Person(nodes[0], email);
		const name = `Somebody called ${email.split('@')[0]}`;
		await person.must('POST', '/join', { code: codeOf(link), email, name, password: PASSWORD });
		return person;
	};
	return { nodes, control, env, admin, join };
}
