/**
 * `npm test`: sets up what is missing, then runs every check and every test, whatever fails on the way, and ends with
 * the line "N passed, N failed". `node scripts/test.mjs unit integration` runs those steps only.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary, run, say } from './lib/say.mjs';
import { orExplain, setUp } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const CHECK_TIMEOUT_MS = 180_000;

/** A step that is one program: it passes when the program ends with 0. */
const check = (name, command, args) => ({
	name,
	run: async ({ env }) => {
		const { code, output } = await run(command, args, { cwd: root, env, ownGroup: true, timeoutMs: CHECK_TIMEOUT_MS });
		return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
	},
});

const nodeTests = (name, folder, needs = []) => ({
	name,
	needs,
	run: async ({ env, ...context }) => {
		const { runNodeTests } = await import('./lib/node-tests.mjs');
		const built = needs.includes('build') ? { CHARTWIRE_TEST_SERVER: 'dist/server/main.js' } : {};
		return runNodeTests(join(root, 'test', folder), { ...context, env: { ...env, ...built } });
	},
});

const elementTests = {
	name: 'elements',
	run: async (context) => {
		const { runElementTests } = await import('./lib/element-tests.mjs');
		return runElementTests(context);
	},
};

const STEPS = [
	check('lint', binary(root, 'biome'), ['check', '.']),
	check('types', binary(root, 'tsc'), ['-p', '.']),
	check('unused', binary(root, 'knip'), []),
	check('build', process.execPath, [join(root, 'scripts', 'build.mjs')]),
	{ ...check('size', binary(root, 'size-limit'), []), needs: ['build'] },
	nodeTests('unit', 'unit'),
	nodeTests('contract', 'contract', ['database']),
	nodeTests('integration', 'integration', ['build', 'database']),
	elementTests,
	nodeTests('pages', 'browser/pages', ['build', 'database']),
];

function chooseSteps(names) {
	const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
	if (unknown.length > 0) {
		process.stderr.write(
			`No such step: ${unknown.join(', ')}. There are ${STEPS.map((step) => step.name).join(', ')}.\n`,
		);
		process.exit(1);
	}
	if (names.length === 0) return STEPS;
	const wanted = STEPS.filter((step) => names.includes(step.name));
	const needed = new Set(wanted.flatMap((step) => [step.name, ...(step.needs ?? [])]));
	return STEPS.filter((step) => needed.has(step.name));
}

/** One PostgreSQL for the whole run; each test file creates databases of its own in it. */
async function startDatabase() {
	const { register } = await import('tsx/esm/api');
	const unregister = register();
	const { startEmbeddedPostgres } = await import('../server/embedded/postgres.ts');
	await unregister();
	const dir = mkdtempSync(join(tmpdir(), 'chartwire-postgres-'));
	// Started by root, PostgreSQL runs under another account, which must be able to enter.
	chmodSync(dir, 0o755);
	const server = await startEmbeddedPostgres({ dir: join(dir, 'server'), durable: false });
	const remove = () => {
		for (const each of [dir, server.dir]) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
	};
	const abandon = () => {
		process.kill(server.pid, 'SIGQUIT');
		remove();
	};
	// Ctrl-C leaves no time for more.
	process.once('exit', abandon);
	const stop = async () => {
		await server.stop();
		process.off('exit', abandon);
		remove();
	};
	return { url: server.url('postgres'), stop };
}

async function runStep(step, context) {
	const started = performance.now();
	const result = await step
		.run(context)
		.catch((error) => ({ passed: 0, failed: 1, output: error.stack ?? String(error) }));
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	const counts = `${result.passed} passed, ${result.failed} failed`;
	const note = result.note === undefined ? '' : `, ${result.note}`;
	say(`${result.failed === 0 ? '✔' : '✖'} ${step.name.padEnd(12)} ${counts}${note} (${seconds} s)`);
	if (result.failed > 0) say(`${result.output.trim().replace(/^/gm, '    ')}\n`);
	return result;
}

async function main() {
	const steps = chooseSteps(process.argv.slice(2));
	const needsBrowser = steps.some((step) => step.name === 'elements' || step.name === 'pages');
	const proxies = steps.some((step) => step.name === 'integration');
	const clock = steps.some((step) => ['integration', 'contract', 'pages'].includes(step.name));
	const sources = steps.some((step) => ['integration', 'contract'].includes(step.name));
	const { browser } = await setUp({ browser: needsBrowser, proxies, clock, sources });
	const needsDatabase = steps.some((step) => step.needs?.includes('database'));
	const database = needsDatabase ? await startDatabase() : undefined;
	const env = {
		...process.env,
		...(browser === undefined ? {} : { CHROMIUM_PATH: browser, CHROME_PATH: browser }),
		...(database === undefined ? {} : { CHARTWIRE_TEST_DATABASE_URL: database.url }),
	};
	// The set-up is a check of its own: what it did has just been said.
	let passed = 1;
	let failed = 0;
	try {
		for (const step of steps) {
			const result = await runStep(step, { root, env });
			passed += result.passed;
			failed += result.failed;
		}
	} finally {
		await database?.stop();
	}
	say(`${passed} passed, ${failed} failed`);
	process.exit(failed === 0 ? 0 : 1);
}

await orExplain(main);
