/** One palette: the style sheets of the workshop, of accounts and of the demo are served apart, and say the same colours. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const FILES = ['workshop/workshop.css', 'server/people/pages/people.css', 'demo/pages/base.css'];

/** What a sheet's names stand for. */
function coloursOf(file: string): ReadonlyMap<string, string> {
	const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
	const found = text.matchAll(/^\t(--[\w-]+): (light-dark\([^)]*\));$/gm);
	return new Map([...found].map(([, name = '', value = '']) => [name, value]));
}

test('a colour of one name is the same in the workshop, on the pages of accounts and in the demo', () => {
	const [workshop, ...others] = FILES.map(coloursOf);
	assert.ok(workshop !== undefined && workshop.size > 10);
	const shared = others.flatMap((colours) => [...colours].filter(([name]) => workshop.has(name)));
	assert.ok(shared.length > 10);
	assert.deepEqual(
		shared.filter(([name, value]) => workshop.get(name) !== value),
		[],
	);
});
