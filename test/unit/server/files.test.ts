/** A project as files: names, JSON with places, and what is to be done when here and there differ. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { pullStep, pushStep } from '../../../server/files/compare.ts';
import { filesOf, hashOf, sqlOf } from '../../../server/files/declarations.ts';
import { FileError, type JsonObject, parseJson, printJson } from '../../../server/files/json-text.ts';
import { textOf } from '../../../server/files/outcome.ts';
import { decodeName, encodeName, keyOf, placeOf } from '../../../server/files/places.ts';

describe('a name as that of a file', () => {
	const names = fc.oneof(
		fc.string({ minLength: 1, unit: 'grapheme' }),
		fc.string({ minLength: 1, unit: 'binary-ascii' }),
		fc.constantFrom('con', 'CON', 'Nul', 'com1', 'lpt9', '..', '.', 'a/b', 'a\\b', 'C:', 'x.', 'x ', '%41', '\u0000'),
	);

	test('is made back into the name, whatever that is', () => {
		fc.assert(fc.property(names, (name) => assert.equal(decodeName(encodeName(name)), name)));
	});

	test('has no sign that a file system dislikes, is no device of Windows, and differs where letters differ in size', () => {
		fc.assert(
			fc.property(names, names, (name, other) => {
				const file = encodeName(name);
				assert.match(file, /^[a-z0-9_%-]+$/);
				assert.doesNotMatch(file, /^(con|prn|aux|nul|com\d|lpt\d)$/);
				if (name !== other) assert.notEqual(file.toLowerCase(), encodeName(other).toLowerCase());
			}),
		);
		assert.deepEqual(['sales', 'Sales', 'aux', 'a/b', '..'].map(encodeName), [
			'sales',
			'%53ales',
			'%61ux',
			'a%2fb',
			'%2e%2e',
		]);
	});

	test('is one: what the name is not encoded as is no name of a file', () => {
		assert.deepEqual(['%61', 'A', '%2F', '%', '%zz', '', 'con', 'ä'].map(decodeName), Array(8).fill(undefined));
	});

	test('leads nowhere else, as a key either', () => {
		assert.deepEqual(placeOf(keyOf({ kind: 'alert', name: 'No/Way' })), { kind: 'alert', name: 'No/Way' });
		for (const key of ['charts/..', '../charts/a', 'charts/a/b', 'charts', 'secrets/a', 'charts/a.json', '']) {
			assert.equal(placeOf(key), undefined, key);
		}
	});
});

describe('the JSON of a file', () => {
	const json = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>;

	test('is read as it was printed, and equal declarations are equal texts', () => {
		fc.assert(
			fc.property(json, (value) => {
				const text = printJson(value);
				assert.deepEqual(parseJson('a.json', text).value, JSON.parse(JSON.stringify(value)));
				const turned = Object.fromEntries(Object.entries(value).reverse());
				assert.equal(printJson(turned), text);
				assert.ok(text.endsWith('}\n'));
			}),
		);
	});

	test('is refused exactly where JSON.parse refuses it, if no name is there twice', () => {
		const broken = fc.tuple(json, fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '\\', '\n', '1'));
		fc.assert(
			fc.property(broken, ([value, at, put]) => {
				const whole = printJson(value);
				const text = whole.slice(0, at % whole.length) + put + whole.slice((at % whole.length) + 1);
				let expected: unknown;
				try {
					expected = JSON.parse(text);
				} catch {
					assert.throws(() => parseJson('a.json', text), FileError);
					return;
				}
				if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return;
				try {
					assert.deepEqual(parseJson('a.json', text).value, expected);
				} catch (error) {
					assert.match(String(error), /there twice/);
				}
			}),
		);
	});

	test('names file, line and column of what is wrong', () => {
		for (const [text, message] of [
			['{\n\t"a": 1\n\t"b": 2\n}', /^a\.json:3:2: there is "\\"" where "," or "}" is expected\.$/],
			['{"a": }', /^a\.json:1:7: .*a value/],
			['{"a": 1', /^a\.json:1:8: the file ends/],
			['{"a": 1} x', /^a\.json:1:10: .*end of the file/],
			['{\n"a": 1,\n"a": 2}', /^a\.json:3:1: "a" is there twice/],
			['[]', /^a\.json:1:1: must be an object/],
			[`{"a":${'['.repeat(300)}`, /^a\.json:1:\d+: is nested deeper/],
		] as const) {
			assert.throws(() => parseJson('a.json', text), { message }, text);
		}
	});

	test('says where a field is written, or the nearest around it', () => {
		const { spotOf } = parseJson('a.json', '{\n\t"tabs": [\n\t\t{ "title": 1 }\n\t]\n}\n');
		assert.deepEqual(spotOf('tabs.0.title'), { line: 3, column: 5 });
		assert.deepEqual(spotOf('tabs.0.items.4'), { line: 3, column: 3 });
		assert.deepEqual(spotOf('other'), { line: 1, column: 1 });
	});
});

test('a chart’s SQL comes back out of its file as it was, and as it was also where Git has made its newlines those of Windows', () => {
	const place = { kind: 'chart', name: 'a' } as const;
	const sqlFile = (sql: string) => filesOf(place, { sql, source: 's' })[1]?.text ?? '';
	for (const sql of ['select 1', 'select 1\n', '', '\n\n', 'a\r\nb', 'a\nb\r\nc', ' x ']) {
		assert.equal(sqlOf(sqlFile(sql)), sql);
	}
	assert.equal(sqlOf(sqlFile('a\nb\n').replaceAll('\n', '\r\n')), 'a\nb\n');
});

test('a declaration has the same hash however it is written, and another one when it says something else', () => {
	assert.equal(hashOf({ a: 1, b: [1, { d: 1, c: 2 }] }), hashOf({ b: [1, { c: 2, d: 1 }], a: 1 }));
	assert.notEqual(hashOf({ a: [1, 2] }), hashOf({ a: [2, 1] }));
});

test('nothing that a declaration says commands a terminal', () => {
	const items = [{ file: 'a', action: 'update', diff: 'x\u001b[2Jy\u009bz\r\n' } as const];
	const text = textOf({ command: 'push', project: 'p', server: 's', dryRun: true, items });
	assert.match(text, /x\\x1b\[2Jy\\x9bz\\x0d\n/);
});

test('what was done is told in one line each and summed up, and so is that there was nothing to do', () => {
	const outcome = { command: 'push', project: 'p', server: 'https://s', dryRun: false } as const;
	const same = { file: 'charts/b.json', action: 'same' } as const;
	const updated = { file: 'charts/a.json', action: 'update' } as const;
	const kept = { file: 'charts/c.json', action: 'keep', message: 'why' } as const;
	const where = 'the project "p" at https://s';
	assert.equal(
		textOf({ ...outcome, items: [updated, same, kept] }),
		`updated   charts/a.json\nleft      charts/c.json: why\nDone (${where}): 1 unchanged, 1 left, 1 updated.\n`,
	);
	assert.equal(textOf({ ...outcome, items: [same] }), `Nothing to push (${where}): 1 unchanged.\n`);
	const stopped = textOf({
		...outcome,
		items: [
			{ ...updated, action: 'conflict' },
			{ ...same, action: 'skip' },
		],
	});
	assert.match(stopped, /\nNothing was done \(/);
	assert.match(textOf({ ...outcome, dryRun: true, items: [updated] }), /^update +charts.*\nNothing was done \(/);
});

describe('when here, there and what both were are compared', () => {
	const was = { revision: 3, hash: 'was' };
	const here = { was: { hash: 'was' }, edited: { hash: 'mine' }, same: { hash: 'theirs' }, none: undefined };
	const at = (hash: string) => ({ hash, revision: 3, updatedBy: 'ada' });
	const there = { was: at('was'), edited: at('theirs'), same: at('mine'), none: undefined };
	const wishes = { force: false, remove: false };

	/** here, there, whether they were compared before; push, push --delete, push --force --delete, pull, pull --force. */
	const table = [
		['was', 'was', true, 'same', 'same', 'same', 'same', 'same'],
		['edited', 'was', true, 'update', 'update', 'update', 'keep', 'keep'],
		['was', 'edited', true, 'keep', 'keep', 'update', 'write', 'write'],
		['edited', 'edited', true, 'conflict', 'conflict', 'update', 'conflict', 'write'],
		['edited', 'same', true, 'same', 'same', 'same', 'same', 'same'],
		['edited', 'none', false, 'create', 'create', 'create', 'keep', 'keep'],
		['none', 'edited', false, 'keep', 'conflict', 'delete', 'write', 'write'],
		['none', 'was', true, 'keep', 'delete', 'delete', 'keep', 'keep'],
		['none', 'edited', true, 'keep', 'conflict', 'delete', 'conflict', 'write'],
		['was', 'none', true, 'conflict', 'conflict', 'create', 'remove', 'remove'],
		['edited', 'none', true, 'conflict', 'conflict', 'create', 'conflict', 'remove'],
		['edited', 'edited', false, 'conflict', 'conflict', 'update', 'conflict', 'write'],
		['none', 'none', true, 'same', 'same', 'same', 'same', 'same'],
	] as const;

	for (const [mine, theirs, isKnown, ...expected] of table) {
		test(`${isKnown ? 'known' : 'unknown'}, here ${mine} and there ${theirs}: ${expected.join(', ')}`, () => {
			const sides = { here: here[mine], there: there[theirs], known: isKnown ? was : undefined };
			assert.deepEqual(
				[
					pushStep(sides, wishes).do,
					pushStep(sides, { ...wishes, remove: true }).do,
					pushStep(sides, { force: true, remove: true }).do,
					pullStep(sides, { force: false }).do,
					pullStep(sides, { force: true }).do,
				],
				expected,
			);
		});
	}

	test('what the server has filled in is no change there', () => {
		const known = { ...was, hash: 'mine', there: 'theirs' };
		const sides = { here: here.edited, there: there.edited, known };
		assert.deepEqual([pushStep(sides, wishes).do, pullStep(sides, { force: false }).do], ['same', 'same']);
		assert.equal(pushStep({ ...sides, here: here.was }, wishes).do, 'update');
	});

	test('what the same key saved last is no conflict where that is wished, and what others saved is', () => {
		const sides = { here: here.edited, there: there.edited, known: was };
		const doneBy = (own: string) => pushStep(sides, { ...wishes, own }).do;
		assert.deepEqual([doneBy('ada'), doneBy('ben')], ['update', 'conflict']);
		assert.equal(pushStep({ ...sides, here: here.was }, { ...wishes, own: 'ada' }).do, 'update');
		const gone = { ...sides, here: undefined };
		assert.equal(pushStep(gone, { force: false, remove: true, own: 'ada' }).do, 'delete');
	});
});
