/** Sees that the checks can fail: each rule of the structure is broken once, in a file that exists only for the linter. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Lints one file, at a path of the repository but in a folder of its own, by the repository's rules. */
function lint(path: string, code: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'chartwire-rules-'));
	try {
		const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as object;
		writeFileSync(
			join(folder, 'biome.json'),
			JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }),
		);
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), code);
		const biome = join(root, 'node_modules/.bin/biome');
		const { stdout, stderr } = spawnSync(biome, ['lint', '--colors=off', '.'], { cwd: folder, encoding: 'utf8' });
		return stdout + stderr;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const RULES: readonly [string, string, string, boolean][] = [
	['the widget imports the server', 'widget/x.ts', '../server/errors.ts', true],
	['an element imports the server', 'widget/elements/x.ts', '../../server/errors.ts', true],
	['the server imports the widget', 'server/x.ts', '../widget/cursor.ts', true],
	['the server imports the protocol', 'server/x.ts', '../widget/protocol.ts', false],
	['the gateway imports the queue', 'server/gateway/x.ts', '../queue/queue.ts', true],
	['the queue imports the gateway', 'server/queue/x.ts', '../gateway/hub.ts', true],
	['the gateway imports the stream', 'server/gateway/x.ts', '../stream/stream.ts', false],
	['the protocol imports anything', 'widget/protocol.ts', './bus.ts', true],
];

for (const [what, path, imported, forbidden] of RULES) {
	test(`the linter ${forbidden ? 'refuses' : 'allows'} that ${what}`, () => {
		const said = lint(path, `import { x } from '${imported}';\nexport const y = x;\n`);
		assert.match(said, /Checked [12] files?/);
		assert.equal(said.includes('noRestrictedImports'), forbidden, said);
	});
}

test('every invariant is named by a test', () => {
	const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.test.ts'),
	);
	const shared = ['contract/stream-contract.ts', 'browser/pages/survival.ts'];
	const text = [...files, ...shared].map((name) => readFileSync(join(root, 'test', name), 'utf8')).join('\n');
	const titles = [...text.matchAll(/\b(?:test|it)\(\s*['"`]([^'"`]*)/g)].map((match) => match[1] ?? '');
	for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]) {
		const name = new RegExp(`\\bI${number}\\b`);
		assert.equal(
			titles.some((title) => name.test(title)),
			true,
			`no test names I${number}`,
		);
	}
});
