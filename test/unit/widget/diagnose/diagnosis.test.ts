/** From findings to a diagnosis: every finding there is, alone and with others. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { CHECKS, FINDINGS, type Finding, type FindingCode } from '../../../../widget/diagnose/checks.ts';
import { diagnose } from '../../../../widget/diagnose/diagnosis.ts';
import { reportOf } from '../../../../widget/diagnose/report.ts';
import { explain, span } from '../../../../widget/diagnose/words.ts';

const CODES = Object.keys(FINDINGS) as FindingCode[];

/** Facts that suit every finding. */
const finding = (code: FindingCode): Finding =>
	({
		code,
		server: 'https://charts.example.com',
		status: 404,
		directive: 'connect-src',
		add: 'https://charts.example.com',
		given: 'page',
		endpoint: 'https://shop.example.com/token',
		origin: 'https://shop.example.com',
		type: 'text/html',
		why: 'its signature is wrong',
		project: 'shop',
		chart: 'sales',
		agoMs: 61_000,
		inMs: 61_000,
		byMs: 61_000,
		forMs: 61_000,
		is: 'ahead',
		transport: 'stream',
		reason: 'sql_error',
	}) as unknown as Finding;

const codes = fc.uniqueArray(fc.constantFrom(...CODES));
const found = fc.record({
	findings: codes.map((each) => each.map(finding)),
	passed: fc.option(fc.constantFrom(...CHECKS), { nil: undefined }),
	shows: fc.boolean(),
});

test('every check has one state, in the order in which the data walks', () => {
	fc.assert(
		fc.property(found, (each) => {
			const { checks } = diagnose(each);
			assert.deepEqual(
				checks.map(({ name }) => name),
				[...CHECKS],
			);
			for (const { state, findings } of checks) assert.equal(state === 'failing', findings.length > 0);
		}),
	);
});

test('behind the first finding that ends the way nothing counts as reached', () => {
	fc.assert(
		fc.property(found, (each) => {
			const { checks, first } = diagnose({ ...each, shows: false });
			const end = checks.findIndex(({ findings }) => findings.some(({ code }) => FINDINGS[code].ends));
			const behind = end < 0 ? [] : checks.slice(end + 1);
			assert.ok(behind.every(({ state }) => state === 'unreached'));
			if (end >= 0) assert.equal(first?.code, checks[end]?.findings[0]?.code);
		}),
	);
});

test('rows on the screen show that the way is open, whatever flaw stands beside it', () => {
	fc.assert(
		fc.property(found, (each) => {
			const { checks } = diagnose({ ...each, shows: true });
			assert.ok(checks.every(({ state }) => state !== 'unreached'));
		}),
	);
});

test('a flaw beside the way is told where nothing ends it, and after what does', () => {
	const flaw = finding('versions_differ');
	const end = finding('unknown_chart');
	assert.equal(diagnose({ findings: [flaw], passed: 'result', shows: true }).first?.code, 'versions_differ');
	assert.equal(diagnose({ findings: [flaw, end], passed: 'origin', shows: false }).first?.code, 'unknown_chart');
});

test('without a finding the first is none, and what was passed is ok', () => {
	const { first, checks } = diagnose({ findings: [], passed: 'times', shows: false });
	assert.equal(first, undefined);
	assert.deepEqual(
		checks.filter(({ state }) => state === 'ok').map(({ name }) => name),
		['script', 'address', 'policy', 'server', 'supply', 'token', 'times'],
	);
});

test('every finding is explained, with what was found and what to do', () => {
	for (const code of CODES) {
		const { title, found: what, mend } = explain(finding(code));
		for (const words of [title, what, mend]) {
			assert.ok(words.length > 10, code);
			assert.doesNotMatch(words, /undefined|NaN|\[object/, code);
		}
	}
});

test('every finding has its line in docs/troubleshooting.md, in the order of the chain, and no line is of another', () => {
	const document = readFileSync(new URL('../../../../docs/troubleshooting.md', import.meta.url), 'utf8');
	const listed = [...document.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code as FindingCode);
	assert.deepEqual([...listed].sort(), [...CODES].sort());
	const places = listed.map((code) => CHECKS.indexOf(FINDINGS[code]?.check));
	assert.deepEqual(
		places,
		[...places].sort((a, b) => a - b),
	);
});

test('a report holds no token and no part of one, even where a fact repeats it', () => {
	const token = `${'h'.repeat(20)}.${'p'.repeat(40)}.${'s'.repeat(43)}`;
	const leaky = { ...finding('token_invalid'), why: `wrong: ${token}` } as Finding;
	const diagnosis = diagnose({ findings: [leaky], passed: undefined, shows: false });
	const text = reportOf(diagnosis, [['Page', `https://shop.example.com/#${'s'.repeat(43)}`]], [token]);
	assert.match(text, /docs\/troubleshooting\.md#token_invalid/);
	assert.doesNotMatch(text, /hhhh|pppp|ssss/);
});

test('a span is told in the largest unit of which there is one', () => {
	const spans = [0, 999, 1_000, 89_000, 3_600_000, 200_000_000].map(span);
	assert.deepEqual(spans, ['1 second', '1 second', '1 second', '1 minute', '1 hour', '2 days']);
});
