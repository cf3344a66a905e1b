/** An account that is removed while something else is done to it; each order of locks is forced. And links that are taken for others. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type postgres from 'postgres';
import { type Answer, codeOf, PASSWORD, type People, Person, startPeople } from '../../support/people.ts';
import { countWaiting, raced } from '../../support/race.ts';
import { scope } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

const owner = scope();
let people: People;

before(async () => {
	people = await startPeople(owner);
});

const NEXT = 'quite another password';
const linkFor = async (person: Person): Promise<string> =>
	codeOf((await people.admin.must('POST', `/people/${await person.id()}/password-link`))['link']);

describe('an account is removed', () => {
	type Work = () => Promise<Answer>;

	/** `first` waits for what is held before `second` does; then both go on. */
	const inTurn = (hold: (on: postgres.ReservedSql) => Promise<unknown>, [first, second]: [Work, Work]) =>
		raced(people.control, hold, async () => {
			const one = first();
			await until(async () => (await countWaiting(people.control)) === 1, { what: 'the first one waits' });
			return Promise.all([one, second()]);
		});
	const removal =
		(id: string): Work =>
		() =>
			people.admin.ask('DELETE', `/people/${id}`);

	test('while its owner changes the password', async () => {
		const person = await people.join('ann@example.com', 'author');
		const id = await person.id();
		await new Person(person.node, person.email).signIn();
		const change: Work = () => person.ask('POST', '/password', { current: PASSWORD, next: NEXT });
		const [removed, changed] = await inTurn(
			(on) => on`select from sessions where account = ${id} for update`,
			[removal(id), change],
		);
		assert.equal(removed.status, 204);
		assert.equal(changed.code, 'sign_in_failed');
	});

	test('while its owner takes a link for a new password', async () => {
		const person = await people.join('ben@example.com', 'author');
		const [id, code] = [await person.id(), await linkFor(person)];
		const newcomer = new Person(person.node, person.email);
		const taken: Work = () => newcomer.ask('POST', '/new-password', { code, password: NEXT });
		const answers = await inTurn((on) => on`select from accounts where id = ${id} for update`, [taken, removal(id)]);
		assert.deepEqual(
			answers.map(({ status }) => status),
			[204, 204],
		);
		assert.equal((await newcomer.ask('GET', '')).code, 'session_missing');
	});

	test('while it gets another role', async () => {
		const person = await people.join('cem@example.com', 'author');
		const id = await person.id();
		const change: Work = () => people.admin.ask('PUT', `/projects/default/members/${id}`, { role: 'viewer' });
		const answers = await inTurn(
			(on) => on`select from members where account = ${id} for update`,
			[change, removal(id)],
		);
		assert.deepEqual(
			answers.map(({ status }) => status),
			[204, 204],
		);
	});
});

test('a link that is taken for something else says what it is for, and stays good', async () => {
	const person = await people.join('dan@example.com', 'author');
	const { link } = await people.admin.must('POST', '/projects/default/invitations', { role: 'viewer' });
	const [invitation, password] = [codeOf(link), await linkFor(person)];
	const stranger = new Person(people.nodes[0], 'eva@example.com');
	const newcomer = { email: stranger.email, name: 'Eva', password: NEXT };
	const refusals = [
		await stranger.ask('POST', '/new-password', { code: invitation, password: NEXT }),
		await stranger.ask('POST', '/join', { ...newcomer, code: password }),
		await stranger.ask('POST', '/setup', { ...newcomer, code: invitation }),
	];
	assert.deepEqual(
		refusals.map(({ code }) => code),
		['link_invalid', 'link_invalid', 'link_invalid'],
	);
	const words = refusals.map(({ body }) => String((body['error'] as { message: string }).message));
	assert.match(words[0] ?? '', /is an invitation: open its own page, \/join/);
	assert.match(words[1] ?? '', /is for a new password: open its own page, \/new-password/);
	assert.match(words[2] ?? '', /is an invitation/);
	await stranger.must('POST', '/new-password', { code: password, password: NEXT });
	await stranger.must('POST', '/join', { code: invitation });
});
