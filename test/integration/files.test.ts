/** A project as files: pulled, edited and pushed at a real server, by `chartwire pull` and `chartwire push`. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type ApiKeyRole, addApiKey } from '../../server/auth/api-keys.ts';
import { Api, ApiError } from '../../server/files/api.ts';
import { Folder } from '../../server/files/folder.ts';
import { FileError } from '../../server/files/json-text.ts';
import type { Item, Outcome } from '../../server/files/outcome.ts';
import { pull } from '../../server/files/pull.ts';
import { type PushOptions, push } from '../../server/files/push.ts';
import { type Answer, type Caller, callerOf } from '../support/calls.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const owner = scope();
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
});

async function keyOf(project: string, role: ApiKeyRole = 'author'): Promise<string> {
	const wanted = { name: 'ci', role, expiresInDays: 1, createdBy: 'ada@example.com' };
	return (await addApiKey(chartwire.control, project, wanted)).key;
}

async function newDir(): Promise<string> {
	const dir = await mkdtemp(join(tmpdir(), 'chartwire-files-'));
	owner.defer(() => rm(dir, { recursive: true, force: true }));
	return dir;
}

const ok = async (answer: Promise<Answer>): Promise<Answer> => {
	const got = await answer;
	assert.equal(got.status, 200, got.text);
	return got;
};

/** A project with a source, its author in the workshop, and a folder of it. */
class Desk {
	readonly project: string;
	readonly dir: string;
	readonly api: Api;
	readonly ada: Caller;

	constructor(project: string, dir: string, { api, ada }: { readonly api: Api; readonly ada: Caller }) {
		this.project = project;
		this.dir = dir;
		this.api = api;
		this.ada = ada;
	}

	async pull(more: Partial<PushOptions> = {}): Promise<Outcome> {
		return pull({ ...(await this.#options()), ...more });
	}

	async push(more: Partial<PushOptions> = {}): Promise<Outcome> {
		return push({ ...(await this.#options()), ...more });
	}

	async #options(): Promise<PushOptions> {
		const folder = await Folder.open(this.dir, { create: false });
		const no = { force: false, dryRun: false, remove: false, own: false };
		return { ...no, api: this.api, dir: this.dir, folder, stateFile: '.chartwire.json', logins: {} };
	}

	read(path: string): Promise<string> {
		return readFile(join(this.dir, path), 'utf8');
	}

	write(path: string, content: string | object): Promise<void> {
		const written = typeof content === 'string' ? content : JSON.stringify(content);
		return writeFile(join(this.dir, path), written);
	}

	async edit(path: string, change: object): Promise<void> {
		await this.write(path, { ...JSON.parse(await this.read(path)), ...change });
	}

	async save(path: string, body: object): Promise<Answer> {
		return ok(this.ada('PUT', `/v1/${path}`, { body }));
	}

	async declared(path: string): Promise<Record<string, unknown>> {
		const { body } = await ok(this.ada('GET', `/v1/${path}`));
		return body['declaration'] as Record<string, unknown>;
	}

	/** Every file with its text, when it was written, and as which file of the disk. */
	async files(): Promise<Record<string, { readonly text: string; readonly written: readonly number[] }>> {
		const paths = (await readdir(this.dir, { recursive: true, withFileTypes: true }))
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => join(parentPath, name).slice(this.dir.length + 1))
			.sort();
		const entries = paths.map(async (path) => {
			const { mtimeMs, ino } = await stat(join(this.dir, path));
			return [path, { text: await this.read(path), written: [mtimeMs, ino] }] as const;
		});
		return Object.fromEntries(await Promise.all(entries));
	}
}

async function newDesk(project: string, { isMachine = false } = {}): Promise<Desk> {
	const ada = await callerOf(chartwire, { subject: 'ada', project });
	await ok(ada('PUT', '/v1/sources/shop', { body: { engine: 'postgresql', url: chartwire.customerUrl } }));
	const key = isMachine ? await keyOf(project) : await chartwire.token({ subject: 'machine', project });
	return new Desk(project, await newDir(), { api: new Api(chartwire.web().url, key), ada });
}

const CHART = { source: 'shop', sql: 'select 1 as one' };
const board = (title: string, chart = 'sales') => ({
	title,
	tabs: [{ id: 'tab', title: 'Tab', items: [{ id: 'item', x: 0, y: 0, w: 12, h: 4, kind: 'chart', chart }] }],
	filters: [],
});
const CHANNELS = [{ kind: 'email', to: ['ada@example.com'] }];

/** One and more of everything, with names that are hard on file systems. */
async function fill(desk: Desk): Promise<void> {
	for (const name of ['sales', 'Sales', 'SALES', 'con', 'Aux']) {
		await desk.save(`charts/${name}`, { ...CHART, title: name, sql: `select '${name}'\r\n  as name\n` });
	}
	await desk.save('dashboards/board', board('Board'));
	await desk.save('schedules/morning', {
		...{ cron: '0 8 * * *', timeZone: 'Europe/Lisbon', target: { dashboard: 'board' }, channels: CHANNELS },
	});
	await desk.save('alerts/high', {
		...{ chart: 'sales', condition: { kind: 'threshold', op: '>', value: 5 }, everyMs: 60_000, channels: CHANNELS },
	});
}

const done = ({ items }: Outcome): readonly string[] =>
	items.filter(({ action }) => action !== 'same').map(({ action, file }) => `${action} ${file}`);
const only = ({ items }: Outcome): Item => {
	const [item, ...more] = items.filter(({ action }) => action !== 'same');
	assert.ok(item !== undefined && more.length === 0, JSON.stringify(items));
	return item;
};

/** The command itself, as a process. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
	const command = ['--import', 'tsx', 'server/cli.ts', ...args];
	const { PATH = '' } = process.env;
	const child = spawn(process.execPath, command, {
		cwd: root,
		env: { PATH, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
	return { code, stdout, stderr };
}

describe('a project that is pulled', () => {
	test('is files without secrets, which pushed into another project and pulled from there are the same', async () => {
		const desk = await newDesk('pulled');
		await fill(desk);
		await desk.pull();
		const files = await desk.files();
		assert.deepEqual(Object.keys(files), [
			'.chartwire.json',
			'alerts/high.json',
			'charts/%41ux.json',
			'charts/%41ux.sql',
			'charts/%53%41%4c%45%53.json',
			'charts/%53%41%4c%45%53.sql',
			'charts/%53ales.json',
			'charts/%53ales.sql',
			'charts/%63on.json',
			'charts/%63on.sql',
			'charts/sales.json',
			'charts/sales.sql',
			'dashboards/board.json',
			'schedules/morning.json',
			'sources/shop.json',
		]);
		assert.equal(files['charts/sales.sql']?.text, "select 'sales'\r\n  as name\n\n");
		const { username, password, hostname } = new URL(chartwire.customerUrl);
		const source = JSON.parse(files['sources/shop.json']?.text ?? '') as Record<string, unknown>;
		assert.deepEqual(Object.keys(source).sort(), ['database', 'engine', 'host', 'maxConcurrent', 'port', 'tls']);
		assert.equal(source['host'], hostname);

		const other = await newDesk('pushed');
		await ok(other.ada('DELETE', '/v1/sources/shop'));
		for (const [path, { text: content }] of Object.entries(files)) {
			if (!path.includes('/')) continue;
			await mkdir(join(other.dir, path.slice(0, path.indexOf('/'))), { recursive: true });
			await other.write(path, content);
		}
		const refused = await other.push();
		assert.match(refused.items.find(({ action }) => action === 'fail')?.message ?? '', /CHARTWIRE_SOURCE_SHOP_USER/);
		assert.ok(
			refused.items.slice(1).every(({ action }) => action === 'skip'),
			'nothing is tried that may need it',
		);
		const logins = {
			CHARTWIRE_SOURCE_SHOP_USER: decodeURIComponent(username),
			CHARTWIRE_SOURCE_SHOP_PASSWORD: decodeURIComponent(password),
		};
		assert.equal(done(await other.push({ logins })).filter((each) => each.startsWith('create ')).length, 9);
		assert.equal((await ok(other.ada('POST', '/v1/sources/shop/test'))).body['ok'], true);
		const again = new Desk(other.project, await newDir(), other);
		await again.pull();
		const pulled = await again.files();
		for (const [path, { text: content }] of Object.entries(files)) {
			if (path.includes('/')) assert.equal(pulled[path]?.text, content, path);
		}
		await assert.rejects(new Desk(desk.project, desk.dir, other).push(), {
			message: /those of the project "pulled" at .*not of "pushed"/,
		});
	});

	test('is left untouched by a second pull and a second push, which do nothing and say so', async () => {
		const desk = await newDesk('idle');
		await fill(desk);
		await desk.pull();
		await desk.write('charts/README.md', 'Not one of ours.');
		const files = await desk.files();
		const outcomes = [await desk.pull(), await desk.push(), await desk.push({ dryRun: true })];
		for (const outcome of outcomes) assert.deepEqual(done(outcome), []);
		assert.deepEqual(await desk.files(), files);
		const entries = await chartwire.control`select 1 from audit_log where project = 'idle' and actor = 'machine'`;
		assert.equal(entries.length, 0, 'nothing was saved');
	});

	test('brings what is new and changed, removes what is gone, and leaves what was edited here', async () => {
		const desk = await newDesk('moving');
		for (const name of ['stays', 'changes', 'goes', 'edited']) await desk.save(`charts/${name}`, CHART);
		await desk.pull();
		await desk.write('charts/edited.sql', 'select 2 as mine\n');
		await desk.save('charts/changes', { ...CHART, title: 'Changed' });
		await ok(desk.ada('DELETE', '/v1/charts/goes'));
		await desk.save('charts/comes', CHART);
		assert.deepEqual(done(await desk.pull()), [
			'write charts/changes.json',
			'write charts/comes.json',
			'keep charts/edited.json',
			'remove charts/goes.json',
		]);
		const files = await desk.files();
		assert.ok(!('charts/goes.sql' in files) && files['charts/edited.sql']?.text.includes('mine'));
		assert.match(files['charts/changes.json']?.text ?? '', /"title": "Changed"/);
	});

	test('does not overwrite what was edited on both sides unless it must, and says both', async () => {
		const desk = await newDesk('both');
		await desk.save('charts/fought', CHART);
		await desk.pull();
		await desk.write('charts/fought.sql', 'select 2 as mine\n');
		await desk.save('charts/fought', { ...CHART, sql: 'select 3 as theirs' });
		const { action, message, diff } = only(await desk.pull());
		assert.deepEqual([action, await desk.read('charts/fought.sql')], ['conflict', 'select 2 as mine\n']);
		assert.match(message ?? '', /changed here, and there as well.*--force/s);
		assert.match(diff ?? '', /revision 2, saved by ada[\s\S]*-select 2 as mine\n\+select 3 as theirs/);
		await desk.write('charts/fought.json', '{ broken');
		assert.match(only(await desk.pull()).message ?? '', /fought\.json:1:3/);
		assert.deepEqual(done(await desk.pull({ force: true })), ['write charts/fought.json']);
		assert.equal(await desk.read('charts/fought.sql'), 'select 3 as theirs\n');
	});
});

describe('a folder that is pushed', () => {
	test('shows on the dashboards that are being watched what was edited in it', async () => {
		const desk = await newDesk('watched');
		await fill(desk);
		await desk.pull();
		const grant = { project: 'watched', permissions: [], charts: [], dashboards: ['board'] };
		const viewer = await chartwire.wire(grant);
		const { channel } = await viewer.subscribe({ dashboard: 'board' });
		const { channel: answers } = await viewer.subscribe({ chart: 'sales' });
		await desk.edit('dashboards/board.json', { title: 'Edited in a file' });
		await desk.write('charts/sales.sql', "select 'pushed' as name\n");
		assert.deepEqual(done(await desk.push()), ['update charts/sales.json', 'update dashboards/board.json']);
		await viewer.waitFor(
			(frame) =>
				frame.type === 'event' && frame.channel === channel && JSON.stringify(frame).includes('Edited in a file'),
			60_000,
		);
		await viewer.waitFor(
			(frame) => 'channel' in frame && frame.channel === answers && JSON.stringify(frame).includes('pushed'),
			60_000,
		);
		assert.deepEqual(done(await desk.push()), []);
	});

	test('says nothing of what the server fills in, once it was pushed', async () => {
		const desk = await newDesk('short');
		await mkdir(join(desk.dir, 'charts'));
		await desk.write('charts/short.json', { source: 'shop' });
		await desk.write('charts/short.sql', 'select 1');
		await desk.pull();
		assert.deepEqual(done(await desk.push()), ['create charts/short.json']);
		const files = await desk.files();
		assert.deepEqual([done(await desk.push()), done(await desk.pull())], [[], []]);
		assert.deepEqual(await desk.files(), files);
	});

	test('overwrites nothing that was changed there meanwhile, saves nothing else either, and shows the difference', async () => {
		const desk = await newDesk('meanwhile');
		await fill(desk);
		await desk.pull();
		await desk.edit('dashboards/board.json', { title: 'Here' });
		await desk.edit('charts/sales.json', { title: 'Also here' });
		await desk.save('dashboards/board', board('There'));
		const { items } = await desk.push();
		const conflict = items.find(({ action }) => action === 'conflict');
		assert.match(conflict?.diff ?? '', /revision 2, saved by ada[\s\S]*-\t"title": "There"\n\+\t"title": "Here"/);
		assert.match(conflict?.message ?? '', /chartwire push .* --force/);
		assert.deepEqual(done({ ...(await desk.push()) }), ['skip charts/sales.json', 'conflict dashboards/board.json']);
		assert.equal((await desk.declared('charts/sales'))['title'], 'sales');
		await desk.push({ force: true });
		assert.equal((await desk.declared('dashboards/board'))['title'], 'Here');
		assert.deepEqual(done(await desk.push()), []);
	});

	test('is in conflict also with what is saved between its look and its word, for everything that has revisions', async () => {
		const desk = await newDesk('race');
		await fill(desk);
		await desk.pull();
		const edits = ['charts/sales', 'dashboards/board', 'schedules/morning', 'alerts/high'];
		for (const path of edits) {
			await desk.edit(`${path}.json`, { title: 'Late' });
			const racing = new Api(chartwire.web().url, await chartwire.token({ subject: 'machine', project: 'race' }));
			const ask = racing.ask.bind(racing);
			racing.ask = async (method, asked, call) => {
				if (method === 'PUT') await desk.save(path, { ...(await desk.declared(path)), title: 'Faster' });
				return ask(method, asked, call);
			};
			const { action, diff } = only(await new Desk(desk.project, desk.dir, { api: racing, ada: desk.ada }).push());
			assert.deepEqual([action, (await desk.declared(path))['title']], ['conflict', 'Faster'], path);
			assert.match(diff ?? '', /-\t"title": "Faster",?\n\+\t"title": "Late"/);
			assert.deepEqual(done(await desk.push({ force: true })), [`update ${path}.json`]);
		}
	});

	test('takes what the same machine pushed before for its own where that is wished, and nothing of others', async () => {
		const desk = await newDesk('machine', { isMachine: true });
		await desk.save('charts/sales', CHART);
		await desk.pull();
		const committed = await desk.read('.chartwire.json');
		for (const title of ['One', 'Two']) {
			// Each time the repository is checked out anew, with the state that somebody has committed.
			await desk.write('.chartwire.json', committed);
			await desk.edit('charts/sales.json', { title });
			assert.deepEqual(done(await desk.push({ own: true })), ['update charts/sales.json'], title);
		}
		await desk.write('.chartwire.json', committed);
		await desk.edit('charts/sales.json', { title: 'Three' });
		assert.equal(only(await desk.push()).action, 'conflict');
		await desk.save('charts/sales', { ...CHART, title: 'By ada' });
		assert.equal(only(await desk.push({ own: true })).action, 'conflict');
	});

	test('deletes what has no file any more only when it is told to, what asks before what is asked', async () => {
		const desk = await newDesk('deleting');
		await fill(desk);
		await desk.pull();
		await desk.save('charts/unknown', CHART);
		for (const path of [
			'alerts/high.json',
			'schedules/morning.json',
			'charts/sales.json',
			'charts/sales.sql',
			'dashboards/board.json',
		]) {
			await rm(join(desk.dir, path));
		}
		assert.ok((await desk.push()).items.every(({ action }) => action === 'same' || action === 'keep'));
		const refused = await desk.push({ remove: true });
		assert.deepEqual(done(refused).at(0), 'conflict charts/unknown.json');
		assert.equal((await ok(desk.ada('GET', '/v1/dashboards/board'))).status, 200);
		await ok(desk.ada('DELETE', '/v1/charts/unknown'));
		assert.deepEqual(done(await desk.push({ remove: true })), [
			'delete alerts/high.json',
			'delete schedules/morning.json',
			'delete dashboards/board.json',
			'delete charts/sales.json',
		]);
		assert.equal((await desk.ada('GET', '/v1/charts/sales')).code, 'unknown_chart');
		assert.deepEqual(done(await desk.push({ remove: true })), []);
	});

	test('changes of a source what needs no secret, and says where the rest is done', async () => {
		const desk = await newDesk('sources');
		await desk.pull();
		await desk.edit('sources/shop.json', { maxConcurrent: 3 });
		assert.deepEqual(done(await desk.push()), ['update sources/shop.json']);
		assert.equal((await ok(desk.ada('GET', '/v1/sources/shop'))).body['maxConcurrent'], 3);
		await desk.edit('sources/shop.json', { host: 'db.attacker.example' });
		const { action, message } = only(await desk.push());
		assert.equal(action, 'fail');
		assert.match(message ?? '', /Give the password again.*workshop/s);
	});

	test('sends the login of one source to no other whose variable is called alike', async () => {
		const desk = await newDesk('logins');
		await ok(desk.ada('PUT', '/v1/sources/shop-eu', { body: { engine: 'postgresql', url: chartwire.customerUrl } }));
		await desk.pull();
		const logins = { CHARTWIRE_SOURCE_SHOP_EU_USER: 'u', CHARTWIRE_SOURCE_SHOP_EU_PASSWORD: 'p' };
		const stranger = { engine: 'postgresql', host: 'db.attacker.example', database: 'd' };
		for (const file of ['shop_eu', '%53hop-eu']) {
			await desk.write(`sources/${file}.json`, stranger);
			await assert.rejects(desk.push({ logins }), {
				message: new RegExp(`^sources/${file}\\.json: .*CHARTWIRE_SOURCE_SHOP_EU_… of sources/shop-eu\\.json`),
			});
			await rm(join(desk.dir, `sources/${file}.json`));
		}
	});

	test('says what was done and what was not, and where a declaration is wrong', async () => {
		const desk = await newDesk('partial');
		await fill(desk);
		await desk.pull();
		await desk.edit('charts/%41ux.json', { title: 'Well' });
		await desk.write('charts/sales.json', '{\n\t"source": "shop",\n\t"refreshMs": 3\n}\n');
		await desk.edit('dashboards/board.json', { title: 'Later' });
		const { items } = await desk.push();
		assert.deepEqual(done({ items } as Outcome), [
			'update charts/%41ux.json',
			'fail charts/sales.json',
			'skip dashboards/board.json',
		]);
		const { message = '' } = items.find(({ action }) => action === 'fail') ?? {};
		assert.match(message, /^charts\/sales\.json:3:2: The request is not right: refreshMs: /);
		await desk.write('charts/sales.json', '{ "source": }');
		await assert.rejects(
			desk.push(),
			(error: Error) => error instanceof FileError && /sales\.json:1:13: .*Nothing was pushed/s.test(error.message),
		);
	});
});

describe('a hostile folder', () => {
	test('neither reads nor writes through symbolic links', async () => {
		const desk = await newDesk('links');
		await desk.save('charts/sales', CHART);
		const outside = await newDir();
		await symlink(outside, join(desk.dir, 'charts'));
		await assert.rejects(desk.pull(), { message: /^charts: is a symbolic link/ });
		await rm(join(desk.dir, 'charts'));
		await desk.pull();
		await writeFile(join(outside, 'secret.sql'), 'select 7\n');
		await rm(join(desk.dir, 'charts/sales.sql'));
		await symlink(join(outside, 'secret.sql'), join(desk.dir, 'charts/sales.sql'));
		await assert.rejects(desk.push(), { message: /sales\.sql: is a symbolic link/ });
		assert.match(only(await desk.pull()).message ?? '', /sales\.sql: is a symbolic link/);
		await desk.save('charts/sales', { ...CHART, title: 'Changed' });
		await assert.rejects(desk.pull({ force: true }), { message: /sales\.sql: is a symbolic link/ });
		assert.equal(await readFile(join(outside, 'secret.sql'), 'utf8'), 'select 7\n');
		await symlink(join(outside, 'none'), join(desk.dir, '.other.json'));
		await assert.rejects(desk.pull({ stateFile: '.other.json' }), { message: /\.other\.json: is a symbolic link/ });
	});

	test('is refused where its state or a name leads out of it', async () => {
		const desk = await newDesk('leading');
		await desk.pull();
		const state = JSON.parse(await desk.read('.chartwire.json')) as { files: object };
		const victim = join(desk.dir, '..', 'victim.json');
		await desk.write('.chartwire.json', { ...state, files: { 'charts/../../victim': { revision: 1, hash: 'x' } } });
		await assert.rejects(desk.pull(), { message: /^\.chartwire\.json:1:\d+: files\.charts/ });
		await assert.rejects(desk.pull({ stateFile: '../state.json' }), { message: /no name for a file/ });
		await desk.write('.chartwire.json', state);
		await mkdir(join(desk.dir, 'charts'), { recursive: true });
		await desk.write('charts/Sales.json', {});
		await assert.rejects(desk.push(), { message: /charts\/Sales\.json: "Sales" is no name.*Rename it/s });
		await rm(join(desk.dir, 'charts/Sales.json'));
		await desk.write('charts/%2e%2e%2fa.json', { source: 'shop' });
		await desk.write('charts/%2e%2e%2fa.sql', 'select 1');
		await assert.rejects(desk.push(), { message: /^charts\/%2e%2e%2fa\.json: must be 1 to 63 letters/ });
		await assert.rejects(stat(victim));
	});
});

describe('the command', () => {
	test('ends with 0, 1 and 2 as it is documented, and tells machines in JSON', async () => {
		const desk = await newDesk('command');
		await desk.save('charts/sales', CHART);
		const env = { CHARTWIRE_URL: chartwire.web().url, CHARTWIRE_API_KEY: await keyOf('command') };
		const pulled = await run(['pull', desk.dir], env);
		assert.deepEqual([pulled.code, pulled.stderr], [0, '']);
		assert.match(pulled.stdout, /^written +sources\/shop\.json\nwritten +charts\/sales\.json\nDone .*2 written\.\n$/);
		await desk.edit('charts/sales.json', { title: 'Edited' });
		const dry = await run(['push', desk.dir, '--dry-run'], env);
		assert.equal(dry.code, 2);
		assert.match(dry.stdout, /--- a\/charts\/sales\.json[\s\S]*-\t"title": "",?\n\+\t"title": "Edited"/);
		const pushed = await run(['push', desk.dir, '--json'], env);
		const { items } = JSON.parse(pushed.stdout) as Outcome;
		assert.deepEqual([pushed.code, done({ items } as Outcome)], [0, ['update charts/sales.json']]);
	});

	test('lets no name of a file command the terminal, in what it refuses either', async () => {
		const dir = await newDir();
		await mkdir(join(dir, 'charts'));
		await writeFile(join(dir, 'charts', '\u001b[2J.json'), '{}');
		const env = { CHARTWIRE_URL: chartwire.web().url, CHARTWIRE_API_KEY: await keyOf('default') };
		const { code, stderr } = await run(['push', dir], env);
		assert.equal(code, 1);
		assert.match(stderr, /^charts\/\\x1b\[2J\.json: .*is no name of a file/);
	});

	test('says what a viewer’s key lacks, and where to make another one where there is none', async () => {
		const dir = await newDir();
		const url = chartwire.web().url;
		const viewer = await run(['pull', dir, '--json'], {
			CHARTWIRE_URL: url,
			CHARTWIRE_API_KEY: await keyOf('default', 'viewer'),
		});
		assert.equal(viewer.code, 1);
		assert.match(String(JSON.parse(viewer.stdout)['error']), /has the role "viewer".*People.*Machine keys/);
		const none = await run(['pull', dir, '--server', url], {});
		assert.equal(none.code, 64);
		assert.match(none.stderr, /CHARTWIRE_API_KEY must be in the environment.*Machine keys/);
		const wrong = new Api(url, 'cw_wrong').ask('GET', '/v1/charts');
		await assert.rejects(wrong, (error) => error instanceof ApiError && /Machine keys/.test(error.message));
		const nobody = new Api('http://127.0.0.1:1', 'cw_x').ask('GET', '/v1/charts');
		await assert.rejects(nobody, { message: /does not answer.*CHARTWIRE_URL/s });
	});
});
