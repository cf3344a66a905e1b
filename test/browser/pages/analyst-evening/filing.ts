/** The project as files: pulled, edited by hand and pushed, while somebody looks at the dashboard. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { addApiKey } from '../../../../server/auth/api-keys.ts';
import { temporaryDirectory } from '../../../support/postgres.ts';
import { BOARD } from './building.ts';
import type { Evening, EveningWorld } from './world.ts';

const TITLE = 'Weather, by hand';
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const run = promisify(execFile);
const KEY = { name: 'her machine', role: 'author', expiresInDays: 1, createdBy: 'ada@example.com' } as const;

/** What somebody has who ran `npm install chartwire`: what npm would publish, unpacked, and a link to its command. */
async function install(): Promise<string> {
	const directory = temporaryDirectory();
	const own = join(directory, 'node_modules', 'chartwire');
	const bins = join(directory, 'node_modules', '.bin');
	await Promise.all([own, bins].map((each) => mkdir(each, { recursive: true })));
	const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', directory];
	await run('npm', pack, { cwd: ROOT, env: { ...process.env, ...npmEnv(directory) } });
	const [archive = ''] = (await readdir(directory)).filter((name) => name.endsWith('.tgz'));
	await run('tar', ['-xzf', join(directory, archive), '-C', own, '--strip-components=1']);
	await symlink(join(ROOT, 'node_modules'), join(own, 'node_modules'));
	const { bin } = JSON.parse(await readFile(join(own, 'package.json'), 'utf8')) as { bin: { chartwire: string } };
	await chmod(join(own, bin.chartwire), 0o755);
	await symlink(join('..', 'chartwire', bin.chartwire), join(bins, 'chartwire'));
	await writeFile(join(directory, 'package.json'), '{ "private": true }');
	return directory;
}

/** Nothing of whoever runs the tests is read or written, and no registry is asked. */
const npmEnv = (directory: string) => ({
	npm_config_cache: join(directory, 'cache'),
	npm_config_offline: 'true',
	npm_config_update_notifier: 'false',
});

interface Machine {
	/** Where it is installed. */
	readonly home: string;
	readonly files: string;
	readonly key: string;
}

/** `npx chartwire COMMAND DIR`, with a machine's key; answers what it has written. */
async function chartwire({ installation }: EveningWorld, command: string, { home, files, key }: Machine) {
	const { stdout } = await run('npx', ['--no-install', 'chartwire', command, files], {
		cwd: home,
		env: { ...process.env, ...npmEnv(home), CHARTWIRE_URL: installation.origin, CHARTWIRE_API_KEY: key },
	});
	return stdout;
}

export async function pullEditPush({ world, open, day }: Evening): Promise<void> {
	const reader = open.get('reader')?.page ?? assert.fail('somebody reads');
	await reader.evaluate(() => document.body.setAttribute('data-same', ''));
	await reader.locator('sql-dashboard').getByRole('heading', { name: 'Weather', exact: true }).waitFor();
	const { control } = world.installation;
	const { key } = await addApiKey(control, 'default', KEY);
	const machine = { home: await install(), files: temporaryDirectory(), key };
	await chartwire(world, 'pull', machine);
	const file = join(machine.files, 'dashboards', `${BOARD}.json`);
	const text = await readFile(file, 'utf8');
	const edited = text.replace('"title": "Weather"', `"title": "${TITLE}"`);
	assert.notEqual(edited, text);
	await writeFile(file, edited);
	assert.match(await chartwire(world, 'push', machine), /dashboards\/weather/);
	await reader.locator('sql-dashboard').getByRole('heading', { name: TITLE, exact: true }).waitFor();
	assert.equal(await reader.locator('body[data-same]').count(), 1, 'and the page was not loaded anew');
	await day.stop('pushed', reader);
}
