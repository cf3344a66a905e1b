/** That no example of the documents is left unexecuted: each has somebody who runs it, or says why nobody can. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { elsewhere, illustrationOf, runnerOf } from '../../support/snippet-runners.ts';
import { allSnippets, ROOT, snippetsIn } from '../../support/snippets.ts';

const place = ({ file, line }: { readonly file: string; readonly line: number }) => `${file}:${line}`;

test('every fenced block of the documents is run by a test, or says why it is only looked at', (context) => {
	const snippets = allSnippets();
	const unclaimed = snippets.filter(
		(each) => runnerOf(each) === undefined && elsewhere(each) === undefined && illustrationOf(each) === undefined,
	);
	assert.deepEqual(unclaimed.map(place), [], 'nobody runs these: give them a language, or <!-- illustration: why -->');
	const shown = snippets.filter((each) => illustrationOf(each) !== undefined);
	context.diagnostic(
		`${snippets.length} blocks, of which ${shown.length} are illustrations: ${shown.map(place).join(', ')}`,
	);
	assert.ok(shown.length <= 6, `${shown.length} illustrations are too many: examples are there to be run`);
});

test('what another test is said to run, that test finds', () => {
	for (const snippet of allSnippets()) {
		const runner = elsewhere(snippet);
		if (runner === undefined) continue;
		const source = readFileSync(join(ROOT, runner.test), 'utf8');
		assert.ok(source.includes(runner.has), `${runner.test} does not run ${place(snippet)}`);
	}
});

test('blocks are found with their language, their mark and their section', () => {
	const text = '# A\n\n## The `b`\n\n<!-- step: one -->\n```sh\nrun it\n```\n\n```\n## no heading\n```\n';
	assert.deepEqual(
		snippetsIn('a.md', text).map(({ id, language, mark, line }) => [id, language, mark, line]),
		[
			['a.md#the-b', 'sh', 'step: one', 7],
			['a.md#the-b/2', '', '', 11],
		],
	);
	assert.throws(() => snippetsIn('a.md', '```sh\nrun it\n'), /a\.md:1: .*never closed/);
});
