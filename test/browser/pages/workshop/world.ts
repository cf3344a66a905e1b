/** The workshop in front of a real server: people who are signed in by its API, a source, and charts with a history. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import postgres from 'postgres';
import { codeOf, PASSWORD, Person, setUpAdministrator, startNodes, withToken } from '../../../support/people.ts';
import { withPostgres } from '../../../support/postgres.ts';
import type { Scope } from '../../../support/scope.ts';
import { spawnServer } from '../../../support/server.ts';
import { openPage, type WatchedPage } from '../support/browser.ts';

export interface World {
	readonly origin: string;
	readonly admin: Person;
	readonly author: Person;
	readonly viewer: Person;
	/** By the token of one of them. */
	api(by: Person, request: [string, string, unknown?]): ReturnType<typeof withToken>;
	/** Somebody who has joined and is signed in. */
	join(email: string, role: string): Promise<Person>;
}

const SALES = `create table sales (day date, region text, amount numeric);
insert into sales select '2026-01-01'::date + n, case n % 2 when 0 then 'north' else 'south' end, 100 + n * 7 % 45
from generate_series(0, 59) n`;

const REVENUE = {
	title: 'Revenue by day',
	source: 'sample',
	sql: 'select day, sum(amount) as revenue\nfrom sales\nwhere true [[ and region = {{region}} ]] [[ and day between {{days.start}} and {{days.end}} ]]\ngroup by day\norder by day',
	params: [
		{ name: 'region', type: 'text', required: false, allowed: ['north', 'south'] },
		{ name: 'days', type: 'daterange', required: false },
	],
	spec: { version: 1, type: 'line', title: 'Revenue', formats: { revenue: { style: 'currency', currency: 'EUR' } } },
};

/** More than one page of the list; all of them are one question, which runs once. */
const OTHERS = 13;

async function declare(world: World, name: string, chart: object): Promise<void> {
	const { status, body } = await world.api(world.author, ['PUT', `/v1/charts/${name}`, chart]);
	if (status >= 300) throw new Error(`The chart ${name} was not saved: ${JSON.stringify(body)}`);
}

async function furnish(world: World, customerUrl: string): Promise<void> {
	await world.api(world.author, ['PUT', '/v1/sources/sample', { engine: 'postgresql', url: customerUrl }]);
	for (let index = 1; index <= OTHERS; index += 1) {
		const sql = 'select region, sum(amount) as amount from sales group by region order by region';
		await declare(world, `other-${index}`, { title: `Number ${index}`, source: 'sample', sql });
	}
	const first = REVENUE.sql.replace('sum(amount)', 'count(*)');
	await declare(world, 'revenue', { ...REVENUE, sql: first, claims: [] });
	await declare(world, 'revenue', REVENUE);
	const tenants =
		"select region, sum(amount) as amount from sales where coalesce({{claims.tenant}}::text, '') = '' group by region";
	await declare(world, 'own-rows', { title: 'Own rows', source: 'sample', sql: tenants, claims: ['tenant'] });
}

export async function startWorld(scope: Scope): Promise<World> {
	const [{ nodes, env }, customer] = await Promise.all([startNodes(scope), withPostgres(scope)]);
	const [node] = nodes;
	await spawnServer({ role: 'worker', env, scope });
	const sql = postgres(customer.url, { max: 1, onnotice: () => {} });
	await sql.unsafe(SALES);
	await sql.end();
	const admin = await setUpAdministrator(node);
	const join: World['join'] = async (email, role) => {
		const { link } = await admin.must('POST', '/projects/default/invitations', { role });
		const person = new Person(node, email);
		const name = email.split('@')[0] ?? '';
		await person.must('POST', '/join', { code: codeOf(link), email, name, password: PASSWORD });
		return person;
	};
	const api: World['api'] = async (by, request) => withToken(node, await by.token(), request);
	const [author, viewer] = [await join('grace@example.com', 'author'), await join('vic@example.com', 'viewer')];
	const world = { origin: node.url, admin, author, viewer, api, join };
	await furnish(world, customer.url);
	return world;
}

const PATIENCE_MS = 15_000;

/** A page of the workshop, as somebody who is signed in sees it. */
export function openWorkshop(
	browser: Browser,
	{ origin }: World,
	{ as, path, ...options }: BrowserContextOptions & { readonly as: Person; readonly path: string },
): Promise<WatchedPage> {
	const { hostname } = new URL(origin);
	const cookies = [...as.jar].map(([name, value]) => ({ name, value, domain: hostname, path: '/' }));
	const prepare = (page: Page): Promise<void> => {
		page.setDefaultTimeout(PATIENCE_MS);
		return page.context().addCookies(cookies);
	};
	return openPage(browser, `${origin}/workshop/default/${path}`, { ...options, prepare });
}
