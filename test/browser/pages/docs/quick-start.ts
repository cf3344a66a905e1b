/**
 * docs/quick-start.md, followed to the letter by somebody who has nothing but it: its files are saved as they stand, its
 * commands run as they stand. Only the two ports are others, since those of the document may be taken here.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { freePort } from '../../../../server/embedded/ports.ts';
import type { Scope } from '../../../support/scope.ts';
import { TEST_SECRET } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';
import { openPage } from '../support/browser.ts';
import { drawn } from './in-page.ts';
import { inShell } from './shell.ts';
import { cloneFolder, type Reach, snippetsOf } from './world.ts';

const SAVED = ['page.html', 'shop.mjs'];

function blockOf(mark: string): string {
	const found = snippetsOf('quick-start').find((each) => each.mark === mark);
	assert.ok(found !== undefined, `docs/quick-start.md has no block <!-- ${mark} -->`);
	return found.text;
}

export function testQuickStart(world: Reach, owner: Scope): void {
	let port = 0;
	before(async () => {
		port = await freePort();
		const { chartwire } = world();
		const folder = cloneFolder();
		const here = (text: string): string =>
			text.replaceAll('http://localhost:8080', chartwire.web().url).replaceAll(/\b3000\b/g, String(port));
		// As the demo has made it, at its first start.
		mkdirSync(join(folder, '.chartwire'));
		writeFileSync(join(folder, '.chartwire/secret'), `${TEST_SECRET}\n`);
		const steps = ['the chart', 'the key'].map((step) => here(blockOf(`step: ${step}`)));
		const authored = inShell(steps.join('\n'), { cwd: folder, env: {}, owner });
		assert.equal(await authored.ended, 0, authored.output());
		const cwd = join(folder, 'my-shop');
		for (const name of SAVED) writeFileSync(join(cwd, name), here(blockOf(`save: ${name}`)));
		const shop = inShell(`exec ${blockOf('step: the shop')}`, { cwd, env: {}, owner });
		const isThere = (): Promise<boolean> => fetch(`http://localhost:${port}`).then(({ ok }) => ok);
		await until(() => isThere().catch(() => (shop.child.exitCode === null ? false : assert.fail(shop.output()))), {
			what: 'the shop serves its page',
		});
	});

	test('every block of the quick start that is to be followed is followed', () => {
		const marks = snippetsOf('quick-start').map(({ mark }) => mark);
		const followed = ['step: the chart', 'step: the key', ...SAVED.map((name) => `save: ${name}`), 'step: the shop'];
		assert.deepEqual(marks, followed);
	});

	test('page and back end of the quick start have less than 20 lines', () => {
		const lines = SAVED.flatMap((name) => blockOf(`save: ${name}`).split('\n'));
		assert.ok(lines.length < 20, `${lines.length} lines`);
	});

	test('two tenants see their own rows in one page of another origin, made of nothing but the quick start', async () => {
		const { browser, chartwire } = world();
		const rows: string[] = [];
		for (const [tenant, region] of [
			['acme', 'Europe'],
			['globex', 'Asia Pacific'],
		] as const) {
			const shown = await openPage(browser, `http://${tenant}.localhost:${port}/`);
			const { page } = shown;
			await drawn(page);
			assert.notEqual(await page.evaluate('location.origin'), chartwire.web().url);
			const csv = await page.evaluate(() => document.querySelector('sql-chart')?.toCsv());
			const expected = await chartwire.customer<{ product: string; sales: string }[]>`
				select product, sum(amount)::text as sales from orders where region = ${region} group by 1 order by sum(amount) desc`;
			assert.equal(
				csv?.trim(),
				['product,sales', ...expected.map((row) => `${row.product},${row.sales}`)].join('\r\n'),
			);
			rows.push(csv ?? '');
			assert.deepEqual([...shown.complaints, ...shown.warnings], []);
			await shown.close();
		}
		assert.notEqual(rows[0], rows[1]);
	});
}
