/** What the doctor finds on the way to the server and to a token: each failure is brought about by real pages and servers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../../../server/embedded/postgres.ts';
import { makeBuild } from '../../support/builds.ts';
import { makeCertificates } from '../../support/certificates.ts';
import { temporaryDirectory } from '../../support/postgres.ts';
import type { Scope } from '../../support/scope.ts';
import { spawnServer } from '../../support/server.ts';
import { connectWire } from '../../support/wire.ts';
import { openPage, textOf } from './support/browser.ts';
import {
	type Clinic,
	chartHtml,
	demandFindings,
	demandOf,
	openPatient,
	startBluntProxy,
	startFirewall,
} from './support/diagnosed.ts';
import { htmlOf } from './support/other-site.ts';

const BUILT = fileURLToPath(new URL('../../../dist/browser/', import.meta.url));
const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** A site over TLS that has the script itself. */
async function openSecureSite(scope: Scope, html: string): Promise<string> {
	const { certificate, key } = makeCertificates(temporaryDirectory());
	const server = createServer(
		{ cert: readFileSync(certificate), key: readFileSync(key) },
		({ url = '/' }, response) => {
			const isScript = url.endsWith('.mjs');
			response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
			response.end(isScript ? readFileSync(join(BUILT, url)) : html);
		},
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	scope.defer(() => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(resolve));
	});
	return `https://localhost:${(server.address() as AddressInfo).port}/`;
}

export function testWay(scope: Scope, clinic: () => Clinic): void {
	const sales = async () => ({ chart: 'sales', token: await clinic().viewer() });
	const web = () => clinic().chartwire.web().url;

	test('of a chart that is well it says so, and every link is ok', async () => {
		const report = await demandOf(clinic(), { attributes: await sales() });
		assert.equal(report.match(/^\+ .*: ok$/gm)?.length, 13);
	});

	test('a policy without connect-src is named, with the sources that mend it: added, the chart is there', async () => {
		const policyWith = (more: string) => `default-src 'none'; script-src ${web()}; style-src 'self'; ${more}`;
		const headersWith = (more: string) => ({ 'content-security-policy': policyWith(more) });
		const attributes = await sales();
		const shown = await openPatient(clinic(), { attributes, headers: headersWith('') });
		await demandFindings(shown, ['policy_blocks']);
		const mend = await textOf(shown.page.locator('.doctor code'));
		assert.equal(mend, `connect-src ${web()} ${web().replace('http', 'ws')}`);
		await shown.close();
		await demandOf(clinic(), { attributes, headers: headersWith(mend) });
	});

	test('a policy that lacks the page’s own origin, for its token endpoint, is told to have ’self’', async () => {
		const { site } = clinic();
		site.put('/own-token', { body: '{"token":"never read"}', headers: JSON_TYPE });
		const policy = `script-src ${web()}; connect-src ${web()} ${web().replace('http', 'ws')}`;
		const headers = { 'content-security-policy': policy };
		const attributes = { chart: 'sales', 'token-endpoint': '/own-token' };
		const shown = await openPatient(clinic(), { attributes, headers });
		await demandFindings(shown, ['policy_blocks']);
		assert.equal(await textOf(shown.page.locator('.doctor code')), "connect-src 'self'");
		await shown.close();
	});

	test('an address that is none, one that cuts every connection, and one where something else answers', async () => {
		const attributes = await sales();
		const script = web();
		await demandOf(clinic(), { attributes: { ...attributes, server: 'https://' }, script }, 'bad_server');
		const server = await startFirewall(scope);
		await demandOf(clinic(), { attributes: { ...attributes, server }, script }, 'unreachable');
		const other = clinic().site.origin;
		await demandOf(clinic(), { attributes: { ...attributes, server: other }, script }, 'not_chartwire');
	});

	test('a page of https: that is to load from http:', async () => {
		const attributes = { ...(await sales()), server: 'http://charts.example.com' };
		const html = htmlOf(`<script type="module" src="/chartwire.mjs"></script>${chartHtml(attributes)}`);
		const shown = await openPage(clinic().browser, await openSecureSite(scope, html), { ignoreHTTPSErrors: true });
		await demandFindings(shown, ['mixed_content']);
		assert.match(shown.complaints.join('\n'), /Mixed Content/);
		await shown.close();
	});

	test('a server that is asked too often', async () => {
		const { chartwire } = clinic();
		const env = { ...chartwire.env, CHARTWIRE_REQUESTS_PER_ADDRESS: '1' };
		const { url } = await spawnServer({ role: 'web', env, scope });
		const crowd = setInterval(() => void fetch(`${url}/v1/schema`).catch(() => undefined), 20);
		const attributes = { ...(await sales()), server: url };
		await demandOf(clinic(), { attributes, script: web() }, 'rate_limited').finally(() => clearInterval(crowd));
	});

	test('WebSockets that a proxy refuses: the chart is there, by a stream, and the doctor says so', async () => {
		const attributes = { ...(await sales()), server: await startBluntProxy(scope, web()) };
		const shown = await openPatient(clinic(), { attributes, script: web() });
		const report = await demandFindings(shown, ['socket_blocked']);
		await shown.page.locator('sql-chart .root.ready').waitFor();
		assert.match(await demandFindings(shown, ['socket_blocked']), /by an event stream/);
		assert.match(report, /^Connection: /m);
		await shown.close();
	});

	test('a proxy that takes the token’s header out', async () => {
		const server = await startBluntProxy(scope, web(), { without: 'authorization' });
		await demandOf(
			clinic(),
			{ attributes: { ...(await sales()), server }, script: web() },
			'header_lost',
			'socket_blocked',
		);
	});

	test('a proxy that keeps larger results to itself', async () => {
		const sql = 'select n, md5(n::text) as hash from generate_series(1, 2000) n';
		await clinic().chartwire.chart('long', sql);
		const token = await clinic().viewer({ charts: ['long'] });
		const server = await startBluntProxy(scope, web(), { forbids: '/v1/results/' });
		const attributes = { chart: 'long', token, server };
		await demandOf(clinic(), { attributes, script: web() }, 'socket_blocked', 'result_unreadable');
	});

	test('a server that has no place for one more connection, and one whose own database is stopped', async () => {
		const { chartwire } = clinic();
		const full = { ...chartwire.env, CHARTWIRE_CONNECTIONS_PER_ADDRESS: '1' };
		const crowded = await spawnServer({ role: 'web', env: full, scope });
		const held = await connectWire({ url: crowded.url, token: await clinic().viewer(), scope });
		const attributes = { ...(await sales()), server: crowded.url };
		assert.match(await demandOf(clinic(), { attributes, script: web() }, 'refused'), /too_many_connections/);
		await held.close();
		const own = await startEmbeddedPostgres({ dir: join(temporaryDirectory(), 'control'), durable: false });
		let isStopped = false;
		const stop = async (): Promise<void> => {
			if (!isStopped) await own.stop();
			isStopped = true;
		};
		scope.defer(stop);
		const env = { ...chartwire.env, DATABASE_URL: own.url('postgres') };
		const { url } = await spawnServer({ role: 'web', env, scope });
		await stop();
		const away = await demandOf(
			clinic(),
			{ attributes: { ...(await sales()), server: url }, script: web() },
			'server_away',
		);
		assert.match(away, /It answered 503 \(store_unavailable\)/);
	});

	test('a script of another build than the server’s: the chart is there, and the doctor says so', async () => {
		const build = makeBuild('zzzz');
		const headers = { 'content-type': 'text/javascript' };
		const read = (path: string) => readFileSync(join(build.folder, path), 'utf8');
		for (const name of build.chunks)
			clinic().site.put(`/old/chunks/${name}`, { body: read(`chunks/${name}`), headers });
		clinic().site.put('/old/chartwire.mjs', { body: read('chartwire.mjs'), headers });
		const attributes = { ...(await sales()), server: web() };
		const shown = await openPatient(clinic(), { attributes, script: `${clinic().site.origin}/old` });
		await demandFindings(shown, ['versions_differ']);
		await shown.page.locator('sql-chart .root.ready').waitFor();
		await shown.close();
	});

	test('no token, and each way in which an endpoint gives none', async () => {
		const { site } = clinic();
		await demandOf(clinic(), { attributes: { chart: 'sales' } }, 'token_missing');
		site.put('/sign-in', { body: htmlOf('Please sign in') });
		site.put('/empty', { body: '{}', headers: JSON_TYPE });
		const endpoints = [
			['/nothing-here', 'endpoint_status'],
			['/sign-in?secret=hush', 'endpoint_not_json'],
			['/empty', 'endpoint_no_token'],
			// It answers 200, without a header that lets another origin read it.
			[`${web()}/healthz`, 'endpoint_cors'],
			[await startFirewall(scope), 'endpoint_unreachable'],
		] as const;
		site.put('/sign-in?secret=hush', { body: htmlOf('Please sign in') });
		for (const [endpoint, code] of endpoints) {
			const attributes = { chart: 'sales', 'token-endpoint': endpoint };
			const report = await demandOf(clinic(), { attributes }, code);
			assert.doesNotMatch(report, /hush/);
		}
	});
}
