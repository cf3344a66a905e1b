/** Tokens that a project's own key has signed: what the server takes, and what it must never take. */
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { signPicture, verifyPicture } from '../../../server/auth/picture-permit.ts';
import { type SigningKey, signEmbedToken, signJwt, signToken } from '../../../server/auth/sign-token.ts';
import type { ProjectKey } from '../../../server/auth/signing-key.ts';
import { demandParameters, verifyToken } from '../../../server/auth/tokens.ts';

const SECRET = 'a-secret-that-is-long-enough-for-a-test';
const pair = generateKeyPairSync('ed25519');
const x = pair.publicKey.export({ format: 'jwk' }).x ?? '';
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;

const KNOWN: Readonly<Record<string, ProjectKey>> = {
	shared: {
		kid: 'shared',
		project: 'shop',
		algorithm: 'HS256',
		material: 'the secret of the shop',
		author: false,
		revoked: false,
	},
	next: {
		kid: 'next',
		project: 'shop',
		algorithm: 'HS256',
		material: 'another secret of it',
		author: true,
		revoked: false,
	},
	gone: { kid: 'gone', project: 'shop', algorithm: 'HS256', material: 'its secret', author: false, revoked: true },
	pair: { kid: 'pair', project: 'bank', algorithm: 'EdDSA', material: x, author: false, revoked: false },
};
const keys = { secret: SECRET, find: async (kid: string) => KNOWN[kid] };
const shared: SigningKey = { kid: 'shared', secret: 'the secret of the shop' };
const paired: SigningKey = { kid: 'pair', privateKey: pem(pair.privateKey) };
const grant = { subject: 'ada', charts: ['sales'], expiresInSeconds: 60 };

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Written by hand, as no library would. */
function forged(header: object, payload: object, signature: (text: string) => Buffer): string {
	const text = `${encoded(header)}.${encoded(payload)}`;
	return `${text}.${signature(text).toString('base64url')}`;
}

const soon = Math.floor(Date.now() / 1_000) + 60;
const hmac = (secret: string) => (text: string) => createHmac('sha256', secret).update(text).digest();

test('a token speaks for the project of the key that has signed it, by either algorithm', async () => {
	for (const [key, project] of [
		[shared, 'shop'],
		[paired, 'bank'],
	] as const) {
		const bearer = await verifyToken(keys, await signEmbedToken(key, { ...grant, id: 'one', claims: { tenant: 7 } }));
		assert.deepEqual(
			[bearer.subject, bearer.project, bearer.keyId, bearer.tokenId, bearer.charts, bearer.claims],
			['ada', project, key.kid, 'one', ['sales'], { tenant: 7 }],
		);
		assert.ok(Math.abs((bearer.issuedAt ?? 0) - Date.now()) < 2_000);
	}
});

test('what Web Crypto and Node sign by hand is taken as well', async () => {
	const payload = { sub: 'ada', exp: soon };
	const byHand = forged({ alg: 'HS256', kid: 'shared' }, payload, hmac('the secret of the shop'));
	assert.equal((await verifyToken(keys, byHand)).project, 'shop');
	const edwards = forged({ alg: 'EdDSA', kid: 'pair' }, payload, (text) =>
		sign(null, Buffer.from(text), pair.privateKey),
	);
	assert.equal((await verifyToken(keys, edwards)).project, 'bank');
});

test('no key speaks for another project, and none but an author’s key makes authors', async () => {
	await assert.rejects(verifyToken(keys, await signEmbedToken(shared, { ...grant, project: 'bank' })), {
		code: 'token_invalid',
	});
	const author = { ...grant, permissions: ['author'] } as const;
	assert.equal((await verifyToken(keys, await signEmbedToken(shared, author))).author, false);
	const next = { kid: 'next', secret: 'another secret of it' };
	assert.equal((await verifyToken(keys, await signEmbedToken(next, author))).author, true);
});

test('a public key is never taken for a secret, nor a secret of one key for another, nor none at all', async () => {
	const payload = { sub: 'ada', exp: soon, charts: '*' };
	const spki = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
	const tokens = {
		'the public key as a secret': forged({ alg: 'HS256', kid: 'pair' }, payload, hmac(x)),
		'its PEM as a secret': forged({ alg: 'HS256', kid: 'pair' }, payload, hmac(spki)),
		'another key’s secret': forged({ alg: 'HS256', kid: 'next' }, payload, hmac('the secret of the shop')),
		'the server’s secret under a key’s name': forged({ alg: 'HS256', kid: 'shared' }, payload, hmac(SECRET)),
		'a key’s secret without its name': forged({ alg: 'HS256' }, payload, hmac('the secret of the shop')),
		'no such key': forged({ alg: 'HS256', kid: 'nobody' }, payload, hmac('')),
		'an empty signature': forged({ alg: 'EdDSA', kid: 'pair' }, payload, () => Buffer.alloc(0)),
		'no algorithm': forged({ alg: 'none', kid: 'shared' }, payload, () => Buffer.alloc(0)),
		'EdDSA without a name': forged({ alg: 'EdDSA' }, payload, (text) => sign(null, Buffer.from(text), pair.privateKey)),
		'a name that is no text': forged({ alg: 'HS256', kid: 7 }, payload, hmac('')),
		'a demand that nobody knows': forged(
			{ alg: 'HS256', kid: 'shared', crit: ['x'], x: 1 },
			payload,
			hmac('the secret of the shop'),
		),
	};
	for (const [what, token] of Object.entries(tokens)) {
		await assert.rejects(verifyToken(keys, token), { code: 'token_invalid' }, what);
	}
});

test('one that is to live for longer than a revocation is remembered is refused, and one of the operator’s is not', async () => {
	const long = { ...grant, expiresInSeconds: 32 * 86_400 };
	await assert.rejects(verifyToken(keys, await signEmbedToken(shared, long)), { message: /more than 31 days/ });
	assert.equal((await verifyToken(keys, await signToken(SECRET, long))).project, 'default');
	const [iat, exp] = [soon + 364 * 86_400, soon + 365 * 86_400];
	const later = await signJwt(shared, new SignJWT({ iat, charts: ['sales'] }).setSubject('ada').setExpirationTime(exp));
	await assert.rejects(
		verifyToken(keys, later),
		{ message: /more than 31 days/ },
		'it says that it was made in a year',
	);
});

test('a token of a revoked key says so to who has its signature, and nothing to others', async () => {
	const gone = await signEmbedToken({ kid: 'gone', secret: 'its secret' }, grant);
	await assert.rejects(verifyToken(keys, gone), { code: 'token_revoked' });
	const guessed = await signEmbedToken({ kid: 'gone', secret: 'a guess' }, grant);
	await assert.rejects(verifyToken(keys, guessed), { code: 'token_invalid' });
});

test('a wrong claim is named, so that its author can mend it', async () => {
	const token = forged(
		{ alg: 'HS256', kid: 'shared' },
		{ sub: 'ada', exp: soon, charts: 7 },
		hmac('the secret of the shop'),
	);
	await assert.rejects(verifyToken(keys, token), { code: 'token_invalid', message: /"charts"/ });
	const nobody = forged({ alg: 'HS256', kid: 'shared' }, { exp: soon }, hmac('the secret of the shop'));
	await assert.rejects(verifyToken(keys, nobody), { code: 'token_invalid', message: /"sub"/ });
});

test('a picture’s address can be signed by a project’s key, and stands for its project only', async () => {
	const path = await signPicture(paired, 'svg', { chart: 'sales', expiresInSeconds: 60 });
	const permit = new URL(path, 'http://x').searchParams.get('permit') ?? '';
	const { project, charts } = await verifyPicture(keys, permit, 'sales');
	assert.deepEqual([project, charts], ['bank', ['sales']]);
	await assert.rejects(verifyPicture(keys, permit, 'costs'), { code: 'token_invalid' });
	await assert.rejects(verifyToken(keys, permit), { code: 'token_invalid' });
	await assert.rejects(verifyPicture(keys, await signEmbedToken(paired, grant), 'sales'), { code: 'token_invalid' });
	const foreign = await signPicture(paired, 'svg', { chart: 'sales', project: 'shop', expiresInSeconds: 60 });
	const other = new URL(foreign, 'http://x').searchParams.get('permit') ?? '';
	await assert.rejects(verifyPicture(keys, other, 'sales'), { code: 'token_invalid' });
});

test('a token may keep the page from setting parameters, all or some', async () => {
	const bearer = await verifyToken(keys, await signEmbedToken(shared, { ...grant, parameters: ['year'] }));
	demandParameters(bearer, { year: 2024 });
	assert.throws(() => demandParameters(bearer, { year: 2024, region: 'north' }), {
		code: 'not_allowed',
		message: /"region"/,
	});
	demandParameters(await verifyToken(keys, await signEmbedToken(shared, grant)), { region: 'north' });
});

test('a store of keys that does not answer is no wrong token, and no wrong address of a picture', async () => {
	const down = {
		secret: SECRET,
		find: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
	};
	await assert.rejects(verifyToken(down, await signEmbedToken(shared, grant)), { code: 'ECONNREFUSED' });
	const path = await signPicture(shared, 'svg', { chart: 'sales', expiresInSeconds: 60 });
	const permit = new URL(path, 'http://x').searchParams.get('permit') ?? '';
	await assert.rejects(verifyPicture(down, permit, 'sales'), { code: 'ECONNREFUSED' });
});

test('the role of an account counts where the server itself has signed, and nowhere else', async () => {
	const claimed = () =>
		new SignJWT({ permissions: ['author'], role: 'administrator' }).setSubject('ada').setExpirationTime(soon);
	assert.equal((await verifyToken(keys, await signJwt(SECRET, claimed()))).role, 'administrator');
	const bearer = await verifyToken(keys, await signJwt({ kid: 'next', secret: 'another secret of it' }, claimed()));
	assert.deepEqual([bearer.role, bearer.author, bearer.project], [undefined, true, 'shop']);
});
