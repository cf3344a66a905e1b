/** A page that is fed by a replay, against what the recorded page itself said that it showed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClientOptions, type ConnectionState, PageClient } from '../../../widget/client.ts';
import type { LinkedResult, Observation, Snapshot, Table } from '../../../widget/protocol.ts';
import { parseRecording, type RecordedClient } from '../../../widget/recording/recording.ts';
import { Replay } from '../../../widget/recording/replay.ts';
import { until } from '../../support/until.ts';
import { digestOfView, type Shown } from '../../support/views.ts';
import { settle } from './support/fake-fetch.ts';
import { HandTiming } from './support/hand-timing.ts';
import { CHARTS, RECORDED_TEXT, recordedClient, SHOWN, viewsOf } from './support/recorded.ts';

/** Positions that a cursor has been given, to see that it never goes back. */
interface Place {
	readonly channel: string;
	readonly epoch: string;
	readonly seq: number;
}

function watchReplay({ client = recordedClient(), speed = 1 }: { client?: RecordedClient; speed?: number } = {}) {
	const timing = new HandTiming(50_000);
	const replay = new Replay({ client, timing, speed });
	/** Connections that were asked for, over a socket or a stream. */
	let tries = 0;
	const options: ClientOptions = {
		server: 'http://replay.test',
		token: 'any',
		timing,
		WebSocket: class extends replay.WebSocket {
			constructor(url: string, protocol: string) {
				super(url, protocol);
				tries += 1;
			}
		},
		fetch: (input, init) => {
			if (String(input).endsWith('/v1/stream')) tries += 1;
			return replay.fetch(input, init);
		},
		network: undefined,
		tab: undefined,
		remembered: new Map(),
	};
	const page = new PageClient(options);
	const shown: Shown[] = [];
	const places: Place[] = [];
	const views = new Map<string, Snapshot | undefined>();
	const states: ConnectionState[] = [];
	page.onConnection((state) => states.push(state));
	const watch = (chart: string) =>
		page.watch({ chart }, (update) => {
			const view = 'view' in update ? update.view : undefined;
			if ('seq' in update) places.push(update);
			views.set(chart, view);
			shown.push({ chart, at: replay.at, view: view && digestOfView(view) });
		});
	for (const chart of [...CHARTS, 'nothing-of-this-name']) watch(chart);
	const digest = (chart: string) => {
		const view = views.get(chart);
		return view && digestOfView(view);
	};
	const wanted = () => states.filter(({ status }) => status === 'connecting').length;
	/** Lets time pass in small steps until something is so; in between, whatever promises or loading code hold up. */
	const pass = async (ms: number, done: () => boolean = () => false): Promise<void> => {
		const stepMs = Math.max(10, Math.min(100, ms / 200));
		for (let passed = 0; passed < ms && !done(); passed += stepMs) {
			timing.advance(stepMs);
			await settle();
			if (tries < wanted()) await until(() => tries >= wanted(), { what: 'what carries the next try is loaded' });
			await settle();
		}
	};
	const hours = (done: () => boolean) => pass(3_600_000, done);
	return { timing, pass, replay, page, shown, places, states, views, digest, watch, hours };
}

const lastOf = (chart: string) => viewsOf(SHOWN, chart).at(-1);
/** What a chart had shown last at a moment. */
const shownAt = (chart: string, at: number) => SHOWN.findLast((each) => each.chart === chart && each.at <= at)?.view;
const ended = (replay: Replay) => () => replay.status === 'ended';

for (const speed of [0.5, 1, 10, 60, Number.POSITIVE_INFINITY]) {
	test(`a page fed by a replay at ${speed} times its speed ends with what the recorded page showed`, async () => {
		const { replay, page, digest, pass, hours, views } = watchReplay({ speed });
		replay.play();
		await hours(ended(replay));
		assert.equal(replay.status, 'ended');
		await pass(60_000, () => CHARTS.every((chart) => digest(chart) === lastOf(chart)));
		for (const chart of CHARTS) assert.equal(digest(chart), lastOf(chart), chart);
		assert.equal(views.get('nothing-of-this-name'), undefined);
		page.close();
		replay.close();
	});
}

test('I2: at its own speed a replay shows everything that was shown, in the same order, and at the same time', async () => {
	const { replay, page, shown, hours, timing } = watchReplay();
	// So impatient that it is back as soon as there is a connection.
	timing.nextRandom = () => 0.02;
	replay.play();
	await hours(ended(replay));
	for (const chart of CHARTS) {
		assert.deepEqual(viewsOf(shown, chart), viewsOf(SHOWN, chart), chart);
		for (const { at, view } of shown.filter((each) => each.chart === chart)) {
			const then = SHOWN.filter((each) => each.chart === chart && each.view === view).map((each) => each.at);
			const offMs = Math.min(...then.map((each) => Math.abs(at - each)));
			assert.ok(offMs <= 120, `${chart} shows ${view} ${offMs} ms off`);
		}
	}
	page.close();
});

/** From when to when the recorded page had no connection. */
function outageOf({ observations }: RecordedClient): readonly [number, number] {
	const states = observations.filter((each) => each.what === 'connection');
	const lost = states.findIndex(({ status }) => status === 'waiting');
	const back = states.findIndex(({ status }, index) => index > lost && status === 'online');
	return [states[lost]?.at ?? 0, states[back]?.at ?? 0];
}

test('while the recorded viewer had no connection the page has none, and comes back by itself', async () => {
	const { replay, page, states, hours, pass } = watchReplay();
	const [lostAt, backAt] = outageOf(recordedClient());
	assert.ok(backAt - lostAt > 1_500, `the outage took ${backAt - lostAt} ms`);
	replay.play();
	await hours(() => replay.at >= lostAt - 250);
	assert.equal(page.connection().status, 'online');
	const before = states.length;
	await hours(() => replay.at >= lostAt + 50);
	const since = () => states.slice(before);
	assert.equal(since()[0]?.status, 'waiting');
	await hours(() => replay.at >= backAt - 1_000);
	assert.ok(!since().some(({ status }) => status === 'online'), JSON.stringify(since()));
	assert.ok(
		since().some(({ status }) => status === 'connecting'),
		'it has tried',
	);
	await pass(60_000, () => page.connection().status === 'online');
	assert.equal(page.connection().status, 'online');
	page.close();
});

test('I1 and I4: wherever one goes, the page shows what was shown then, and no cursor ever goes back', async () => {
	const { replay, page, pass, digest, places, hours, shown } = watchReplay();
	replay.play();
	await hours(() => replay.at > replay.reel.startAt + 3_000);
	replay.pause();
	const span = replay.reel.endAt - replay.reel.startAt;
	const [lostAt, backAt] = outageOf(recordedClient());
	for (const part of [0.9, 0.1, 0.95, 0.3, 0.02, 1, 0.005, 0.5, 0.2, 0.21]) {
		const at = replay.reel.startAt + span * part;
		if (at >= lostAt && at <= backAt) continue;
		replay.seek(at);
		const right = () => CHARTS.every((chart) => (digest(chart) ?? EMPTY) === (shownAt(chart, at) ?? EMPTY));
		await pass(120_000, right);
		for (const chart of CHARTS)
			assert.equal(digest(chart) ?? EMPTY, shownAt(chart, at) ?? EMPTY, `${chart} at ${part}`);
	}
	const tops = new Map<string, number>();
	for (const { channel, epoch, seq } of places) {
		const key = `${channel} ${epoch}`;
		assert.ok(seq >= (tops.get(key) ?? 0), `${key}: ${seq} after ${tops.get(key)}`);
		tops.set(key, seq);
	}
	assert.ok(shown.length > 20, 'something was shown');
	page.close();
});

const EMPTY = digestOfView({});

test('what is shown again from the beginning goes first: a chart that had no result yet shows none', async () => {
	const { replay, page, pass, shown, digest, hours } = watchReplay();
	replay.play();
	await hours(() => replay.at > replay.reel.startAt + 3_000);
	shown.length = 0;
	replay.seek(replay.reel.startAt + 75);
	await pass(5_000, () => shown.some(({ chart, view }) => chart === 'orders' && view === undefined));
	// `blank` has no view.
	assert.equal(shown.find(({ chart }) => chart === 'orders')?.view, undefined);
	await hours(() => replay.status === 'ended' && digest('orders') === lastOf('orders'));
	assert.equal(digest('orders'), lastOf('orders'));
	page.close();
});

test('a paused replay stands still, and so does the time that the page is told', async () => {
	const { replay, page, pass, shown, hours } = watchReplay();
	replay.play();
	await hours(() => replay.at > replay.reel.startAt + 2_000);
	replay.pause();
	await pass(100);
	const [at, count] = [replay.at, shown.length];
	await pass(60_000);
	assert.equal(replay.at, at);
	assert.equal(shown.length, count);
	assert.ok(Math.abs(page.serverNow() - at) < 3_000, `the page believes it is ${page.serverNow() - at} ms later`);
	assert.equal(page.connection().status, 'online');
	page.close();
});

test('a large result is answered from the recording, and nothing else is', async () => {
	const { replay, page, hours, views } = watchReplay({ speed: 10 });
	replay.play();
	await hours(() => views.get('history')?.result !== undefined);
	const { href, rows } = (views.get('history')?.result?.result ?? {}) as LinkedResult;
	const table = (await page.request('GET', `${page.server}${href}`)) as Table;
	assert.equal(rows, 966);
	assert.equal(table.data[0]?.length, rows);
	assert.equal(table.data[0]?.[0], '2022-01-01');
	for (const path of ['/v1/results/unknown', '/v1/charts']) {
		await assert.rejects(page.request('GET', path), { code: 'not_found', status: 404 });
	}
	page.close();
});

test('what the recorded client did not watch is refused for good', async () => {
	const { replay, page, pass } = watchReplay();
	const errors: string[] = [];
	page.watch({ chart: 'another' }, (update) => update.type === 'error' && errors.push(update.code));
	replay.play();
	await pass(1_000);
	assert.deepEqual(errors, ['unknown_chart']);
	page.close();
});

test('a replay draws as the recorded page was told to, from when it was told, and again when it goes back', async () => {
	const client = recordedClient();
	const title = (text: string) => ({ version: 1, title: text });
	const out = client.observations.find(
		(each) => each.what === 'out' && each.frame['type'] === 'subscribe' && each.frame['chart'] === 'orders',
	);
	assert.ok(out?.what === 'out', 'the recorded page has asked for it');
	const { id } = out.frame as { id?: number };
	const isAnswer = (each: Observation) =>
		each.what === 'in' && each.frame['type'] === 'subscribed' && each.frame['id'] === id;
	const first = client.observations.findIndex(isAnswer);
	const answer = client.observations[first];
	assert.ok(answer?.what === 'in', 'it was answered');
	// Drawn in one way at first, and in another one after half of the recording.
	const half = Math.floor((first + client.observations.length) / 2);
	const at = client.observations[half]?.at ?? 0;
	const told = (spec: object, more: object = {}) => ({ ...answer, ...more, frame: { ...answer.frame, spec } });
	const observations = [
		...client.observations.slice(0, first),
		told(title('first')),
		...client.observations.slice(first + 1, half),
		told(title('second'), { at }),
		...client.observations.slice(half).filter((each) => !isAnswer(each)),
	].map((each, index) => ({ ...each, n: index + 1 })) as Observation[];
	const { replay, page, hours, pass } = watchReplay({ client: { ...client, observations } });
	const titles: unknown[] = [];
	page.watch({ chart: 'orders' }, (update) => {
		const known = titles.at(-1);
		const next = update.type === 'spec' ? ((update.spec as { title?: string } | null)?.title ?? null) : known;
		if (next !== known) titles.push(next);
	});
	replay.play();
	await hours(ended(replay));
	await pass(60_000, () => titles.at(-1) === 'second');
	assert.deepEqual(titles, ['first', 'second']);
	const { startAt } = replay.reel;
	replay.seek((startAt + at) / 2);
	await pass(60_000, () => titles.at(-1) === 'first');
	assert.deepEqual(titles, ['first', 'second', 'first']);
	page.close();
	replay.close();
});

test('a recording of positions only says that there is nothing to replay', () => {
	const client = recordedClient();
	const bare = client.observations.map((each): Observation => {
		if (each.what !== 'in') return each;
		const {
			event,
			snapshot: _,
			...rest
		} = each.frame as { event?: { kind: string }; snapshot?: unknown; type: string };
		return { ...each, frame: event ? { ...rest, event: { kind: event.kind } } : rest };
	});
	assert.throws(() => new Replay({ client: { ...client, observations: bare } }), {
		code: 'no_content',
		message: /nothing to replay/,
	});
	assert.throws(() => new Replay({ client: { ...client, observations: [] } }), { code: 'no_content' });
});

test('I3: where observations are missing the page is given the next state whole, and ends right', async () => {
	const lines = RECORDED_TEXT.split('\n');
	const lost = lines.findIndex(
		(line) => line.includes('"what":"in"') && line.includes('"kind":"result"') && /"seq":[4-9],/.test(line),
	);
	assert.ok(lost > 0, 'a result is there to be lost');
	const [client] = parseRecording(lines.filter((_, index) => index !== lost).join('\n')).clients;
	const { replay, page, digest, hours, pass } = watchReplay({ client: client as RecordedClient, speed: 10 });
	assert.equal(replay.reel.missing, 1);
	replay.play();
	await hours(ended(replay));
	await pass(60_000, () => digest('orders') === lastOf('orders'));
	assert.equal(digest('orders'), lastOf('orders'));
	page.close();
});
