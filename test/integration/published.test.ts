/** The compiled package, as it is deployed: nothing of TypeScript, the demo or the tests is needed to run it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';

const owner = scope();

test('the compiled server runs a query, and serves the widget with every chunk that it names', async () => {
	const chartwire = await startChartwire(owner, { file: 'dist/server/main.js' });
	const viewer = await chartwire.wire();
	await viewer.subscribe({ run: await chartwire.run('select 6 * 7 as answer') });
	await viewer.waitFor((frame) => JSON.stringify(frame).includes('[[42]]'));
	const { url } = chartwire.web();
	const script = await fetch(`${url}/chartwire.mjs`);
	assert.equal(script.headers.get('access-control-allow-origin'), '*');
	assert.match(script.headers.get('content-type') ?? '', /javascript/);
	const chunks = [...(await script.text()).matchAll(/chunks\/[\w.-]+\.mjs/g)].map(([path]) => path);
	assert.notEqual(chunks.length, 0, 'the entry names a chunk');
	for (const path of chunks) {
		const chunk = await fetch(`${url}/${path}`);
		assert.equal(chunk.status, 200, path);
		assert.match(chunk.headers.get('cache-control') ?? '', /immutable/);
	}
	const classic = await fetch(`${url}/chartwire.js`);
	assert.equal(classic.status, 200);
});
