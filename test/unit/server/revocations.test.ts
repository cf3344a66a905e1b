/** What a revocation of a subject refuses, by when a token says that it was made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bearer } from '../../../server/auth/embed-claims.ts';
import { Revocations } from '../../../server/auth/revocations.ts';
import type { Database } from '../../../server/database/database.ts';

const MINUTE = 60_000;

async function revoked(before: number): Promise<Revocations> {
	const rows = [{ project: 'shop', kind: 'subject', name: 'ada', before, expires_at: before + 1_000 * MINUTE }];
	const revocations = new Revocations({ unsafe: async () => rows } as unknown as Database);
	await revocations.look();
	return revocations;
}

const bearer = (issuedAt: number | undefined): Bearer => ({
	subject: 'ada',
	project: 'shop',
	charts: '*',
	dashboards: '*',
	author: false,
	params: {},
	claims: {},
	record: false,
	expiresAt: Date.now() + 100 * MINUTE,
	issuedAt,
});

test('a revoked subject’s tokens of before are refused, and those made since then are not', async () => {
	const revocations = await revoked(Date.now() - MINUTE);
	const codeOf = (issuedAt: number | undefined) => revocations.refusal(bearer(issuedAt))?.code;
	assert.equal(codeOf(Date.now() - 2 * MINUTE), 'token_revoked');
	assert.equal(codeOf(undefined), 'token_revoked', 'it does not say when it was made');
	assert.equal(codeOf(Date.now()), undefined);
	assert.equal(codeOf(Date.now() + MINUTE / 2), undefined, 'a clock that is a little ahead');
});

test('a token that says it was made long after now escapes no revocation of its subject', async () => {
	const revocations = await revoked(Date.now() - MINUTE);
	assert.equal(revocations.refusal(bearer(Date.now() + 20 * MINUTE))?.code, 'token_revoked');
});
