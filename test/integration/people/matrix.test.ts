/** Every route, for every role, for another project's people and for nobody: on a real node, from the app's own list of routes. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { type People, Person, startPeople, withToken } from '../../support/people.ts';
import { withPostgres } from '../../support/postgres.ts';
import { ACTORS, type Actor, type RouteEntry, routeTable } from '../../support/route-table.ts';
import { scope } from '../../support/scope.ts';

const owner = scope();
let people: People;
let table: Readonly<Record<string, RouteEntry>>;
const persons = new Map<Actor, string>();
const machineKeys = new Map<string, string>();
/** Of which project somebody is a member. */
const projects = new Map<Actor, string>();
let count = 0;

/** Nobody listens there: whoever goes to the provider is brought back to the sign-in page. */
const OIDC = { ISSUER: 'http://127.0.0.1:9', CLIENT_ID: 'x', CLIENT_SECRET: 'x' };
const env = {
	...Object.fromEntries(Object.entries(OIDC).map(([name, value]) => [`CHARTWIRE_OIDC_${name}`, value])),
	CHARTWIRE_TAP: 'positions',
	CHARTWIRE_PICTURE_WAIT_MS: '100',
	CHARTWIRE_EXPORT_WAIT_MS: '100',
};

before(async () => {
	const [started, { url: sourceUrl }] = await Promise.all([startPeople(owner, env), withPostgres(owner)]);
	people = started;
	const { admin } = people;
	for (const project of ['shop', 'bank']) await admin.must('POST', '/projects', { project, name: project });
	const join = (actor: Actor, role: string, project: string) => people.join(`${actor}@example.com`, role, project);
	let author = '';
	for (const [actor, role, project] of [
		['foreign', 'administrator', 'bank'],
		['viewer', 'viewer', 'shop'],
		['author', 'author', 'shop'],
		['manager', 'administrator', 'shop'],
	] as const) {
		const person = await join(actor, role, project);
		persons.set(actor, await person.id());
		projects.set(actor, project);
		if (actor === 'author') author = await person.token(project);
	}
	persons.set('installation', await admin.id());
	for (const role of ['viewer', 'author']) {
		const { key } = await admin.must('POST', '/projects/shop/keys', { name: role, role });
		machineKeys.set(role, String(key));
	}
	await admin.must('DELETE', `/projects/shop/members/${persons.get('installation')}`);
	const target = await (await people.join('target@example.com', 'viewer', 'shop')).id();
	const ask = (...request: [string, string, unknown?]) => withToken(people.nodes[0], author, request);
	await ask('PUT', '/v1/sources/main', { engine: 'postgresql', url: sourceUrl });
	await ask('PUT', '/v1/charts/sales', { source: 'main', sql: 'select 1 as n' });
	const tabs = [{ id: 'tab', title: 'Tab', items: [] }];
	await ask('PUT', '/v1/dashboards/sales', { title: 'Sales', tabs });
	const { body } = await ask('POST', '/v1/runs', { chart: 'sales' });
	const run = String(body['run']);
	await ask('DELETE', `/v1/runs/${run}`);
	const fresh = () => {
		count += 1;
		return `fresh${count}`;
	};
	table = routeTable({ target, run, sourceUrl, fresh });
});

/** Every pattern that a whole node answers, as `GET /v1/runs/:id`. */
function routesOfApp(): string[] {
	const settings = { publicUrl: 'http://localhost', oidc: { issuer: 'http://localhost' } };
	const { routes } = createApp({ people: { settings }, doors: {}, scriptFolder: '.', tap: {} } as never);
	const real = routes.filter(({ method, path }) => method !== 'ALL' || !path.endsWith('*'));
	return [...new Set(real.map(({ method, path }) => `${method} ${path}`))];
}

/** A browser that is signed in, without its password: of its own for each request, since some end their session. */
async function browserOf(actor: Actor): Promise<Person> {
	const person = new Person(people.nodes[count % 2 === 0 ? 0 : 1], `${actor}@example.com`);
	const account = persons.get(actor);
	if (account === undefined) return person;
	const token = randomBytes(32).toString('base64url');
	const hash = createHash('sha256').update(token).digest('base64url');
	await people.control`insert into sessions (hash, account, expires_at, address, agent)
		values (${hash}, ${account}, now() + interval '1 hour', 'test', 'test')`;
	person.jar.set('chartwire', token);
	return person;
}

async function outcomeOf(response: Response): Promise<string> {
	if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
		await response.body?.cancel();
		return 'ok';
	}
	const text = await response.text();
	if (response.status < 400) return 'ok';
	const { code = '', message = '' } = (JSON.parse(text) as { error: { code?: string; message?: string } }).error;
	return message.startsWith('There is no such project') ? 'no_project' : code;
}

/** With the cookie and, beside the account's part, with a token of the actor's project: that of a machine, or a fresh one. */
async function asked(route: string, actor: Actor, key?: string): Promise<string> {
	const [method = ''] = route.split(' ');
	const { path, body } = table[route] as RouteEntry;
	const person = await browserOf(actor);
	const project = path.startsWith('/v1/account') ? undefined : projects.get(actor);
	const token = key ?? (project === undefined ? undefined : await person.token(project));
	const ours = { origin: person.node.url, 'chartwire-account': '1', 'sec-fetch-site': 'same-origin' };
	const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
	const headers = { ...ours, ...bearer, 'content-type': 'application/json' };
	const sent = /\/v1\/(stream|poll)$/.test(path) ? { token: token ?? '', ...body } : body;
	const init = { method, headers, ...(sent === undefined ? {} : { body: JSON.stringify(sent) }) };
	return outcomeOf(await person.fetch(path, init));
}

test('every route of the app has an entry, and every entry a route', () => {
	assert.deepEqual(routesOfApp().sort(), Object.keys(table).sort());
});

/** Not of people: what is there depends on the build, and what an upgrade is answered on the socket. */
const isChecked = ({ outcomes }: RouteEntry) => !['file', 'upgrade'].includes(outcomes.stranger);

test('every route answers every role as the table says, and other projects’ people with nothing of this one', async () => {
	const wrong: string[] = [];
	for (const [route, entry] of Object.entries(table).filter(([, each]) => isChecked(each))) {
		for (const actor of ACTORS) {
			await people.control`delete from sign_in_attempts`;
			const outcome = await asked(route, actor);
			if (outcome !== entry.outcomes[actor])
				wrong.push(`${route} for ${actor}: ${outcome}, not ${entry.outcomes[actor]}`);
		}
	}
	assert.deepEqual(wrong, []);
});

test('a machine’s key is answered as its role is, and nothing at the account’s part', async () => {
	const wrong: string[] = [];
	for (const [route, { path, outcomes }] of Object.entries(table).filter(([, each]) => isChecked(each))) {
		for (const role of ['viewer', 'author'] as const) {
			const isAccount = path.startsWith('/v1/account');
			const outcome = await asked(route, 'stranger', machineKeys.get(role));
			const expected = isAccount ? outcomes.stranger : outcomes[role];
			if (outcome !== expected) wrong.push(`${route} for the ${role}’s key: ${outcome}, not ${expected}`);
		}
	}
	assert.deepEqual(wrong, []);
});
