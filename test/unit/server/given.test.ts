/** What comes from outside and is refused at the door: bodies and cursors that no database takes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Hono } from 'hono';
import { z } from 'zod';
import { decodeCursor, encodeCursor, momentSchema } from '../../../server/cursor.ts';
import { answerFor, parseBody } from '../../../server/http.ts';

const schema = z.strictObject({ title: z.string(), more: z.record(z.string(), z.unknown()).optional() });
const app = new Hono().post('/', async (context) => context.json(await parseBody(context, schema)));
app.onError((error, context) => context.json(answerFor(error as never).body, 400));

async function sent(body: string): Promise<string> {
	const response = await app.request('/', { method: 'POST', body });
	const answer = (await response.json()) as { title?: string; error?: { message: string } };
	return answer.error?.message ?? `taken: ${answer.title}`;
}

describe('a body', () => {
	test('with half of a sign is refused, in a text or in the name of a field; a whole one is taken however it is written', async () => {
		const refusal = /^A text has half of a sign of two/;
		assert.match(await sent(String.raw`{"title":"\ud83d"}`), refusal);
		assert.match(await sent(String.raw`{"title":"\uDE00\ud83d"}`), refusal);
		assert.match(await sent(String.raw`{"title":"x","more":{"deep":[{"\ud83d":1}]}}`), refusal);
		assert.equal(await sent(String.raw`{"title":"\ud83d\ude00"}`), 'taken: 😀');
		assert.equal(await sent(String.raw`{"title":"\\ud83d"}`), String.raw`taken: \ud83d`);
		assert.equal(await sent('{"title":"😀"}'), 'taken: 😀');
	});

	test('that is not JSON says so, and one with a wrong field names it', async () => {
		assert.equal(await sent('{"title":"\\ud83d'), 'The body is not JSON.');
		assert.equal(await sent(''), 'The body is not JSON.');
		assert.match(await sent('{"title":1}'), /title: /);
	});
});

test('a cursor with a moment that never was is none of ours', () => {
	const place = z.tuple([momentSchema, z.string()]);
	for (const never of ['0000-99-99 00:00:00+00', '0000-01-01 00:00:00+00', '2026-13-01 00:00:00+00', 'yesterday'])
		assert.throws(() => decodeCursor(place, encodeCursor([never, 'a'])), { code: 'bad_request' }, never);
	for (const moment of ['2026-11-30 10:00:00.123456+00', '2026-11-30 10:00:00+05:30', '1999-12-31 23:59:59.1-03'])
		assert.deepEqual(decodeCursor(place, encodeCursor([moment, 'a'])), [moment, 'a']);
});
