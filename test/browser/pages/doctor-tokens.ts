/** What the doctor finds of a token, its times, the page's origin, and what is asked for: with real tokens and servers. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { secretKey } from '../../../server/auth/signing-key.ts';
import { startEmbeddedPostgres } from '../../../server/embedded/postgres.ts';
import { temporaryDirectory } from '../../support/postgres.ts';
import type { Scope } from '../../support/scope.ts';
import { TEST_SECRET } from '../../support/server.ts';
import { openPage } from './support/browser.ts';
import { type Clinic, chartHtml, demandFindings, demandOf, openPatient } from './support/diagnosed.ts';
import { htmlOf } from './support/other-site.ts';

const nowS = (): number => Math.floor(Date.now() / 1_000);

/** As a back end whose clock is wrong would. */
const signAt = async (claims: object, secret = TEST_SECRET): Promise<string> =>
	new SignJWT({ sub: 'viewer', charts: ['sales'], ...claims })
		.setProtectedHeader({ alg: 'HS256' })
		.sign(await secretKey(secret));

const MINUTES = 60;

export function testTokens(scope: Scope, clinic: () => Clinic): void {
	const withToken = (token: string, more: object = {}) => ({ attributes: { chart: 'sales', token, ...more } });

	test('a token that is wrong, and one that was revoked', async () => {
		const forged = await signAt({ exp: nowS() + 600 }, 'another secret that is long enough 0123456');
		assert.match(await demandOf(clinic(), withToken(forged), 'token_invalid'), /signature or form is wrong/);
		await demandOf(clinic(), withToken('rubbish'), 'token_invalid');
		const revoked = await clinic().viewer({ id: 'to be revoked' });
		const answer = await fetch(`${clinic().chartwire.web().url}/v1/project/revocations`, {
			method: 'POST',
			headers: { authorization: `Bearer ${await clinic().chartwire.token()}`, 'content-type': 'application/json' },
			body: JSON.stringify({ token: 'to be revoked' }),
		});
		assert.ok(answer.ok, await answer.text());
		await demandOf(clinic(), withToken(revoked), 'token_revoked');
	});

	test('a token that runs out while it is looked at, and one with which the page was loaded too late', async () => {
		const shown = await openPatient(clinic(), withToken(await signAt({ exp: nowS() + 6 })));
		await shown.page.locator('sql-chart .root.ready').waitFor();
		await demandFindings(shown, ['token_expired']);
		await shown.close();
		const late = await signAt({ iat: nowS() - 20 * MINUTES, exp: nowS() - 5 * MINUTES });
		const report = await demandOf(clinic(), withToken(late), 'token_given_expired');
		assert.match(report, /It ended 5 minutes ago, and the page was loaded with it after that/);
	});

	test('the clock of the back end that signs, behind and ahead, is told from the token’s own times', async () => {
		const { site } = clinic();
		const headers = { 'content-type': 'application/json' };
		site.put('/slow-clock', async () => {
			const token = await signAt({ iat: nowS() - 20 * MINUTES, exp: nowS() - 5 * MINUTES });
			return { body: JSON.stringify({ token }), headers };
		});
		const endpoint = { attributes: { chart: 'sales', 'token-endpoint': '/slow-clock' } };
		assert.match(await demandOf(clinic(), endpoint, 'token_given_expired'), /the token endpoint gave it just now/);
		const [from, end] = [nowS() + 10 * MINUTES, nowS() + 25 * MINUTES];
		const early = await demandOf(
			clinic(),
			withToken(await signAt({ iat: from, nbf: from, exp: end })),
			'token_not_yet',
		);
		assert.match(early, /“nbf” is 10 minutes ahead of the server’s clock/);
		const shown = await openPatient(clinic(), withToken(await signAt({ iat: from, exp: end })));
		await demandFindings(shown, ['host_clock_ahead']);
		await shown.page.locator('sql-chart .root.ready').waitFor();
		await shown.close();
	});

	test('a viewer’s clock that is wrong is told from that of the back end, and keeps nothing away', async () => {
		const prepare = (page: { addInitScript(script: string): Promise<unknown> }) =>
			page.addInitScript('const real = Date.now; Date.now = () => real() - 600_000;');
		const shown = await openPatient(clinic(), { ...withToken(await clinic().viewer()), prepare });
		const report = await demandFindings(shown, ['viewer_clock']);
		assert.match(report, /It is 10 minutes behind, compared with the server’s/);
		await shown.page.locator('sql-chart .root.ready').waitFor();
		await shown.close();
	});

	test('a page whose origin is not let in, by the project or by the token, and a frame without an origin', async () => {
		const { site, viewer, browser, chartwire } = clinic();
		const report = await demandOf(clinic(), withToken(await viewer({ project: 'closed' })), 'origin_not_allowed');
		assert.match(report, new RegExp(`has ${site.origin}\\.`));
		const narrow = await viewer({ origins: ['https://app.example.com'] });
		await demandOf(clinic(), withToken(narrow), 'origin_not_allowed');
		const { attributes } = withToken(await viewer({ project: 'walled' }));
		const script = `<script type="module" src="${chartwire.web().url}/chartwire.mjs"></script>`;
		site.put('/boxed', { body: htmlOf(script + chartHtml(attributes)) });
		const around = (sandbox: string) =>
			site.put('/around', {
				body: htmlOf(`<iframe src="/boxed" sandbox="${sandbox}" width="800" height="800"></iframe>`),
			});
		const shown = await openPage(browser, around('allow-scripts'));
		const frame = shown.page.frameLocator('iframe');
		await frame.locator('.doctor', { hasText: 'This frame has no origin' }).waitFor();
		assert.equal(await frame.locator('.doctor code').textContent(), 'allow-same-origin');
		await shown.close();
		const mended = await openPage(browser, around('allow-scripts allow-same-origin'));
		await mended.page.frameLocator('iframe').locator('.doctor .well').waitFor();
		await mended.close();
	});

	test('a chart that is not there, or not for this token, and parameters that are not taken', async () => {
		const token = await clinic().viewer();
		const nothing = await demandOf(clinic(), { attributes: { token } }, 'chart_missing');
		assert.match(nothing, /Set the attribute “chart”/);
		const of = (chart: string, more: object = {}) => ({ attributes: { token, chart, ...more } });
		const missing = await demandOf(clinic(), of('no-such-plans'), 'unknown_chart');
		const hidden = await demandOf(clinic(), of('hidden-plans'), 'unknown_chart');
		const plain = (text: string) => text.replaceAll(/no-such|hidden/g, '').replace(/^Chartwire diagnosis.*/m, '');
		assert.equal(plain(missing), plain(hidden));
		const unknown = await demandOf(clinic(), of('sales', { 'param-size': 'XL' }), 'parameters_refused');
		assert.match(unknown, /declares no parameter "size"/);
		const locked = await clinic().viewer({ parameters: [] });
		const kept = { attributes: { token: locked, chart: 'sales', 'param-region': 'south' } };
		assert.match(
			await demandOf(clinic(), kept, 'parameters_refused'),
			/does not let the page set the parameter "region"/,
		);
	});

	test('a database that is stopped while its chart is watched, and SQL that fails', async () => {
		const { chartwire, viewer } = clinic();
		const dir = join(temporaryDirectory(), 'warehouse');
		const warehouse = await startEmbeddedPostgres({ dir, durable: false });
		let isStopped = false;
		const stop = async (): Promise<void> => {
			if (!isStopped) await warehouse.stop();
			isStopped = true;
		};
		scope.defer(stop);
		await chartwire.api('PUT', '/v1/sources/warehouse', { engine: 'postgresql', url: warehouse.url('postgres') });
		await chartwire.chart('stock', 'select 1 as n', { source: 'warehouse', refreshMs: 1_000, maxAgeMs: 0 });
		const token = await viewer({ charts: ['stock', 'broken'] });
		const shown = await openPatient(clinic(), { attributes: { chart: 'stock', token } });
		await demandFindings(shown, []);
		await stop();
		assert.match(await demandFindings(shown, ['source_down']), /did not reach the chart’s source/);
		await shown.close();
		await chartwire.chart('broken', 'select 1 / 0 as n');
		const failed = await demandOf(clinic(), { attributes: { chart: 'broken', token } }, 'run_failed');
		assert.match(failed, /The run ended with sql_error/);
	});
}
