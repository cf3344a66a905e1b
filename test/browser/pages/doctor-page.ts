/** The page `/doctor`: what it finds for the author of a page elsewhere, by the form and by its fragment, and how it is read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FindingCode } from '../../../widget/diagnose/checks.ts';
import { openPage, textOf, type WatchedPage } from './support/browser.ts';
import { type Clinic, demandFindings, openPatient } from './support/diagnosed.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function brokenRules(page: Page): Promise<readonly string[]> {
	await page.evaluate(AXE);
	return page.evaluate(async (rules) => {
		const { violations } = await window.axe.run(document.documentElement, { runOnly: rules });
		return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
	}, RULES);
}

/** Whether anything stands out of the window on either side. */
const isCut = (page: Page): Promise<boolean> =>
	page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

export function testDoctorPage(clinic: () => Clinic): void {
	const web = () => clinic().chartwire.web().url;
	const openDoctor = (asked: Readonly<Record<string, string>>): Promise<WatchedPage> =>
		openPage(clinic().browser, `${web()}/doctor#${new URLSearchParams(asked)}`);

	test('names what is wrong for a page elsewhere: origin, project, chart, parameters, token, mixed content', async () => {
		const { viewer, site } = clinic();
		const page = site.origin;
		const token = await viewer();
		const closed = await viewer({ project: 'closed' });
		const cases: readonly (readonly [Readonly<Record<string, string>>, readonly FindingCode[]])[] = [
			[{ page: `${page}/prices?x=1`, chart: 'sales', project: 'default', token }, []],
			[{ page, chart: 'sales', token: closed }, ['origin_not_allowed']],
			[{ page: 'https://app.example.com', chart: 'sales', project: 'closed', token: closed }, ['mixed_content']],
			[{ page, chart: 'sales', project: 'shop', token }, ['other_project']],
			[{ page, chart: 'hidden-plans', token }, ['unknown_chart']],
			[{ page, chart: 'sales', params: '{"size":1}', token }, ['parameters_refused']],
			[{ page, chart: 'sales', params: 'not json', token }, ['chart_missing']],
			[{ page, chart: 'sales', token: await viewer({ expiresInSeconds: -60 }) }, ['token_expired']],
			[{ page, chart: 'sales', token: 'rubbish' }, ['token_invalid']],
			[{ page, chart: 'sales' }, ['token_missing']],
		];
		for (const [asked, expected] of cases) {
			const shown = await openDoctor(asked);
			// 127.0.0.1 is as good as TLS: only a server elsewhere would be mixed content.
			const findings = expected[0] === 'mixed_content' ? [] : expected;
			await demandFindings(shown, findings, '#report');
			assert.deepEqual(shown.complaints, []);
			await shown.close();
		}
	});

	test('reads a policy that is pasted into its form, and says what is to be added', async () => {
		const shown = await openPage(clinic().browser, `${web()}/doctor`);
		const { page } = shown;
		await page.getByLabel('Address of your page').fill('https://shop.example.com/');
		await page.getByLabel('Chart').fill('sales');
		await page.getByLabel('Token').fill(await clinic().viewer());
		await page.getByLabel('Content-Security-Policy').fill(`default-src 'self'; script-src ${web()}`);
		await page.getByRole('button', { name: 'Find out' }).click();
		await demandFindings(shown, ['policy_blocks'], '#report');
		const mend = await textOf(page.locator('#report .doctor code'));
		assert.equal(mend, `connect-src ${web()} ${web().replace('http', 'ws')}`);
		await page.getByLabel('Content-Security-Policy').fill(`default-src 'self'; script-src ${web()}; ${mend}`);
		await page.getByRole('button', { name: 'Find out' }).click();
		await demandFindings(shown, [], '#report');
		await page.getByLabel('Content-Security-Policy').fill("default-src 'self'");
		await page.getByRole('button', { name: 'Find out' }).click();
		await demandFindings(shown, ['script_blocked'], '#report');
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});

	test('its help is served beside it, and has the line of the finding', async () => {
		const shown = await openDoctor({ chart: 'sales', token: 'rubbish' });
		await demandFindings(shown, ['token_invalid'], '#report');
		const opening = shown.page.context().waitForEvent('page');
		await shown.page.getByRole('link', { name: 'More about this' }).click();
		const help = await opening;
		await help.locator('tr#token_invalid', { hasText: 'signature, form or a claim is wrong' }).waitFor();
		assert.deepEqual(await brokenRules(help), []);
		await shown.close();
	});

	for (const [name, colorScheme, width] of [
		['light and wide', 'light', 1100],
		['dark and narrow', 'dark', 320],
	] as const) {
		test(`axe-core finds nothing, and nothing is cut, ${name}`, async () => {
			const context = { colorScheme, viewport: { width, height: 900 } };
			const address = `${web()}/doctor#${new URLSearchParams({ chart: 'hidden-plans', token: await clinic().viewer() })}`;
			const own = await openPage(clinic().browser, address, context);
			await demandFindings(own, ['unknown_chart'], '#report');
			const ink = colorScheme === 'dark' ? 'background:#12161b;color:#eceff2' : '';
			const before = `<main style="${ink}"><h1>Prices</h1>`;
			const attributes = { chart: 'hidden-plans', token: await clinic().viewer(), theme: colorScheme };
			const patient = await openPatient(clinic(), { attributes, before, context });
			await demandFindings(patient, ['unknown_chart']);
			for (const { page } of [own, patient]) {
				assert.deepEqual(await brokenRules(page), []);
				assert.equal(await isCut(page), false);
			}
			await own.close();
			await patient.close();
		});
	}
}
