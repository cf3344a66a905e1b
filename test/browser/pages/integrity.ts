/** Subresource Integrity: what the hashes that the build writes hold, and what they do not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import { eventually } from './support/browser.ts';
import { placeCharts } from './support/many-charts.ts';
import { CHARTWIRE, hashesOfBuild, openSite } from './support/strict-page.ts';

const ENTRIES = { 'chartwire.mjs': 'type="module"', 'chartwire.js': '' } as const;

const entryOf = (name: keyof typeof ENTRIES): string =>
	`<script ${ENTRIES[name]} src="${CHARTWIRE}/${name}" integrity="${hashesOfBuild()[name]}" crossorigin></script>`;

function importMap(): string {
	const hashes = Object.entries(hashesOfBuild()).filter(([name]) => name.endsWith('.mjs'));
	const integrity = Object.fromEntries(hashes.map(([name, hash]) => [`${CHARTWIRE}/${name}`, hash]));
	return `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
}

const change = (which: RegExp) => (path: string, text: string) => (which.test(path) ? `${text}\n//` : text);

export function testIntegrity(browser: () => Browser): void {
	for (const name of ['chartwire.mjs', 'chartwire.js'] as const) {
		test(`${name} is loaded by its hash, and not when it has been changed`, async () => {
			const good = await openSite(browser(), { script: entryOf(name) });
			await placeCharts(good.page, [{ id: 'line' }]);
			assert.deepEqual(good.complaints, []);
			await good.close();
			const tampered = change(name === 'chartwire.js' ? /chartwire\.js$/ : /chartwire\.mjs$/);
			const bad = await openSite(browser(), { script: entryOf(name), tampered });
			assert.match(bad.complaints.join('\n'), /integrity/);
			assert.equal(await bad.page.evaluate(() => customElements.get('sql-chart') === undefined), true);
			await bad.close();
		});
	}

	test('an import map holds every chunk to its hash, by whichever entry', async () => {
		const script = `${importMap()}${entryOf('chartwire.js')}`;
		const good = await openSite(browser(), { script });
		await placeCharts(good.page, [{ id: 'line' }, { id: 'bar', type: 'bar' }]);
		assert.deepEqual(good.complaints, []);
		await good.close();
		const bad = await openSite(browser(), { script, tampered: change(/chunks\/main-/) });
		await eventually('the chunk is refused', async () => bad.complaints.find((each) => /integrity/.test(each)));
		assert.equal(await bad.page.evaluate(() => customElements.get('sql-chart') === undefined), true);
		await bad.close();
	});
}
