/** `POST /v1/embed/diagnose` of a real server: what it tells to whom, and that it tells nobody more. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { SignJWT } from 'jose';
import { type SigningKey, signEmbedToken, signToken, type TokenGrant } from '../../server/auth/sign-token.ts';
import { secretKey } from '../../server/auth/signing-key.ts';
import { readAnswer, type ServerAnswer } from '../../widget/diagnose/answer.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { TEST_SECRET } from '../support/server.ts';

const owner = scope();
const SITE = 'https://shop.example.com';
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
	const params = [{ name: 'region', type: 'text', default: 'north' }];
	for (const chart of ['sales', 'secret-plans']) await chartwire.chart(chart, 'select {{region}}::text', { params });
	const { status } = await chartwire.api('PUT', '/v1/project', { origins: [SITE] });
	assert.equal(status, 200);
});

const sign = (grant: Partial<TokenGrant> = {}): Promise<string> =>
	chartwire.token({ subject: 'viewer', charts: ['sales'], permissions: [], expiresInSeconds: 600, ...grant });

interface Asking {
	readonly token?: string;
	readonly origin?: string;
	readonly body?: object;
}

function ask({ token, origin = SITE, body = { chart: 'sales' } }: Asking): Promise<Response> {
	const headers = {
		'content-type': 'application/json',
		origin,
		...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
	};
	const init = { method: 'POST', headers, body: JSON.stringify(body) };
	return fetch(`${chartwire.web().url}/v1/embed/diagnose`, init);
}

async function answerTo(asking: Asking): Promise<ServerAnswer> {
	const response = await ask(asking);
	assert.equal(response.status, 200);
	const answer = readAnswer(await response.json());
	assert.ok(answer, 'it is not of the form that the widget reads');
	return answer;
}

/** Its steps without the times: each ok, or the code. */
function stepsOf({ at: _, sameScript: __, ...steps }: ServerAnswer): Record<string, string> {
	return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, step.ok ? 'ok' : step.code]));
}

const steps = async (asking: Asking): Promise<Record<string, string>> => stepsOf(await answerTo(asking));

const signWith = (claims: object, secret = TEST_SECRET): Promise<string> =>
	secretKey(secret).then((key) =>
		new SignJWT({ sub: 'viewer', charts: ['sales'], project: 'default', ...claims })
			.setProtectedHeader({ alg: 'HS256' })
			.sign(key),
	);

const nowS = (): number => Math.floor(Date.now() / 1_000);

describe('the server’s part of a diagnosis', () => {
	test('walks to the first step that fails, and says nothing of what is behind it', async () => {
		const well = { token: 'ok', origin: 'ok', chart: 'ok', parameters: 'ok', source: 'ok' };
		const token = await sign();
		assert.deepEqual(await steps({ token }), well);
		assert.deepEqual(await steps({}), { token: 'token_missing' });
		assert.deepEqual(await steps({ token, body: { chart: 'sales', params: { size: 1 } } }), {
			token: 'ok',
			origin: 'ok',
			chart: 'ok',
			parameters: 'unknown_parameter',
		});
		const locked = await sign({ parameters: [] });
		const kept = await steps({ token: locked, body: { chart: 'sales', params: { region: 'south' } } });
		assert.equal(kept['parameters'], 'not_allowed');
		assert.deepEqual(await steps({ token, body: { chart: 'sales', project: 'shop' } }), { token: 'other_project' });
	});

	test('tells a stranger of a token what every door tells, whether a key, a project or a chart exists or not', async () => {
		const { body } = await chartwire.api('POST', '/v1/project/keys', { name: 'the shop' });
		const kid = String(body['kid']);
		const grant: TokenGrant = { subject: 'viewer', charts: ['sales'], expiresInSeconds: -60 };
		const forged = (key: SigningKey): Promise<string> => signEmbedToken(key, grant);
		const wrong = 'w'.repeat(43);
		const tokens = [
			await forged({ kid, secret: wrong }),
			await forged({ kid: 'ck_nobody', secret: wrong }),
			await signToken('another secret that is long enough 0123', { ...grant, project: 'default' }),
			await signToken('another secret that is long enough 0123', { ...grant, project: 'nobody' }),
			await signWith({ nbf: nowS() + 600, exp: nowS() + 900 }, 'another secret that is long enough 0123'),
			'rubbish',
		];
		const answers = new Set<string>();
		for (const token of tokens) {
			for (const chart of ['sales', 'nothing']) {
				const { at: _, ...rest } = await answerTo({ token, body: { chart } });
				answers.add(JSON.stringify(rest));
			}
		}
		assert.equal(answers.size, 1, [...answers].join('\n'));
		assert.match([...answers][0] ?? '', /^\{"token":\{"ok":false,"code":"token_invalid"/);
		assert.doesNotMatch([...answers][0] ?? '', /times|origin|chart/);
	});

	test('tells nobody whether a chart exists that the token does not name', async () => {
		const token = await sign();
		const told = async (chart: string): Promise<string> => {
			const { at: _, ...rest } = await answerTo({ token, body: { chart } });
			return JSON.stringify(rest).replaceAll(chart, 'CHART');
		};
		assert.equal(await told('secret-plans'), await told('no-such-plans'));
		assert.match(await told('secret-plans'), /"chart":\{"ok":false,"code":"unknown_chart"/);
		assert.doesNotMatch(await told('secret-plans'), /parameters|source/);
	});

	test('tells a page of another origin nothing of the chart, be it the one that asks or the one that is asked for', async () => {
		const token = await sign();
		const elsewhere = 'https://elsewhere.example.com';
		const refused = { token: 'ok', origin: 'origin_not_allowed' };
		assert.deepEqual(await steps({ token, origin: elsewhere }), refused);
		assert.deepEqual(await steps({ token, origin: elsewhere, body: { chart: 'sales', page: SITE } }), refused);
		assert.deepEqual(await steps({ token, body: { chart: 'sales', page: elsewhere } }), refused);
		const own = await sign({ origins: [elsewhere] });
		assert.deepEqual(await steps({ token: own }), refused);
		const text = JSON.stringify(await answerTo({ token, origin: elsewhere }));
		assert.ok(!text.includes(SITE), 'it names the origins that are let in');
	});

	test('tells the times of a token only where its signature is valid', async () => {
		const expired = await answerTo({ token: await signWith({ iat: nowS() - 900, exp: nowS() - 60 }) });
		assert.equal(stepsOf(expired)['token'], 'token_expired');
		assert.ok(Math.abs((expired.token.times?.expiresAt ?? 0) - (expired.at - 60_000)) < 5_000);
		const early = await answerTo({ token: await signWith({ nbf: nowS() + 600, exp: nowS() + 900 }) });
		assert.equal(stepsOf(early)['token'], 'token_not_yet');
		assert.ok(Math.abs((early.token.times?.notBefore ?? 0) - (early.at + 600_000)) < 5_000);
		const well = await answerTo({ token: await signWith({ iat: nowS() + 300, exp: nowS() + 900 }) });
		assert.ok((well.token.times?.issuedAt ?? 0) > well.at + 290_000);
	});

	test('of a source it says only whether it is reached, and nothing of its name, its address or its errors', async () => {
		const url = 'postgresql://reader:hush@127.0.0.1:1/warehouse';
		const saved = await chartwire.api('PUT', '/v1/sources/hidden-name', { engine: 'postgresql', url });
		assert.equal(saved.status, 200, JSON.stringify(saved.body));
		await chartwire.chart('lost', 'select 1', { source: 'hidden-name' });
		const token = await sign({ charts: ['lost'] });
		assert.equal((await steps({ token, body: { chart: 'lost' } }))['source'], 'ok', 'before anybody has tried');
		const wire = await chartwire.wire({ charts: ['lost'] });
		wire.send({ type: 'subscribe', id: 1, chart: 'lost' });
		await wire.waitFor((frame) => /source_(unreachable|down)/.test(JSON.stringify(frame)));
		const answer = await answerTo({ token, body: { chart: 'lost' } });
		assert.equal(stepsOf(answer)['source'], 'source_down');
		assert.doesNotMatch(JSON.stringify(answer), /hidden|reader|hush|127\.0\.0\.1|warehouse|ECONN/);
	});

	test('knows the chunks of its own build, and says nothing of what has no name of a chunk', async () => {
		const about = (script: string) => answerTo({ body: { script } }).then(({ sameScript }) => sameScript);
		const entry = await (await fetch(`${chartwire.web().url}/chartwire.mjs`)).text();
		const own = /[\w-]+-[\w-]{8}\.mjs/.exec(entry)?.[0] ?? '';
		assert.equal(await about(own), true);
		assert.equal(await about('main-zzzzzzzz.mjs'), false);
		assert.equal(await about('../../etc/passwd'), undefined);
	});

	test('takes no other field, and nothing that is no JSON', async () => {
		assert.equal((await ask({ body: { token: 'in the body' } })).status, 400);
		assert.equal((await ask({ body: { chart: 7 } })).status, 400);
	});
});
