/** A deploy changes the names of the script's chunks, while pages are open and nodes of both builds serve. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { type Build, makeBuild } from '../support/builds.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';

const started = scope();
const digest = (body: Uint8Array | string) => createHash('sha256').update(body).digest('hex');
const ask = async (node: SpawnedServer, name: string) => {
	const response = await fetch(`${node.url}/chunks/${name}`);
	const header = (field: string) => response.headers.get(field) ?? '';
	return { status: response.status, body: new Uint8Array(await response.arrayBuffer()), header };
};

describe('a deploy of the browser’s script', { timeout: 90_000 }, () => {
	let chartwire: Chartwire;
	let old: Build;
	let next: Build;
	let web: SpawnedServer;
	const node = (build: Build) =>
		spawnServer({ role: 'web', env: { ...chartwire.env, CHARTWIRE_SCRIPT_FOLDER: build.folder }, scope: started });

	before(async () => {
		chartwire = await startChartwire(started);
		old = makeBuild('old0');
		next = makeBuild('next');
		web = await node(old);
	});

	test('while it rolls, either node serves the chunks of either build, to any page, for good', async () => {
		const other = await node(next);
		for (const build of [old, next]) {
			for (const name of build.chunks) {
				const expected = digest(readFileSync(join(build.folder, 'chunks', name)));
				for (const each of [web, other]) {
					const { status, body, header } = await ask(each, name);
					assert.equal(status, 200, `${name} at ${each.port}`);
					assert.equal(digest(body), expected, name);
					assert.match(header('content-type'), /^text\/javascript/, name);
					assert.equal(header('cache-control'), 'public, max-age=31536000, immutable', name);
					assert.equal(header('access-control-allow-origin'), '*', name);
					assert.equal(header('x-content-type-options'), 'nosniff', name);
				}
			}
		}
		await other.stop();
	});

	test('after it, when the folder and every node of the old build are gone, its chunks are still served', async () => {
		const expected = readFileSync(join(old.folder, 'chunks', old.chunk('posting')));
		await web.stop();
		rmSync(old.folder, { recursive: true });
		const other = await node(next);
		const { status, body } = await ask(other, old.chunk('posting'));
		assert.equal(status, 200);
		assert.equal(digest(body), digest(expected));
	});

	test('a chunk that nobody has is 404, which no cache keeps', async () => {
		const other = await node(next);
		for (const name of ['main-00000000.mjs', '..%2Fchartwire.mjs', 'x']) {
			const { status, header } = await ask(other, name);
			assert.equal(status, 404, name);
			assert.equal(header('cache-control'), 'no-store', name);
		}
	});

	test('chunks are forgotten half a year after the last node of their build', async () => {
		const { control } = chartwire;
		const age = (days: number) => control`
			update chunks set served_at = now() - ${days} * interval '1 day' where name = ${old.chunk('posting')}`;
		await age(179);
		assert.equal((await ask(await node(next), old.chunk('posting'))).status, 200);
		await age(181);
		assert.equal((await ask(await node(next), old.chunk('posting'))).status, 404);
		assert.equal((await ask(await node(next), next.chunk('posting'))).status, 200);
	});
});
