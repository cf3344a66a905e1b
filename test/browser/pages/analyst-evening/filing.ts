/** The project as files: pulled, edited by hand and pushed, while somebody looks at the dashboard. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { addApiKey } from '../../../../server/auth/api-keys.ts';
import { temporaryDirectory } from '../../../support/postgres.ts';
import { BOARD } from './building.ts';
import type { Evening, EveningWorld } from './world.ts';

const TITLE = 'Weather, by hand';
const CLI = fileURLToPath(new URL('../../../../server/cli.ts', import.meta.url));
const run = promisify(execFile);
const KEY = { name: 'her machine', role: 'author', expiresInDays: 1, createdBy: 'ada@example.com' } as const;

/** `chartwire COMMAND DIR`, as a process of its own with a machine's key; answers what it has written. */
async function chartwire({ installation }: EveningWorld, command: string, env: Readonly<Record<string, string>>) {
	const { DIR = '', ...more } = env;
	const args = ['--import', 'tsx', CLI, command, DIR];
	const { stdout } = await run(process.execPath, args, {
		env: { ...process.env, CHARTWIRE_URL: installation.origin, ...more },
	});
	return stdout;
}

export async function pullEditPush({ world, open, day }: Evening): Promise<void> {
	const reader = open.get('reader')?.page ?? assert.fail('somebody reads');
	await reader.evaluate(() => document.body.setAttribute('data-same', ''));
	await reader.locator('sql-dashboard').getByRole('heading', { name: 'Weather', exact: true }).waitFor();
	const { control } = world.installation;
	const { key } = await addApiKey(control, 'default', KEY);
	const env = { DIR: temporaryDirectory(), CHARTWIRE_API_KEY: key };
	await chartwire(world, 'pull', env);
	const file = join(env.DIR, 'dashboards', `${BOARD}.json`);
	const text = await readFile(file, 'utf8');
	const edited = text.replace('"title": "Weather"', `"title": "${TITLE}"`);
	assert.notEqual(edited, text);
	await writeFile(file, edited);
	assert.match(await chartwire(world, 'push', env), /dashboards\/weather/);
	await reader.locator('sql-dashboard').getByRole('heading', { name: TITLE, exact: true }).waitFor();
	assert.equal(await reader.locator('body[data-same]').count(), 1, 'and the page was not loaded anew');
	await day.stop('pushed', reader);
}
