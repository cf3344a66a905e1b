/** Installs the npm packages when they are not those that package-lock.json names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, SetupError, say } from './say.mjs';

function readPackages(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
	} catch {
		return undefined;
	}
}

/**
 * npm writes node_modules/.package-lock.json when an installation is complete: it is compared with what is wanted,
 * so that an installation that was interrupted, or made for another lock file, is done again.
 */
function isComplete(root) {
	const wanted = readPackages(join(root, 'package-lock.json'));
	const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
	if (wanted === undefined || installed === undefined) return false;
	return Object.entries(wanted).every(([path, { version, optional }]) => {
		if (path === '') return true;
		const found = installed[path];
		return found === undefined ? optional === true : found.version === version;
	});
}

const OPTIONS = ['--no-audit', '--no-fund', '--include=dev', '--include=optional'];

const npm = (root, args) => run('npm', [...args, ...OPTIONS], { cwd: root, timeoutMs: 900_000 });

/**
 * `npm ci` refuses a lock file that was written where the packages of other platforms could not be had. `npm install`
 * takes the same versions from it and completes it; `--no-save` leaves the file as it is.
 */
async function install(root) {
	const strict = await npm(root, ['ci']);
	if (strict.code === 0 || !strict.output.includes('Missing:')) return strict;
	say('npm packages: package-lock.json lacks packages of some platforms; using npm install, which looks them up');
	return npm(root, ['install', '--no-save']);
}

export async function ensureDependencies(root) {
	if (isComplete(root)) {
		say('npm packages: installed');
		return;
	}
	say('npm packages: installing those of package-lock.json (a minute or two)');
	const started = performance.now();
	const { code, output } = await install(root);
	if (code !== 0) {
		const said = output.trim().split('\n').slice(0, 25).join('\n');
		throw new SetupError(`${said}\nnpm could not install the packages (${code}); what it said first is above.`);
	}
	say(`npm packages: installed in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
