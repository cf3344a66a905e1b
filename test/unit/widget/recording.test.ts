import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartwireError } from '../../../widget/errors.ts';
import type { Observation } from '../../../widget/protocol.ts';
import { timesOf } from '../../../widget/recording/recorded-time.ts';
import { contentOf, isObservation, parseRecording, writeRecording } from '../../../widget/recording/recording.ts';
import { RECORDED_TEXT, recordedClient } from './support/recorded.ts';

const HEAD = '{"kind":"recording","version":1,"at":1000}';
const seen = (client: string, n: number, more: object = {}): string =>
	JSON.stringify({ kind: 'seen', client, n, at: 1000 + n, what: 'connection', status: `s${n}`, ...more });
const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

function problemOf(text: string): { readonly message: string; readonly line: unknown } {
	try {
		parseRecording(text);
	} catch (error) {
		const { code, message, details } = error as ChartwireError;
		assert.equal(code, 'bad_recording');
		return { message, line: details['line'] };
	}
	throw new Error('it was read without complaint');
}

test('a recording of real traffic is read whole, and written is the same text', () => {
	const { clients, at, endAt, torn } = parseRecording(RECORDED_TEXT);
	assert.equal(clients.length, 1);
	const [client] = clients;
	assert.equal(torn, false);
	assert.equal(client?.missing, 0);
	assert.equal(
		client?.observations.length,
		RECORDED_TEXT.split('\n').filter((line) => line.includes('"kind":"seen"')).length,
	);
	const again = (client?.observations ?? []).map((observation) => ({ client: client?.id ?? '', observation }));
	assert.equal(writeRecording(at, again, endAt ?? 0), RECORDED_TEXT);
});

test('publications, clients and the end are told apart, and each client stands in its own order, without repetitions', () => {
	const published = {
		...{ kind: 'published', node: 'a', n: 1, channel: 'c', epoch: 'e', seq: 4, at: 5, digest: '00ff' },
		frame: { type: 'event' },
	};
	const lines = [
		seen('b', 2, { session: 'x' }),
		seen('a', 1),
		seen('b', 1),
		seen('b', 2),
		seen('b', 5, { session: 'y' }),
	];
	const { at: _at, digest: _digest, ...again } = published;
	const publications = [published, { ...again, n: 2 }].map((each) => JSON.stringify(each));
	const recording = parseRecording(file(HEAD, ...publications, ...lines, '{"kind":"end","at":9,"complete":true}'));
	assert.equal(recording.at, 1000);
	assert.equal(recording.endAt, 9);
	assert.deepEqual(
		recording.published.map(({ n, seq, digest, frame }) => [n, seq, digest, frame]),
		[
			[1, 4, '00ff', { type: 'event' }],
			[2, 4, undefined, { type: 'event' }],
		],
	);
	const told = recording.clients.map(({ id, session, missing, observations }) => [
		...[id, session, missing],
		observations.map(({ n }) => n),
	]);
	assert.deepEqual(told, [
		['b', 'y', 2, [1, 2, 5]],
		['a', undefined, 0, [1]],
	]);
});

test('what a newer version adds is passed over, and so is a last line that was cut off', () => {
	const newer = ['{"kind":"weather","sunny":true}', seen('a', 1, { colour: 'red' }), seen('a', 2, { what: 'smell' })];
	const { clients, torn } = parseRecording(`${file(HEAD, '', ...newer)}${seen('a', 3).slice(0, 30)}`);
	assert.equal(torn, true);
	assert.deepEqual(
		clients[0]?.observations.map(({ n }) => n),
		[1],
	);
});

test('what cannot be read is named with its line', () => {
	for (const [text, line, message] of [
		['', 1, /nothing in it/],
		['hello', 1, /is not JSON/],
		[file('{"kind":"seen"}'), 1, /"kind":"recording"; is this a recording at all/],
		[file('{"kind":"recording","version":2,"at":1}'), 1, /says version 2; this page reads version 1/],
		[file('{"kind":"recording","version":1}'), 1, /when the recording began/],
		[file(HEAD, '{"kind":"se', seen('a', 1)), 2, /Line 2 of the recording is not JSON/],
		[file(HEAD, '', '[1]'), 3, /is not a JSON object/],
		[file(HEAD, seen('a', 1), seen('', 2)), 3, /names no client/],
		[file(HEAD, seen('a', 0)), 2, /"n" must be a whole number above 0/],
		[file(HEAD, seen('a', 1, { at: null })), 2, /"at" must be a time/],
		[file(HEAD, seen('a', 1, { what: 'in' })), 2, /"frame" must be a message/],
		[file(HEAD, seen('a', 1, { what: 'cursor', seq: -1 })), 2, /channel, epoch, seq, type and decision/],
		[file(HEAD, seen('a', 1, { what: 'answer' })), 2, /"path" must be text/],
		[file(HEAD, '{"kind":"published","node":"a"}'), 2, /is no publication/],
	] as const) {
		const problem = problemOf(text);
		assert.match(problem.message, message, text);
		assert.equal(problem.line, line, text);
	}
});

test('a fixture that is damaged in its middle is refused with the line of the damage', () => {
	const lines = RECORDED_TEXT.split('\n');
	lines[40] = lines[40]?.replace('{', '[') ?? '';
	assert.equal(problemOf(lines.join('\n')).line, 41);
});

test('whether there is anything to replay is seen in the frames', () => {
	const frame = (more: object): Observation =>
		({ n: 1, at: 1, what: 'in', link: 1, transport: 'websocket', frame: { type: 'event', ...more } }) as Observation;
	assert.equal(contentOf(recordedClient()), 'frames');
	assert.equal(contentOf({ observations: [frame({ event: { kind: 'result' } })] }), 'positions');
	assert.equal(contentOf({ observations: [frame({ event: { kind: 'result', run: 'r' } })] }), 'frames');
	assert.equal(contentOf({ observations: [frame({ type: 'reset' })] }), 'positions');
	assert.equal(contentOf({ observations: [frame({ type: 'ping' })] }), 'nothing');
});

test('an observation from elsewhere is believed only when it has everything that its kind has', () => {
	const good = recordedClient().observations;
	assert.ok(good.every(isObservation), 'real ones');
	for (const each of good.slice(0, 12)) {
		const { what: _, ...rest } = each;
		for (const bad of [rest, { ...each, n: '1' }, { ...each, at: Number.NaN }, null, 'x', [each]]) {
			assert.equal(isObservation(bad), false, JSON.stringify(bad));
		}
	}
});

test('until the first welcome a client stamps by its own clock; what it stamped is set right by the welcome', () => {
	const at = (n: number, ms: number, frame?: object): Observation =>
		(frame
			? { n, at: ms, what: 'in', link: 1, transport: 'websocket', frame }
			: { n, at: ms, what: 'connection', status: 'x' }) as Observation;
	const welcome = { type: 'welcome', at: 5_000 };
	// The client's clock is an hour ahead; later it steps back by 3 s, in which no time passes.
	const times = timesOf([
		at(1, 3_604_900),
		at(2, 3_604_990, welcome),
		at(3, 5_010),
		at(4, 6_000),
		at(5, 3_000),
		at(6, 3_500),
	]);
	assert.deepEqual(times, [4_910, 5_000, 5_010, 6_000, 6_000, 6_500]);
	assert.deepEqual(timesOf([at(1, 7), at(2, 9)]), [7, 9]);
	assert.deepEqual(timesOf([]), []);
});
