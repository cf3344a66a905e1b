import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AskOptions } from '../../../workshop/shared/api.ts';
import { readSchema, type SchemaReading } from '../../../workshop/shared/source-schema.ts';

const SCHEMA = { asOf: 5, engine: 'postgresql', schemas: [], truncated: false };

function serverOf(answers: readonly Response[]) {
	const asked: AskOptions[] = [];
	const waits: number[] = [];
	const left = [...answers];
	const api = {
		response: async (_method: string, _path: string, options: AskOptions = {}) => {
			asked.push(options);
			const next = left.shift();
			if (next === undefined) throw new Error('asked once too often');
			return next;
		},
	};
	const wait = async (ms: number): Promise<void> => void waits.push(ms);
	const read = async (): Promise<SchemaReading[]> => {
		const seen: SchemaReading[] = [];
		const { signal } = new AbortController();
		for await (const reading of readSchema(api, 'sales', { signal, wait })) seen.push(reading);
		return seen;
	};
	return { read, asked, waits };
}

const reading = (seconds: string) => new Response('{}', { status: 202, headers: { 'retry-after': seconds } });
const known = (state: string) =>
	new Response(JSON.stringify(SCHEMA), { headers: { etag: 'W/"one"', 'chartwire-schema-state': state } });
const same = (state: string) => new Response(null, { status: 304, headers: { 'chartwire-schema-state': state } });

test('a schema that nobody has read yet is asked for again, not sooner than the server says, nor each second twice', async () => {
	const { read, waits } = serverOf([reading('3'), reading('0'), known('ready')]);
	const seen = await read();
	assert.deepEqual(seen, [
		{ schema: undefined, state: 'reading' },
		{ schema: undefined, state: 'reading' },
		{ schema: SCHEMA, state: 'ready' },
	]);
	assert.deepEqual(waits, [3000, 1000]);
});

test('an old schema is there at once, stays while a worker reads it anew, and is not sent twice', async () => {
	const { read, asked } = serverOf([known('reading'), same('reading'), same('ready')]);
	assert.deepEqual(
		(await read()).map(({ schema, state }) => [schema?.asOf, state]),
		[
			[5, 'reading'],
			[5, 'reading'],
			[5, 'ready'],
		],
	);
	assert.deepEqual(
		asked.map(({ headers }) => headers),
		[{}, { 'if-none-match': 'W/"one"' }, { 'if-none-match': 'W/"one"' }],
	);
});

test('an old schema that could not be read anew says so, and the waiting ends', async () => {
	assert.deepEqual(
		(await serverOf([known('failed')]).read()).map(({ state }) => state),
		['failed'],
	);
});
