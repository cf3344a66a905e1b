/** From what the probes have seen to findings: what real pages cannot easily be brought to, and what lies close together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerAnswer } from '../../../../widget/diagnose/answer.ts';
import { readAnswer } from '../../../../widget/diagnose/answer.ts';
import { diagnose } from '../../../../widget/diagnose/diagnosis.ts';
import { type Evidence, foundIn, type Seen, type ServerProbe } from '../../../../widget/diagnose/evidence.ts';

const AT = 1_800_000_000_000;
const OK = { ok: true } as const;
const WELL: ServerAnswer = { at: AT, token: OK, origin: OK, chart: OK, parameters: OK, source: OK };
const no = (code: string) => ({ ok: false, code, message: `it is ${code}` }) as const;

const answered = (answer: Partial<ServerAnswer> = {}, sentAt = AT - 10, receivedAt = AT + 10): ServerProbe => ({
	kind: 'answered',
	answer: { ...WELL, ...answer },
	sentAt,
	receivedAt,
});

const ONLINE: Seen = {
	connection: { status: 'online', transport: 'websocket' },
	refusal: undefined,
	run: undefined,
	trouble: undefined,
	hasFrame: true,
};

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
	pageOrigin: 'https://shop.example.com',
	isSecure: true,
	loadedAt: AT - 60_000,
	given: 'https://charts.example.com',
	server: 'https://charts.example.com',
	endpoint: '',
	hasToken: true,
	chart: 'sales',
	violations: [],
	serverProbe: answered(),
	socket: true,
	...more,
});

const codes = (more: Partial<Evidence>): readonly string[] => foundIn(evidence(more)).findings.map(({ code }) => code);

test('a chart that shows its rows has nothing wrong, and every check is ok', () => {
	const { checks, first } = diagnose(foundIn(evidence({ seen: ONLINE })));
	assert.equal(first, undefined);
	assert.ok(checks.every(({ state }) => state === 'ok'));
});

test('a viewer’s clock is told from the way there and back, and from a small difference', () => {
	const at = (offsetMs: number, tookMs: number) => ({
		serverProbe: answered({}, AT + offsetMs - tookMs / 2, AT + offsetMs + tookMs / 2),
	});
	assert.deepEqual(codes(at(0, 100_000)), []);
	assert.deepEqual(codes(at(59_000, 20)), []);
	assert.deepEqual(codes(at(300_000, 20)), ['viewer_clock']);
	assert.deepEqual(codes(at(-300_000, 20)), ['viewer_clock']);
	const [found] = foundIn(evidence(at(-300_000, 20))).findings;
	assert.deepEqual(found, { code: 'viewer_clock', byMs: 300_000, is: 'behind' });
});

test('the clock of who signs is told by the token’s times, by the server’s clock alone', () => {
	const token = (times: object, code?: string) => ({ token: { ...(code ? no(code) : OK), times } });
	const skewed = (answer: Partial<ServerAnswer>) => codes({ serverProbe: answered(answer, AT + 7_000, AT + 7_020) });
	assert.deepEqual(skewed(token({ issuedAt: AT + 4_000 })), []);
	assert.deepEqual(skewed(token({ issuedAt: AT + 90_000 })), ['host_clock_ahead']);
	assert.deepEqual(skewed(token({ notBefore: AT + 90_000, issuedAt: AT + 90_000 }, 'token_not_yet')), [
		'token_not_yet',
	]);
});

test('a token that had run out when it was given is told from one that has run out since', () => {
	const expired = (expiresAt: number) => ({ token: { ...no('token_expired'), times: { expiresAt } } });
	assert.deepEqual(codes({ serverProbe: answered(expired(AT - 1_000)) }), ['token_expired']);
	assert.deepEqual(codes({ serverProbe: answered(expired(AT - 90_000)) }), ['token_given_expired']);
	const endpoint = { endpoint: 'https://shop.example.com/token', endpointProbe: { kind: 'given' } } as const;
	assert.deepEqual(codes({ ...endpoint, serverProbe: answered(expired(AT - 1_000)) }), ['token_given_expired']);
	// A viewer's clock that is ten minutes ahead makes the page no younger than it is.
	const ahead = { serverProbe: answered(expired(AT - 1_000), AT + 600_000, AT + 600_020), loadedAt: AT + 540_000 };
	assert.deepEqual(codes(ahead), ['token_expired', 'viewer_clock']);
});

test('http: is mixed content in a page of https:, but not on this very machine', () => {
	const at = (server: string, isSecure = true) => codes({ server, isSecure, seen: undefined });
	assert.deepEqual(at('http://charts.example.com'), ['mixed_content']);
	assert.deepEqual(at('http://charts.example.com', false), []);
	for (const local of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
		assert.deepEqual(at(local), []);
});

test('of the answers to a question, those of others are told from those of the server', () => {
	const refused = (status: number, code?: string) => codes({ serverProbe: { kind: 'refused', status, code } });
	assert.deepEqual(refused(404), ['not_chartwire']);
	assert.deepEqual(refused(404, 'not_found'), ['server_older']);
	assert.deepEqual(refused(502), ['server_away']);
	assert.deepEqual(refused(503, 'store_unavailable'), ['server_away']);
	assert.deepEqual(refused(429, 'rate_limited'), ['rate_limited']);
});

test('a token that was sent and has not arrived is told from one that nobody has given', () => {
	const lost = { serverProbe: answered({ token: no('token_missing') }) };
	assert.deepEqual(codes(lost), ['header_lost']);
	assert.deepEqual(codes({ ...lost, hasToken: false }), ['token_missing']);
	const endpoint = { ...lost, hasToken: false, endpoint: 'https://shop.example.com/token' };
	assert.deepEqual(codes({ ...endpoint, endpointProbe: { kind: 'status', status: 500 } }), ['endpoint_status']);
});

test('a client that was stopped says why, where nothing else does', () => {
	const connection = { status: 'stopped', code: 'bad_message', message: 'no' } as const;
	assert.deepEqual(codes({ seen: { ...ONLINE, connection, hasFrame: false } }), ['refused']);
});

test('a result that cannot be fetched, and a run that fails, are told behind all that holds', () => {
	assert.deepEqual(codes({ seen: { ...ONLINE, hasFrame: false, trouble: 'unreachable' } }), ['result_unreadable']);
	const run = { kind: 'failed', run: 'r', code: 'sql_error', message: 'a row: 17' } as const;
	const { first, checks } = diagnose(foundIn(evidence({ seen: { ...ONLINE, run } })));
	assert.deepEqual(first, { code: 'run_failed', reason: 'sql_error' });
	assert.deepEqual(checks.map(({ state }) => state).slice(0, -1), Array(12).fill('ok'));
});

test('what is not of the form of an answer is none', () => {
	assert.deepEqual(readAnswer(JSON.parse(JSON.stringify(WELL))), WELL);
	for (const wrong of [null, 1, 'a', {}, { at: 1 }, { at: 1, token: { ok: false } }, { ...WELL, chart: 'sales' }])
		assert.equal(readAnswer(wrong), undefined, JSON.stringify(wrong));
});
