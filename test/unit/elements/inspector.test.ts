/** What an inspector knows, against counts that are read from the recording by another way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERYTHING, Filtered } from '../../../widget/elements/sql-inspector/filter.ts';
import { prettyJson, seqOf, sizeText, typeText } from '../../../widget/elements/sql-inspector/inspector-words.ts';
import { type ClientLog, Ledger } from '../../../widget/elements/sql-inspector/ledger.ts';
import type { Observation } from '../../../widget/protocol.ts';
import { parseRecording, writeRecording } from '../../../widget/recording/recording.ts';
import { RECORDED_TEXT, recordedClient } from '../widget/support/recorded.ts';

const { id, observations } = recordedClient();

function ledgerOf(all: readonly Observation[], limits?: ConstructorParameters<typeof Ledger>[0]): Ledger {
	const ledger = new Ledger(limits);
	for (const observation of all) ledger.take({ client: 'c', page: 'Page', server: 'http://s', observation });
	return ledger;
}

function logOf(ledger: Ledger): ClientLog {
	const log = ledger.clients.get('c');
	assert.ok(log, 'the client is there');
	return log;
}

test('each frame stands with what the cursor made of it, and nothing is lost when all is saved again', () => {
	const ledger = ledgerOf(observations);
	const log = logOf(ledger);
	const cursors = observations.filter(({ what }) => what === 'cursor').length;
	assert.equal(log.rows.length, observations.length - cursors);
	assert.equal(log.rows.filter(({ cursor }) => cursor).length, cursors);
	for (const { observation, cursor } of log.rows) {
		if (cursor && observation.what === 'in') assert.equal(observation.frame['seq'], cursor.seq);
	}
	const saved = parseRecording(writeRecording(1, ledger.seen(), 2)).clients[0];
	assert.deepEqual(saved?.observations, observations);
});

test('the figures of a channel are those of the recording', () => {
	const log = logOf(ledgerOf(observations));
	const orders = [...log.channels.values()].find(({ label }) => label === 'orders');
	assert.ok(orders, 'a channel has the name of its chart');
	// Counted in the text of the file.
	const lines = RECORDED_TEXT.split('\n').filter(
		(line) => line.includes('"what":"cursor"') && line.includes(orders.name),
	);
	const count = (decision: string) => lines.filter((line) => line.includes(`"decision":"${decision}"`)).length;
	assert.deepEqual(
		[orders.delivered, orders.gaps, orders.resets, orders.duplicates, orders.rewinds],
		[count('deliver'), count('gap'), count('reset'), count('duplicate'), 1],
	);
	assert.ok(count('gap') === 1 && count('reset') === 2, 'the recording has a gap and a reset on the way');
	const last = JSON.parse(lines.findLast((line) => line.includes('"deliver"')) ?? '{}') as {
		seq: number;
		epoch: string;
	};
	assert.deepEqual([orders.seq, orders.epoch, orders.top], [last.seq, last.epoch, last.seq]);
	const [p50 = -1, p99 = -1] = [orders.latency(0.5), orders.latency(0.99)];
	assert.ok(p50 >= 0 && p50 <= p99 && p99 < 1_000, `p50 ${p50}, p99 ${p99}: what came after an outage does not count`);
});

test('beyond its bounds the oldest rows go, and what is left can still be told apart and saved', () => {
	const ledger = ledgerOf(observations, { rows: 40, length: Number.POSITIVE_INFINITY });
	const log = logOf(ledger);
	assert.ok(log.rows.length <= 40, `${log.rows.length} rows`);
	assert.equal(log.dropped + log.rows.length, logOf(ledgerOf(observations)).rows.length);
	assert.equal(log.rows.at(-1)?.observation.n, observations.at(-1)?.n);
	const saved = parseRecording(writeRecording(1, ledger.seen(), 2)).clients[0]?.observations ?? [];
	const subscribes = observations.filter((each) => each.what === 'out' && each.frame.type === 'subscribe');
	for (const each of subscribes)
		assert.ok(
			saved.some(({ n }) => n === each.n),
			`subscription ${each.n} is kept`,
		);
	const small = logOf(ledgerOf(observations, { rows: 1_000, length: 20_000 }));
	assert.ok(small.length <= 20_000, `${small.length} units of text`);
});

test('a filter lets through what it says, however the rows came', () => {
	const ledger = new Ledger({ rows: 60, length: Number.POSITIVE_INFINITY });
	const filtered = new Filtered();
	const results = { ...EVERYTHING, type: 'event', text: 'RESULT' };
	for (const observation of observations) {
		ledger.take({ client: id, observation });
		const log = ledger.clients.get(id);
		if (!log) continue;
		const expected = log.rows.filter(
			({ observation: each }) => each.what === 'in' && JSON.stringify(each).includes('"result"'),
		);
		const events = expected.filter(({ observation: each }) => each.what === 'in' && each.frame.type === 'event');
		assert.deepEqual(filtered.rows(log, results), events);
	}
	const log = logOf(ledgerOf(observations));
	assert.equal(filtered.rows(log, EVERYTHING), log.rows);
	const sent = filtered.rows(log, { ...EVERYTHING, direction: 'out' });
	assert.equal(sent.length, observations.filter(({ what }) => what === 'out').length);
});

test('what is no observation is passed over', () => {
	const ledger = new Ledger();
	for (const told of [undefined, null, 'x', {}, { client: 'c' }, { client: 1, observation: observations[0] }])
		ledger.take(told);
	for (const observation of [null, {}, { n: 1, at: 1, what: 'in' }, { n: 1, at: 1, what: 'dance' }]) {
		ledger.take({ client: 'c', observation });
	}
	assert.equal(ledger.clients.size, 0);
});

test('a client whose clock is wrong is set right by its first welcome', () => {
	const at = (n: number, ms: number, more: object) => ({ n, at: ms, ...more }) as Observation;
	const place = { link: 1, transport: 'websocket' };
	const log = logOf(
		ledgerOf([
			at(1, 9_000_000, { what: 'connection', status: 'connecting' }),
			at(2, 9_000_010, { what: 'in', ...place, frame: { type: 'welcome', session: 's', at: 1_000 } }),
			at(3, 1_005, { what: 'connection', status: 'online', transport: 'websocket' }),
		]),
	);
	assert.deepEqual(
		log.spans.map(({ at: moment, status }) => [moment, status]),
		[
			[990, 'connecting'],
			[1_005, 'online'],
		],
	);
	assert.equal(log.session, 's');
});

test('messages are named and laid out for people', () => {
	const rows = logOf(ledgerOf(observations)).rows;
	const texts = rows.map((row) => typeText(row));
	for (const text of ['hello', 'event result', 'error unknown_chart', 'connection waiting', 'large result', 'reset']) {
		assert.ok(texts.includes(text), text);
	}
	assert.ok(
		rows.map((row) => seqOf(row)).some((text) => /^since \d+$/.test(text)),
		'a subscription says from where',
	);
	assert.deepEqual([120, 1_449, 2_500_000].map(sizeText), ['120 B', '1.4 kB', '2.5 MB']);
	const value = {
		a: [1, 2, 3],
		b: { c: [], d: {} },
		e: [{ f: 'x' }],
		g: Array.from({ length: 200 }, (_, index) => index),
	};
	const text = prettyJson(value);
	assert.deepEqual(JSON.parse(text), value);
	assert.match(text, /"a": \[1, 2, 3\]/);
	assert.ok(
		text.split('\n').every((line) => line.length <= 100),
		'no line is too long',
	);
});

test('latencies count from the quickest where a page knows the server’s time badly', () => {
	const place = { link: 1, transport: 'websocket' };
	// The page's idea of the server's time is 300 ms too early.
	const event = (n: number, ms: number): Observation[] => {
		const where = { channel: 'c', epoch: 'e', seq: n, type: 'event' };
		return [
			{
				n: 2 * n + 2,
				at: 1_000 * n + ms - 300,
				what: 'in',
				...place,
				frame: { ...where, at: 1_000 * n, event: { kind: 'x' } },
			},
			{ n: 2 * n + 3, at: 1_000 * n + ms - 300, what: 'cursor', ...where, decision: 'deliver' } as Observation,
		];
	};
	const [figures] = logOf(ledgerOf([5, 40, 7, 6].flatMap((ms, index) => event(index + 1, ms)))).channels.values();
	assert.deepEqual([figures?.latency(0), figures?.latency(0.5), figures?.latency(0.99)], [0, 2, 35]);
});
