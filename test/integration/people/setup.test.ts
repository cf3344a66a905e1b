/** The first administrator: one-time links of an empty installation, at two nodes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { codeOf, loggedCode, PASSWORD, Person, startNodes } from '../../support/people.ts';
import { overlapping } from '../../support/race.ts';
import { scope } from '../../support/scope.ts';

const owner = scope();
let people: Awaited<ReturnType<typeof startNodes>>;

before(async () => {
	people = await startNodes(owner);
});

const body = (code: string, email: string) => ({ code, email, name: 'Ada', password: PASSWORD });
const setUp = (node: number, code: string, email: string) =>
	new Person(people.nodes[node] ?? people.nodes[0], email).ask('POST', '/setup', body(code, email));
const administrators = async () => (await people.control`select email from accounts where administrator`).length;

describe('an installation without an administrator', () => {
	test('logs one link at each node, of which only the hash is kept', async () => {
		const codes = people.nodes.map(loggedCode);
		assert.equal(new Set(codes).size, 2);
		const stored = await people.control`select hash, kind, expires_at - created_at as lives from links`;
		const hashes = codes.map((code) => createHash('sha256').update(code).digest('base64url'));
		assert.deepEqual(new Set(stored.map(({ hash }) => hash)), new Set(hashes));
		assert.deepEqual([...new Set(stored.map(({ lives }) => String(lives)))], ['1 day']);
		for (const node of people.nodes) assert.equal(node.output().split('/setup#code=').length, 2, 'more than once');
		assert.equal((await new Person(people.nodes[0], '').must('GET', '/options'))['setUp'], false);
	});

	test('takes no password that is weak, no wrong code and no code that has expired', async () => {
		const code = loggedCode(people.nodes[0]);
		const refused = async (wrong: object) =>
			(await new Person(people.nodes[0], '').ask('POST', '/setup', { ...body(code, 'ada@example.com'), ...wrong }))
				.code;
		assert.equal(await refused({ password: 'short' }), 'password_weak');
		assert.equal(await refused({ password: 'ada.example.com' }), 'password_weak');
		assert.equal(await refused({ code: 'x'.repeat(43) }), 'link_invalid');
		assert.equal(await refused({ code: 'x' }), 'bad_request');
		await people.control`update links set expires_at = now() - interval '1 s'`;
		assert.equal(await refused({}), 'link_invalid');
		await people.control`update links set expires_at = now() + interval '1 hour'`;
		assert.equal(await administrators(), 0);
	});

	test('gets exactly one administrator, however many use the links of both nodes at once', async () => {
		const codes = people.nodes.map(loggedCode);
		const answers = await overlapping(people.control, 'accounts', () =>
			Array.from({ length: 8 }, (_, index) =>
				setUp(index % 2, codes[index < 4 ? 0 : 1] ?? '', `admin${index}@example.com`),
			),
		);
		assert.deepEqual(answers.map(({ status }) => status).sort(), [204, ...Array<number>(7).fill(404)]);
		assert.equal(await administrators(), 1);
		for (const [index, code] of codes.entries())
			assert.equal((await setUp(index, code, 'late@example.com')).code, 'link_invalid');
	});

	test('has none any more afterwards: a node that starts then logs no link', async () => {
		const later = await people.start();
		assert.equal(loggedCode(later), '');
		assert.equal((await new Person(later, '').must('GET', '/options'))['setUp'], true);
	});
});

describe('npx chartwire setup-link', () => {
	const command = (env: object) =>
		spawnSync(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'setup-link', '--url', 'https://charts.test/'], {
			encoding: 'utf8',
			env: { ...process.env, DATABASE_URL: '', ...env },
		});

	test('makes a link for a further administrator, good once, and says so in the audit log', async () => {
		const { stdout, status } = command(people.env);
		assert.equal(status, 0);
		const [link = ''] = stdout.split('\n');
		assert.match(link, /^https:\/\/charts\.test\/setup#code=/);
		const had = await administrators();
		const answers = await Promise.all([0, 1].map((node) => setUp(node, codeOf(link), `second${node}@example.com`)));
		assert.deepEqual(answers.map(({ status: each }) => each).sort(), [204, 404]);
		assert.equal(await administrators(), had + 1);
		const logged = await people.control`select actor_kind from audit_log where action = 'link.created'`;
		assert.deepEqual(
			logged.map((row) => row['actor_kind']),
			['operator'],
		);
	});

	test('says what it lacks', () => {
		const { status, stderr } = command({});
		assert.equal(status, 64);
		assert.match(stderr, /DATABASE_URL/);
	});
});
