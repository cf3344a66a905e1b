/** What a Content-Security-Policy blocks: as a browser has told, and as it is written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockedBy, blockedByText } from '../../../../widget/diagnose/policy.ts';

const server = 'https://charts.example.com';
const at = { pageOrigin: 'https://shop.example.com', server };
const ALLOWED = `script-src ${server}; connect-src ${server} wss://charts.example.com`;
const codesOf = (policy: string, where = at) =>
	blockedByText(policy, where).map((found) => `${found.code} ${'add' in found ? found.add : ''}`);

const SCRIPT = `script_blocked ${server}`;
const BOTH = `policy_blocks ${server} wss://charts.example.com`;

test('a policy that is written is read as browsers read it', () => {
	const cases: readonly (readonly [string, readonly string[]])[] = [
		['', []],
		['upgrade-insecure-requests', []],
		[ALLOWED, []],
		[`Content-Security-Policy: default-src 'none'; ${ALLOWED}`, []],
		["default-src 'none'", [SCRIPT, BOTH]],
		["default-src 'self'", [SCRIPT, BOTH]],
		['default-src *', []],
		['default-src https:; connect-src https: wss:', []],
		[`script-src https://*.example.com; connect-src 'none'`, [BOTH]],
		['script-src https://*.charts.example.com', [SCRIPT]],
		[`script-src ${server}:8443`, [SCRIPT]],
		['script-src http://charts.example.com', []],
		[`script-src ${server}/chartwire.mjs`, [SCRIPT]],
		[`script-src ${server}/chartwire.mjs ${server}/chunks/`, []],
		[`script-src 'nonce-abc' 'strict-dynamic'; connect-src https: wss:`, []],
		[`script-src-elem 'none'; script-src ${server}`, [SCRIPT]],
		[`connect-src ${server}`, ['policy_blocks wss://charts.example.com']],
		// Every policy of a page has to let it through.
		[`${ALLOWED}, default-src 'self'`, [SCRIPT, BOTH]],
		// Of a directive that stands twice the first one counts.
		["script-src 'none'; script-src *", [SCRIPT]],
	];
	for (const [policy, expected] of cases) assert.deepEqual(codesOf(policy), expected, policy);
});

test('the page’s own origin is written as ’self’', () => {
	assert.deepEqual(codesOf("default-src 'none'", { pageOrigin: server, server }), [
		"script_blocked 'self'",
		"policy_blocks 'self' wss://charts.example.com",
	]);
	assert.deepEqual(codesOf("default-src 'self'", { pageOrigin: server, server }), []);
});

const violation = (blockedURI: string, more: object = {}) => ({
	effectiveDirective: 'connect-src',
	blockedURI,
	disposition: 'enforce',
	...more,
});
const addresses = [server, 'wss://charts.example.com', 'https://shop.example.com/token'];
const ask = (...violations: ReturnType<typeof violation>[]) =>
	blockedBy(violations, { addresses, pageOrigin: at.pageOrigin });

test('of what a browser has blocked, all origins of ours are named once', () => {
	const found = ask(
		violation('https://elsewhere.example.com/x'),
		violation(`${server}/v1/poll`),
		violation('wss://charts.example.com/v1/socket'),
		violation(`${server}/v1/stream`),
	);
	assert.deepEqual(found, {
		code: 'policy_blocks',
		directive: 'connect-src',
		add: `${server} wss://charts.example.com`,
	});
	assert.equal(ask(violation('https://shop.example.com/token'))?.add, "'self'");
});

test('what only reports, what is not ours, and what is no address blocks nothing', () => {
	assert.equal(ask(violation(`${server}/v1/poll`, { disposition: 'report' })), undefined);
	assert.equal(ask(violation('https://elsewhere.example.com/')), undefined);
	assert.equal(ask(violation('inline'), violation('')), undefined);
});
