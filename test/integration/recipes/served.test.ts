/** Recipes by way of a server: listed, adapted to a customer's own table, saved as charts, run and drawn. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Chartwire, startChartwire } from '../../support/chartwire.ts';
import { scope } from '../../support/scope.ts';

const owner = scope();
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
});

interface Served {
	readonly name: string;
	readonly sql: string;
	readonly params: readonly object[];
	readonly spec: object;
}

const get = async (path: string) => chartwire.api('GET', `/v1/recipes${path}`);

describe('recipes', () => {
	test('are nothing for viewers, nor for whoever has no token', async () => {
		const { url } = chartwire.web();
		const authorization = `Bearer ${await chartwire.token({ permissions: [] })}`;
		assert.equal((await fetch(`${url}/v1/recipes`, { headers: { authorization } })).status, 403);
		assert.equal((await fetch(`${url}/v1/recipes`)).status, 401);
	});

	test('are charts as they stand: the server takes what it has answered', async () => {
		const { status, body } = await get('');
		assert.equal(status, 200);
		const recipes = body['recipes'] as Served[];
		assert.ok(recipes.length >= 36);
		for (const { name } of recipes) {
			const { sql, params, spec } = (await get(`/${name}`)).body as unknown as Served;
			const saved = await chartwire.api('PUT', `/v1/charts/${name}`, { source: 'sample', sql, params, spec });
			assert.equal(saved.status, 200, `${name}: ${JSON.stringify(saved.body)}`);
		}
	});

	test('on a table of the customer’s run there, and are drawn under its names', async () => {
		await chartwire.customer.unsafe(`
			create schema "Läden";
			create table "Läden"."Bons; 2024" ("Betrag €" numeric, kind text);
			insert into "Läden"."Bons; 2024" select n, case when n % 2 = 0 then 'tea' else 'coffee' end from generate_series(1, 40) as n`);
		const query = new URLSearchParams({
			table: '"Läden"."Bons; 2024"',
			columns: JSON.stringify({ category: 'kind', value: 'Betrag €' }),
		});
		const { sql, params, spec } = (await get(`/box-plot?${query}`)).body as unknown as Served;
		await chartwire.chart('boxes', sql, { params, spec });
		const headers = { authorization: `Bearer ${await chartwire.token()}` };
		const picture = await fetch(`${chartwire.web().url}/v1/charts/boxes/picture.svg`, { headers });
		const svg = await picture.text();
		assert.equal(picture.status, 200, svg);
		assert.match(svg, /Betrag € by kind/);
		assert.match(svg, />coffee</);
		assert.doesNotMatch(svg, /No rows/);
	});
});
