/** What the package says of its elements to compilers and editors. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the declarations for React hold in React 18 too', () => {
	const tsc = join(root, 'node_modules/typescript/bin/tsc');
	const args = [tsc, '--noEmit', '-p', 'test/types/react-18'];
	const checked = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
	assert.equal(checked.status, 0, checked.stdout);
});

interface Declared {
	readonly tagName: string;
	readonly members: readonly { readonly name: string }[];
	readonly attributes: readonly { readonly name: string }[];
	readonly events?: readonly { readonly name: string }[];
	readonly slots?: readonly { readonly name: string }[];
}

test('the manifest of the elements names what a page may use, and nothing that is the element’s own', async () => {
	const { manifestOf } = await import(new URL('../../scripts/lib/describe-elements.mjs', import.meta.url).href);
	const folder = mkdtempSync(join(tmpdir(), 'chartwire-manifest-'));
	const { modules } = manifestOf(root, folder);
	rmSync(folder, { recursive: true });
	const elements = (modules as readonly { readonly declarations: readonly Declared[] }[]).flatMap(
		({ declarations }) => declarations,
	);
	const names = (list: readonly { readonly name: string }[] = []): readonly string[] => list.map(({ name }) => name);
	const tags = elements.map(({ tagName }) => tagName).sort();
	assert.deepEqual(tags, [
		'sql-chart',
		'sql-dashboard',
		'sql-editor',
		'sql-filter',
		'sql-inbox',
		'sql-inspector',
		'sql-status',
	]);
	const chart = elements.find(({ tagName }) => tagName === 'sql-chart');
	for (const name of ['params', 'refresh', 'toCsv', 'toBlob']) assert.ok(names(chart?.members).includes(name), name);
	assert.ok(names(chart?.attributes).includes('token-endpoint'));
	assert.ok(names(chart?.events).includes('chartwire-select'));
	assert.deepEqual(names(chart?.slots), ['loading', 'empty', 'error']);
	const hidden = elements.flatMap(({ members }) => names(members)).filter((name) => /^#|^(isDue|choose)$/.test(name));
	assert.deepEqual(hidden, []);
});

test('every declaration of the package has its source', () => {
	const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		exports: Record<string, { types?: string }>;
	};
	for (const name of ['./react', './vue', './svelte']) {
		const source = exports[name]?.types?.replace('./dist/', '').replace('.d.ts', '.ts') ?? '';
		assert.ok(existsSync(join(root, source)), `${name}: ${source}`);
	}
});
