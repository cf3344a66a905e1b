/** `chartwire token`: what it prints is an author's token of that secret, and of no other. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { demandAuthor, verifyToken } from '../../../server/auth/tokens.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SECRET = 'a-secret-of-this-test-0123456789-0123456789';

function token(args: readonly string[], env: Readonly<Record<string, string>>) {
	const command = ['--import', 'tsx', 'server/cli.ts', 'token', ...args];
	const { PATH = '' } = process.env;
	return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env: { PATH, ...env } });
}

test('an author’s token is printed for the project, the subject and the minutes that are asked for', async () => {
	const args = ['--project', 'shop', '--subject', 'ann', '--minutes', '5'];
	const { status, stdout } = token(args, { CHARTWIRE_TOKEN_SECRET: SECRET });
	assert.equal(status, 0);
	const bearer = await verifyToken({ secret: SECRET }, stdout.trim());
	assert.equal(bearer.project, 'shop');
	assert.equal(bearer.subject, 'ann');
	assert.doesNotThrow(() => demandAuthor(bearer));
	const seconds = (bearer.expiresAt - Date.now()) / 1000;
	assert.ok(seconds > 240 && seconds <= 300, `${seconds} s`);
	await assert.rejects(verifyToken({ secret: `${SECRET}-other` }, stdout.trim()), /token/i);
});

test('without the server’s secret it says what is missing, and prints no token', () => {
	const { status, stdout, stderr } = token([], {});
	assert.equal(status, 64);
	assert.equal(stdout, '');
	assert.match(stderr, /CHARTWIRE_TOKEN_SECRET/);
});
