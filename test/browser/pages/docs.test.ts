/**
 * Every example of the documents, run: pages in a real browser against a real server, programs by their compilers,
 * SQL by PostgreSQL, commands by a shell; then the quick start, followed to the letter, and the documents as pages.
 * test/unit/docs/snippets.test.ts sees to it that no example is left out.
 */
import { before, describe } from 'node:test';
import { scope } from '../../support/scope.ts';
import { testData } from './docs/data.ts';
import { testInPages } from './docs/in-page.ts';
import { testQuickStart } from './docs/quick-start.ts';
import { testScripts } from './docs/scripts.ts';
import { testShell } from './docs/shell.ts';
import { testShownDocs } from './docs/shown.ts';
import { startWorld, type World } from './docs/world.ts';

describe('the examples of the documents', { timeout: 230_000 }, () => {
	const owner = scope();
	let world: World | undefined;
	const reach = (): World => {
		if (world === undefined) throw new Error('The server or the browser has not started.');
		return world;
	};
	before(async () => {
		world = await startWorld(owner);
	});

	describe('in pages', { concurrency: 3 }, () => testInPages(reach));
	testScripts(reach);
	testData(reach, owner);
	testShell(reach, owner);
	testQuickStart(reach, owner);
	testShownDocs(reach, owner);
});
