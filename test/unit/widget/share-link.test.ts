/** What the page of a public link makes of its address, and of what the server answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf, parseFragment } from '../../../widget/pages/share-link.ts';

const refusal = (code: string) => ({ error: { code, message: '', retryable: false } });

test('a link is its code, with a wall behind it or not', () => {
	assert.deepEqual(parseFragment('#AbC-_9'), { code: 'AbC-_9', isWall: false });
	assert.deepEqual(parseFragment('#AbC&wall'), { code: 'AbC', isWall: true });
	assert.deepEqual(parseFragment('#AbC&other&wall'), { code: 'AbC', isWall: true });
	assert.deepEqual(parseFragment(''), { code: '', isWall: false });
});

test('only what the server says of the link itself ends it; whatever else goes wrong may pass', () => {
	assert.equal(answerOf(404, refusal('link_invalid'), 0).kind, 'gone');
	assert.equal(answerOf(404, undefined, 0).kind, 'unreachable', 'a proxy that knows no such page');
	assert.equal(answerOf(503, refusal('store_unavailable'), 2).kind, 'unreachable');
	assert.equal(answerOf(422, refusal('password_needed'), 0).kind, 'password');
	assert.equal(answerOf(401, refusal('sign_in_failed'), 0).kind, 'wrong');
	assert.equal(answerOf(200, { rubbish: true }, 0).kind, 'unreachable');
});

test('who asks too often is told for how long to wait', () => {
	assert.deepEqual(answerOf(429, refusal('rate_limited'), 30), { kind: 'later', ms: 30_000 });
	assert.deepEqual(answerOf(429, undefined, 0), { kind: 'later', ms: 2_000 });
});
