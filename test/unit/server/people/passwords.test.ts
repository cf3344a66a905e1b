/** Passwords: what is taken for one, how they are kept, and how many are worked on at once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseOptions } from '@node-rs/argon2';
import { NamedError } from '../../../../server/errors.ts';
import { demandGoodPassword, Passwords } from '../../../../server/people/passwords.ts';

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const owner = { email: 'ada.lovelace@analytical.example', name: 'Ada Lovelace' };

describe('a password', () => {
	const problem = (password: string): string => {
		try {
			demandGoodPassword(password, owner);
			return '';
		} catch (error) {
			assert.ok(error instanceof NamedError && error.code === 'password_weak');
			assert.ok(!error.message.includes(password), 'the message repeats it');
			return error.message;
		}
	};

	test('may be anything of twelve characters, without rules of composition', () => {
		for (const good of [
			'twelve chars',
			'correct horse battery staple',
			'839201746523',
			'пароль из слов',
			'🐢🦊🐼🐸🦉🐙🐝🦋🐌🐞🐜🕷',
		])
			assert.equal(problem(good), '', good);
	});

	test('is refused when it is short, long, a pattern, or little more than its owner’s name', () => {
		assert.match(problem('eleven char'), /11 characters/);
		assert.match(problem('🐢'.repeat(11)), /11 characters/, 'characters are counted, and not their bytes');
		assert.match(problem('a b c d e f '.repeat(30)), /at most/);
		assert.match(problem('abababababab'), /repeats/);
		for (const own of ['adalovelace1815', 'Lovelace-2026!', 'ada.lovelace@analytical.example', 'Chartwire123!'])
			assert.match(problem(own), /your own name/, own);
		assert.equal(problem('lovelace and three more words'), '', 'a name among enough else is no harm');
	});
});

describe('hashing', () => {
	test('is Argon2id with the parameters that OWASP recommends, and a salt of its own', async () => {
		const passwords = new Passwords();
		const [one, two] = await Promise.all([passwords.hash('one and the same'), passwords.hash('one and the same')]);
		const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(one);
		assert.deepEqual([algorithm, memoryCost, timeCost, parallelism], [2, 19_456, 2, 1]);
		assert.notEqual(one, two);
		assert.equal(passwords.isOutdated(one), false);
		assert.equal(new Passwords({ parameters: cheap }).isOutdated(one), true);
	});

	test('takes one text for one password, however it was typed, and no other', async () => {
		const passwords = new Passwords({ parameters: cheap });
		const hashed = await passwords.hash('caf\u00e9 au lait');
		assert.equal(await passwords.matches(hashed, 'cafe\u0301 au lait'), true);
		assert.equal(await passwords.matches(hashed, 'cafe au lait'), false);
	});

	test('compares with nobody’s hash where there is none, and never says that it matches', async () => {
		const passwords = new Passwords({ parameters: { ...cheap, memoryCost: 8_192 } });
		const hashed = await passwords.hash('correct horse');
		const took = async (compared: string | null) => {
			const began = performance.now();
			for (let count = 0; count < 8; count += 1) assert.equal(await passwords.matches(compared, 'wrong'), false);
			return performance.now() - began;
		};
		await took(null);
		// What else the machine does makes a turn longer, and none shorter.
		let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
		for (let turn = 0; turn < 5; turn += 1) {
			known = Math.min(known, await took(hashed));
			unknown = Math.min(unknown, await took(null));
		}
		assert.ok(
			unknown > known / 3 && unknown < known * 3,
			`${known} ms where there is one, ${unknown} ms where there is none`,
		);
	});

	test('is done two at a time, in order; who would wait too long is told to come again', async () => {
		const passwords = new Passwords({ parameters: cheap, atOnce: 2, waiting: 3 });
		const asked = Array.from({ length: 8 }, (_, index) => passwords.hash(`password number ${index}`));
		const settled = await Promise.allSettled(asked);
		const codes = settled.map((each) => (each.status === 'rejected' ? (each.reason as NamedError).code : 'hashed'));
		assert.deepEqual(codes, [...Array<string>(5).fill('hashed'), ...Array<string>(3).fill('rate_limited')]);
		assert.match(await passwords.hash('there is room again'), /^\$argon2id\$/);
	});

	test('for accounts that there are not goes on after a moment in which there was no room', async () => {
		const passwords = new Passwords({ parameters: cheap, atOnce: 1, waiting: 0 });
		const busy = passwords.hash('it takes the only place');
		await Promise.allSettled([busy, passwords.matches(null, 'anything')]);
		assert.equal(await passwords.matches(null, 'anything'), false);
	});
});
