/** Commands, requests and settings of the documents, run by a shell in the repository against real servers. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '../../../../server/embedded/ports.ts';
import { temporaryDirectory } from '../../../support/postgres.ts';
import type { Scope } from '../../../support/scope.ts';
import { TEST_KEYS, TEST_SECRET } from '../../../support/server.ts';
import { allSnippets, ROOT, type Snippet } from '../../../support/snippets.ts';
import { until } from '../../../support/until.ts';
import { filledIn, type Reach, snippetsOf, viewerToken, type World } from './world.ts';

export interface Command {
	readonly child: ChildProcess;
	output(): string;
	/** Resolves with the exit code. */
	readonly ended: Promise<number>;
	/** Ctrl-C in its terminal: to the shell and all that it has started. */
	interrupt(): void;
}

/** Runs a text in bash, in a process group of its own; npx finds the package's own command, and asks no registry. */
export function inShell(
	text: string,
	{ cwd, env, owner }: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly owner: Scope },
): Command {
	const { PATH = '', HOME = '' } = process.env;
	const child = spawn('bash', ['-euo', 'pipefail', '-c', text], {
		cwd,
		env: { PATH, HOME, npm_config_offline: 'true', npm_config_update_notifier: 'false', ...env },
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const pieces: string[] = [];
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
	const ended = once(child, 'close').then(([code]) => Number(code));
	const signal = (name: NodeJS.Signals): void => {
		try {
			if (child.pid !== undefined) process.kill(-child.pid, name);
		} catch {
			// It has ended.
		}
	};
	owner.defer(async () => {
		signal('SIGTERM');
		await ended;
	});
	return { child, output: () => pieces.join(''), ended, interrupt: () => signal('SIGINT') };
}

/** The block's commands, one a line, without what is said of them. */
const commandsOf = (text: string): readonly string[] =>
	text
		.replaceAll('\\\n', ' ')
		.split('\n')
		.map((line) => line.replace(/\s+#.*$/, '').trim())
		.filter((line) => line !== '' && !line.startsWith('#'));

/** What stands behind `npm run` is a script, and what the load harness is asked for is one of its scenarios. */
function checkNpm(command: string): void {
	const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	};
	const [, name = 'test', rest = ''] = /^npm (?:run )?([\w-]+)(?: -- (.+))?$/.exec(command) ?? [];
	assert.ok(Object.hasOwn(scripts, name), `there is no script "${name}"`);
	const harness = readFileSync(join(ROOT, 'test/load/main.ts'), 'utf8');
	for (const word of rest.split(' ').filter((each) => /^(--)?[a-z]/.test(each))) {
		const known = word.startsWith('--') ? `\n\t\t\t${word.slice(2)}: {` : word;
		assert.match(harness, new RegExp(`${known}|'${word}'`), `${command}: ${word}`);
	}
}

/** A node of the documents, with what the operator sets in place of each `…`. */
async function startNode(command: string, world: World, owner: Scope): Promise<void> {
	const { DATABASE_URL = '', REDIS_URL = '' } = world.chartwire.env;
	const env = {
		DATABASE_URL,
		REDIS_URL,
		CHARTWIRE_TOKEN_SECRET: TEST_SECRET,
		CHARTWIRE_KEYS: TEST_KEYS,
		HOST: '127.0.0.1',
	};
	const [port, metrics] = [await freePort(), await freePort()];
	const line = command
		.replace(/ (DATABASE_URL|REDIS_URL|CHARTWIRE_TOKEN_SECRET|CHARTWIRE_KEYS)=…/g, '')
		.replace(/ … /, ' ')
		.replace('METRICS_HOST=10.0.0.7', 'METRICS_HOST=127.0.0.1')
		.replace('METRICS_PORT=9464', `METRICS_PORT=${metrics}`)
		.replace(/ PORT=8080/, '');
	assert.ok(!line.includes('…'), line);
	const node = inShell(`exec env ${line}`, { cwd: ROOT, env: { ...env, PORT: String(port) }, owner });
	const role = /CHARTWIRE_ROLE=(\w+)/.exec(line)?.[1];
	await until(
		() => (node.child.exitCode === null ? node.output().includes(`${role} started`) : assert.fail(node.output())),
		{
			what: `the node of "${command}" starts`,
			timeoutMs: 30_000,
		},
	);
	if (command.includes('METRICS_PORT')) {
		const answer = await fetch(`http://127.0.0.1:${metrics}/metrics`);
		assert.match(await answer.text(), /^chartwire_connections\{/m);
	}
	node.interrupt();
	await node.ended;
}

/** One of the commands of `npx chartwire`, until it has done what it says, or until Ctrl-C. */
async function runCommand(
	command: string,
	world: World,
	{ cwd, owner }: { readonly cwd: string; readonly owner: Scope },
) {
	const { REDIS_URL = '' } = world.chartwire.env;
	// Where the documents let it go on for ten minutes, a second shows the same.
	const line = command.replace('redis://…', '$REDIS_URL').replace('--seconds 600', '--seconds 1');
	const doing = inShell(line.replace('npx chartwire', `node ${ROOT}dist/server/cli.js`), {
		cwd,
		env: { REDIS_URL },
		owner,
	});
	const says = (what: RegExp) =>
		until(
			() => what.exec(doing.output()) ?? (doing.child.exitCode === null ? undefined : assert.fail(doing.output())),
			{
				what: `${what} of "${command}"`,
			},
		);
	if (/chartwire record/.test(line)) {
		await says(/Recording into/);
		const wire = await world.chartwire.wire({ record: true });
		await wire.subscribe({ chart: 'regions' });
		await wire.waitFor((frame) => JSON.stringify(frame).includes('north'), 20_000);
		await wire.close();
		if (!/--seconds/.test(line)) {
			await until(() => readFileSync(join(cwd, line.split(' ')[3] ?? '')).length > 0, { what: 'something is written' });
			doing.interrupt();
		}
		await doing.ended;
		assert.match(doing.output(), /\d+ lines written\./);
	} else if (/chartwire replay/.test(line)) {
		const [, url = ''] = await says(/Replaying .+ at (\S+?);/);
		assert.equal((await fetch(url)).status, 200);
		doing.interrupt();
		assert.equal(await doing.ended, 0, doing.output());
	} else {
		// 2: nobody can say, since what was recorded here is a second of one viewer.
		assert.ok([0, 2].includes(await doing.ended), doing.output());
	}
}

type Check = (output: string, cwd: string, world: World) => Promise<void> | void;

/** What is to be seen after the requests of a document. */
const CURLS: Readonly<Record<string, Check>> = {
	'README.md#embed-a-chart/3': (output) => {
		assert.match(output, /"source":"shop"/);
		assert.match(output, /"chart":"orders-per-minute"/);
	},
	'docs/tokens.md#a-key': (output) => assert.match(output, /"kid":"ck_.+"name":"the shop".+"secret":"/),
	'docs/export.md#from-the-server': (_, cwd) => {
		const saved = readdirSync(cwd);
		assert.match(saved.join(), /^sales.*\.csv$/);
		const [heading, ...rows] = readFileSync(join(cwd, saved[0] ?? ''), 'utf8')
			.trim()
			.split('\r\n');
		assert.equal(heading, 'day,revenue');
		assert.equal(rows.length, 31, 'the rows of the north');
	},
	'docs/results.md#private-projects': async (output, _, { chartwire }) => {
		assert.match(output, /"private":true/);
		assert.equal((await chartwire.api('PUT', '/v1/project', { private: false })).status, 200);
	},
};

async function runCurls({ id, text }: Snippet, world: World, owner: Scope): Promise<void> {
	const check = CURLS[id];
	assert.ok(check !== undefined, `nobody looks at what ${id} does`);
	const { chartwire } = world;
	const author = await chartwire.token();
	const env = {
		URL: chartwire.web().url,
		AUTHOR_TOKEN: author,
		TOKEN: id.includes('export') ? await viewerToken(chartwire) : author,
	};
	const filled = (await filledIn(text, world)).replace(
		'postgres://reader:…@db.example.com/shop',
		chartwire.customerUrl,
	);
	const cwd = temporaryDirectory();
	const asked = inShell(filled.replaceAll('curl ', 'curl --fail-with-body --silent --show-error '), {
		cwd,
		env,
		owner,
	});
	assert.equal(await asked.ended, 0, asked.output());
	await check(asked.output(), cwd, world);
}

export function testShell(world: Reach, owner: Scope): void {
	const recordings = temporaryDirectory();
	for (const snippet of snippetsOf('shell')) {
		test(`the commands of ${snippet.id} do what they say`, { timeout: 60_000 }, async () => {
			if (/\bcurl\b/.test(snippet.text)) return runCurls(snippet, world(), owner);
			for (const command of commandsOf(snippet.text)) {
				if (/^npm /.test(command)) checkNpm(command);
				else if (/ node dist\/server\/main\.js$/.test(command)) await startNode(command, world(), owner);
				else if (/^npx chartwire /.test(command)) await runCommand(command, world(), { cwd: recordings, owner });
				else assert.fail(`nobody runs "${command}" of ${snippet.id}`);
			}
		});
	}

	for (const { id, text } of snippetsOf('http')) {
		test(`the requests of ${id} are answered`, async () => {
			const authorization = `Bearer ${await viewerToken(world().chartwire)}`;
			assert.match(text, /^Authorization: Bearer …$/m);
			const paths = [...text.matchAll(/^GET (\S+)$/gm)].map(([, path = '']) => path);
			assert.ok(paths.length > 0);
			for (const path of paths) {
				const answer = await fetch(world().chartwire.web().url + path, { headers: { authorization } });
				assert.match(`${answer.status} ${answer.headers.get('content-type')}`, /^200 image\/(svg\+xml|png)/, path);
			}
		});
	}

	for (const { id, text } of snippetsOf('config').filter(({ language }) => language === 'yaml')) {
		test(`the settings of ${id} ask where the commands beside them serve`, () => {
			const targets = [...text.matchAll(/'[\d.]+:(\d+)'/g)].map(([, port]) => port);
			const beside = allSnippets().find(
				({ file, text: other }) => id.startsWith(file) && other.includes('METRICS_PORT='),
			);
			const [, port] = /METRICS_PORT=(\d+)/.exec(beside?.text ?? '') ?? [];
			assert.ok(targets.length > 0 && targets.every((each) => each === port), `${targets} and ${port}`);
			assert.match(text, /^scrape_configs:\n {2}- job_name: \w+\n {4}static_configs:\n {6}- targets: \[/);
		});
	}
}
