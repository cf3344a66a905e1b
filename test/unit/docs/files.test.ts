/** The examples of docs/files.md: pipelines that are YAML of the right form, and commands that the program takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { onPull, onPush } from '../../../server/files/command.ts';
import { UsageError } from '../../../server/usage-error.ts';
import { allSnippets } from '../../support/snippets.ts';

const FILE = 'docs/files.md';
const blocks = allSnippets().filter(({ file }) => file === FILE);

interface GitHubStep {
	readonly run?: string;
	readonly uses?: string;
	readonly if?: string;
}

test('both pipelines are YAML, show the difference before a merge, and push after it', () => {
	const [github, gitlab] = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => parse(text));
	const { on, jobs } = github as { on: object; jobs: { push: { steps: readonly GitHubStep[]; env: object } } };
	assert.deepEqual(Object.keys(on), ['pull_request', 'push']);
	assert.deepEqual(Object.keys(jobs.push.env), ['CHARTWIRE_URL', 'CHARTWIRE_API_KEY']);
	assert.ok(jobs.push.steps.every((step) => (step.run === undefined) !== (step.uses === undefined)));
	const { review, push } = gitlab as Record<string, { script: readonly string[]; rules: readonly { if: string }[] }>;
	const commands = [
		...jobs.push.steps.map(({ run = '', if: when = '' }) => [when, run] as const),
		...[review, push].map((job) => [job?.rules[0]?.if ?? '', job?.script.join('\n') ?? ''] as const),
	].filter(([, run]) => run !== '');
	for (const [when, run] of commands) {
		assert.equal(/--dry-run \|\| test \$\? -eq 2$/.test(run), /pull_request|merge_request/.test(when), when);
	}
	assert.equal(commands.length, 4);
});

test('every command of the document is called as the program is to be called', async () => {
	const { CHARTWIRE_URL: url, CHARTWIRE_API_KEY: key } = process.env;
	assert.deepEqual([url, key], [undefined, undefined], 'nothing is to be asked by this test');
	const commands = blocks.flatMap(({ text }) => [...text.matchAll(/npx chartwire (pull|push) ([^#|\n]+)/g)]);
	assert.equal(commands.length, 7);
	for (const [line, name, args = ''] of commands) {
		const asked = (name === 'pull' ? onPull : onPush)(args.trim().split(/\s+/));
		// What it lacks is the address only: an option that there is not would be refused before.
		await assert.rejects(asked, (error) => error instanceof UsageError && /CHARTWIRE_URL/.test(error.message), line);
	}
});
