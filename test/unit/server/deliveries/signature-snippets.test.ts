/** The snippets of docs/deliveries.md, as they stand: they take what the server signs, and nothing else. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { webhookHeaders } from '../../../../server/deliveries/sign.ts';

const document = readFileSync(new URL('../../../../docs/deliveries.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'chartwire-signature-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function snippetOf(language: string): string {
	const found = new RegExp(`<!-- verify ${language} -->\n\`\`\`\\w+\n([\\s\\S]*?)\n\`\`\``).exec(document)?.[1];
	assert.ok(found !== undefined, `docs/deliveries.md has no snippet for ${language}`);
	return found;
}

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 4).toString('base64')}`;
const body = JSON.stringify({ text: 'größer als 1 €' });
const now = Math.floor(Date.now() / 1_000);
const signedBy = (secrets: readonly string[], timestamp = now) =>
	webhookHeaders(secrets, { id: 'a-delivery', timestamp, body });

/** What came, with which secret it is verified, and whether it is genuine. */
const CASES: readonly (readonly [string, Readonly<Record<string, string>>, string, boolean])[] = [
	['what was signed', signedBy([secret]), body, true],
	['one of two secrets', signedBy([other, secret]), body, true],
	['another secret', signedBy([other]), body, false],
	['another body', signedBy([secret]), `${body} `, false],
	['another delivery', { ...signedBy([secret]), 'webhook-id': 'b-delivery' }, body, false],
	['what is old', signedBy([secret], now - 600), body, false],
];

test('node takes what is genuine', async () => {
	const file = join(folder, 'verify.mjs');
	writeFileSync(file, snippetOf('node'));
	const { isGenuine } = (await import(pathToFileURL(file).href)) as {
		isGenuine: (secret: string, headers: object, body: string) => boolean;
	};
	for (const [what, headers, came, genuine] of CASES) assert.equal(isGenuine(secret, headers, came), genuine, what);
});

test('python takes what is genuine', (context) => {
	const file = join(folder, 'verify.py');
	const cases = CASES.map(([, headers, came]) => [headers, came]);
	const calls = `import json,sys\nfor headers, came in json.load(sys.stdin):\n    print(is_genuine(${JSON.stringify(secret)}, headers, came.encode()))\n`;
	writeFileSync(file, `${snippetOf('python')}\n${calls}`);
	let said: string;
	try {
		said = execFileSync('python3', [file], { input: JSON.stringify(cases), encoding: 'utf8' });
	} catch (error) {
		if ((error as { code?: string }).code !== 'ENOENT') throw error;
		return context.skip('this machine has no python3');
	}
	assert.deepEqual(
		said.trim().split('\n'),
		CASES.map(([, , , genuine]) => (genuine ? 'True' : 'False')),
	);
});
