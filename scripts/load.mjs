/**
 * `npm run load -- [scenario …] [--option …]`: measures Chartwire against its peers on this machine. Builds the
 * server, installs the peers into .chartwire/load/peers, and goes on as test/load/main.ts. Never part of `npm test`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run, SetupError, say } from './lib/say.mjs';
import { orExplain, setUp } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const peers = join(root, '.chartwire', 'load', 'peers');

/** `ws` is not among them: the bare peer runs on the very version that Chartwire runs on. */
const PEERS = {
	'socket.io': '^4.8.0',
	'socket.io-client': '^4.8.0',
	'@socket.io/redis-streams-adapter': '^0.3.0',
	redis: '^5.0.0',
	'chart.js': '^4.5.0',
	'chartjs-adapter-date-fns': '^3.0.0',
	'date-fns': '^4.1.0',
	'@observablehq/plot': '^0.6.17',
	esbuild: '^0.27.0',
};

async function installPeers() {
	const file = join(peers, 'package.json');
	const wanted = `${JSON.stringify({ name: 'chartwire-load-peers', private: true, dependencies: PEERS }, null, '\t')}\n`;
	const complete = Object.keys(PEERS).every((name) => existsSync(join(peers, 'node_modules', name, 'package.json')));
	if (complete && existsSync(file) && readFileSync(file, 'utf8') === wanted) return;
	mkdirSync(peers, { recursive: true });
	writeFileSync(file, wanted);
	say('peers: installing Socket.IO, Chart.js and Observable Plot, with what they need');
	const args = ['i', '--prefix', peers, '--no-audit', '--no-fund', '--no-package-lock'];
	const { code, output } = await run('npm', args, { cwd: peers, timeoutMs: 300_000 });
	if (code !== 0) throw new SetupError(`${output.trim()}\nnpm could not install the peers (${code}).`);
}

await orExplain(async () => {
	await setUp();
	// Another build of the server may be measured while the tree is being changed.
	if (!process.argv.includes('--server')) {
		const build = await run(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, show: true });
		if (build.code !== 0) throw new SetupError('The build failed; what it said is above.');
	}
	await installPeers();
});

const tsx = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
const main = join(root, 'test', 'load', 'main.ts');
const child = spawn(process.execPath, ['--import', tsx, main, ...process.argv.slice(2)], {
	cwd: root,
	stdio: 'inherit',
});
// A terminal tells both of Ctrl-C; the other signals are passed on. The child ends whatever it has started.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code) => process.exit(code ?? 1));
