import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { freePort, isPortFree } from '../../server/embedded/ports.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { isRunning } from '../../server/embedded/processes.ts';
import { startEmbeddedRedis } from '../../server/embedded/redis.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { type Scope, scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

function directory(owner: Scope): string {
	const dir = temporaryDirectory();
	owner.defer(() => rmSync(dir, { recursive: true, force: true }));
	return dir;
}

async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
	const sql = postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 1 });
	try {
		return await sql.unsafe(statement);
	} finally {
		await sql.end();
	}
}

const HELPER = `
const [,, dir] = process.argv;
const { startEmbeddedPostgres } = await import('./server/embedded/postgres.ts');
const { startEmbeddedRedis } = await import('./server/embedded/redis.ts');
const [pg, redis] = await Promise.all([
	startEmbeddedPostgres({ dir: dir + '/postgres' }),
	startEmbeddedRedis({ dir: dir + '/redis', persist: true }),
]);
console.log(JSON.stringify({ postgres: pg.pid, redis: redis.pid }));
setInterval(() => {}, 1000);
`;

/** Another process that has started both servers in `dir`, and their process ids. */
async function startOwner(owner: Scope, dir: string): Promise<{ child: ChildProcess; pids: Record<string, number> }> {
	const file = join(dir, 'owner.mjs');
	writeFileSync(file, HELPER.replaceAll("'./", `'${process.cwd()}/`));
	const child = spawn(process.execPath, ['--import', 'tsx', file, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
	owner.defer(() => child.kill('SIGKILL'));
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	await until(() => said.includes('\n'), { timeoutMs: 30_000, what: 'the other process starts its servers' });
	return { child, pids: JSON.parse(said) };
}

test('PostgreSQL keeps its data between starts, in UTF-8 sorted by code point, for 127.0.0.1 and its password only', async () => {
	const own = scope();
	const dir = join(directory(own), 'postgres');
	const first = await startEmbeddedPostgres({ dir });
	own.defer(() => first.stop());
	const [facts] = await ask(
		first.url('postgres'),
		`create table kept (word text); insert into kept values ('a'), ('B'), ('ä');
		select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
			(select string_agg(word, '' order by word) from kept) as sorted, upper('ä') as upper`,
	).then((results) => results.slice(-1).flat());
	assert.deepEqual({ ...facts }, { encoding: 'UTF8', addresses: '127.0.0.1', sorted: 'Baä', upper: 'Ä' });
	assert.equal(statSync(join(first.dir, 'password')).mode & 0o777, 0o600);
	const wrong = new URL(first.url('postgres'));
	wrong.password = 'wrong';
	await assert.rejects(ask(wrong.href, 'select 1'), /password authentication failed/);
	await first.stop();
	assert.equal(await isPortFree(first.port), true);

	const second = await startEmbeddedPostgres({ dir });
	own.defer(() => second.stop());
	assert.equal((await ask(second.url('postgres'), 'select * from kept')).length, 3);
});

test('starting PostgreSQL installs no signal handler in its process', async () => {
	const own = scope();
	const before = process.listenerCount('SIGINT') + process.listenerCount('SIGTERM') + process.listenerCount('SIGHUP');
	const server = await startEmbeddedPostgres({ dir: join(directory(own), 'postgres'), durable: false });
	own.defer(() => server.stop());
	const after = process.listenerCount('SIGINT') + process.listenerCount('SIGTERM') + process.listenerCount('SIGHUP');
	assert.equal(after, before);
});

test('PostgreSQL starts again after SIGKILL, although its pid file names a process that lives', async () => {
	const own = scope();
	const dir = join(directory(own), 'postgres');
	const first = await startEmbeddedPostgres({ dir });
	const pidFile = join(first.dir, 'data', 'postmaster.pid');
	process.kill(first.pid, 'SIGKILL');
	await first.exited;
	// As after a container's restart, the old id belongs to another process now, of the same account.
	const { uid, gid } = statSync(pidFile);
	const other = spawn('sleep', ['60'], { uid, gid });
	own.defer(() => other.kill());
	const lines = readFileSync(pidFile, 'utf8').split('\n');
	writeFileSync(pidFile, [String(other.pid), ...lines.slice(1)].join('\n'));
	const second = await startEmbeddedPostgres({ dir });
	own.defer(() => second.stop());
	assert.equal((await ask(second.url('postgres'), 'select 1 as one'))[0]?.['one'], 1);
});

test('a taken port is told, and not waited for', async () => {
	const own = scope();
	const dir = directory(own);
	const port = await freePort();
	const squatter = createServer().listen(port, '127.0.0.1');
	own.defer(() => squatter.close());
	await until(() => squatter.listening);
	assert.equal(await isPortFree(port), false);
	await assert.rejects(startEmbeddedPostgres({ dir: join(dir, 'postgres'), port }), /Address already in use/);
	await assert.rejects(startEmbeddedRedis({ dir: join(dir, 'redis'), port, persist: false }), /Address already in use/);
});

test('both servers end when the process that started them is killed', async () => {
	const own = scope();
	const { child, pids } = await startOwner(own, directory(own));
	child.kill('SIGKILL');
	for (const [name, pid] of Object.entries(pids)) {
		await until(() => !isRunning(pid, name), { what: `${name} ends` });
	}
});

test('a directory whose servers run under a living process is refused, and taken over when that process is gone', async () => {
	const own = scope();
	const dir = directory(own);
	const { child, pids } = await startOwner(own, dir);
	const postgresAgain = { dir: join(dir, 'postgres') };
	const redisAgain = { dir: join(dir, 'redis'), persist: true };
	await assert.rejects(startEmbeddedPostgres(postgresAgain), /already runs .* started by process/);
	await assert.rejects(startEmbeddedRedis(redisAgain), /already runs .* started by process/);
	// Without its guards, killed first, a server outlives its owner.
	for (const pid of guardsOf(pids)) process.kill(pid, 'SIGKILL');
	child.kill('SIGKILL');
	await until(() => child.signalCode !== null);
	assert.equal(isRunning(pids['postgres'] ?? 0, 'postgres'), true);
	const lines: string[] = [];
	const log = (line: string): void => void lines.push(line);
	const server = await startEmbeddedPostgres({ ...postgresAgain, log });
	own.defer(() => server.stop());
	const redis = await startEmbeddedRedis({ ...redisAgain, log });
	own.defer(() => redis.stop());
	assert.equal(lines.filter((line) => line.includes('left running')).length, 2);
});

function guardsOf(pids: Record<string, number>): number[] {
	const wanted = Object.values(pids).map((pid) => `chartwire-guard ${pid}`);
	const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return all.map(Number).filter((pid) => wanted.some((text) => isRunning(pid, text)));
}

test('Redis with persist keeps what was written, even after SIGKILL; without, it keeps nothing', async () => {
	const own = scope();
	const dir = directory(own);
	for (const persist of [true, false]) {
		const options = { dir: join(dir, `redis-${persist}`), persist };
		const first = await startEmbeddedRedis(options);
		const client = new Redis(first.url, { lazyConnect: true, retryStrategy: () => null });
		await client.connect();
		assert.deepEqual(await client.config('GET', 'maxmemory-policy'), ['maxmemory-policy', 'noeviction']);
		await client.set('kept', 'yes');
		await client.config('SET', 'appendfsync', 'always');
		await client.set('kept', 'still');
		client.disconnect();
		process.kill(first.pid, 'SIGKILL');
		await first.exited;
		const second = await startEmbeddedRedis(options);
		own.defer(() => second.stop());
		const again = new Redis(second.url);
		assert.equal(await again.get('kept'), persist ? 'still' : null);
		again.disconnect();
		assert.equal(existsSync(join(options.dir, 'appendonlydir')), persist);
	}
});

test("root's PostgreSQL goes where its account can enter when the directory is closed", {
	skip: process.getuid?.() === 0 ? false : 'only root has an account to drop to',
}, async () => {
	const own = scope();
	const dir = directory(own);
	const closed = join(dir, 'closed');
	mkdirSync(closed, { mode: 0o700 });
	const lines: string[] = [];
	const server = await startEmbeddedPostgres({ dir: join(closed, 'postgres'), log: (line) => lines.push(line) });
	own.defer(async () => {
		await server.stop();
		rmSync(server.dir, { recursive: true, force: true });
	});
	assert.equal(server.dir.startsWith(closed), false);
	assert.ok(
		lines.some((line) => line.includes(server.dir)),
		'it says where the data is',
	);
	assert.equal((await ask(server.url('postgres'), 'select 1 as one'))[0]?.['one'], 1);
});
