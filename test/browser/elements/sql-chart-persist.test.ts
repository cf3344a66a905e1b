import '../../../widget/define.ts';
import { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import { equal, FakeClient, ok, page, series, tokenOf, until } from './support.ts';

const ALICE = tokenOf({ sub: 'alice', claims: { tenant: 7 }, exp: 2_000_000_000 });

const away = { status: 'waiting', attempt: 3, retryAt: Date.now() + 60_000, code: 'unreachable' } as const;

/** What the browser holds, read without the code under test. */
async function held(store: 'frames' | 'viewers'): Promise<{ frame: { table: { data: unknown[][] } } }[]> {
	// To open it would create it.
	const known = await indexedDB.databases();
	if (!known.some(({ name }) => name === 'chartwire')) return [];
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open('chartwire');
		opening.onerror = () => reject(opening.error);
		opening.onsuccess = () => {
			const db = opening.result;
			const asking = db.transaction(store).objectStore(store).getAll();
			asking.onsuccess = () => {
				db.close();
				resolve(asking.result);
			};
		};
	});
}

async function holds(count: number): Promise<void> {
	let found = -1;
	const end = performance.now() + 5000;
	while (found !== count) {
		if (performance.now() > end) throw new Error(`${found} frames are kept, not ${count}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
		found = (await held('frames')).length;
	}
}

interface Start {
	readonly token?: string;
	readonly persist?: string;
	readonly endpoint?: string;
	readonly connection?: Parameters<FakeClient['connect']>[0];
}

/** A page begins. */
function start({ token = ALICE, persist = '', endpoint = '', connection }: Start = {}) {
	page();
	const client = new FakeClient();
	client.token = token;
	if (connection) client.connect(connection);
	const chart = document.createElement('sql-chart');
	chart.setAttribute('persist', persist);
	chart.chart = 'revenue';
	chart.tokenEndpoint = endpoint;
	chart.client = client;
	document.body.append(chart);
	return { chart, client };
}

const footerOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('.footer')?.textContent?.trim() ?? '';
const isDrawn = (chart: SqlChart) => chart.shadowRoot?.querySelector('canvas');
const settled = () => new Promise((resolve) => setTimeout(resolve, 150));

/** A page on which the frame was seen, and which has ended. */
async function seen(options: Start = {}, values = [1, 2, 3]): Promise<void> {
	const { chart, client } = start(options);
	await chart.updateComplete;
	client.push({ result: series(values, { ageMs: 3 * 3_600_000 }) });
	await until('a canvas', () => isDrawn(chart));
	await holds(1);
	chart.remove();
}

/** A page whose chart shows a frame, and keeps none. */
async function unkept(): Promise<SqlChart> {
	const { chart, client } = start();
	chart.removeAttribute('persist');
	await chart.updateComplete;
	client.push({ result: series([1, 2, 3]) });
	await until('a canvas', () => isDrawn(chart));
	await settled();
	return chart;
}

afterEach(async () => {
	document.body.replaceChildren();
	await settled();
	await SqlChart.forget();
});

describe('sql-chart, persist', () => {
	it('I11 shows the frame of the page before, marked with its age, where the server cannot be reached', async () => {
		await seen();
		const { chart, client } = start({ connection: away });
		await until('the frame', () => isDrawn(chart));
		ok(/^(Offline|Reconnecting) · as of 3 h ago/.test(footerOf(chart)), footerOf(chart));
		client.connect(client.online);
		await until('still stale', () => footerOf(chart).startsWith('Stale · as of 3 h ago'));
		client.push({ result: series([4, 5]) });
		await until('fresh', () => /^as of/.test(footerOf(chart)));
	});

	it('keeps nothing without the attribute', async () => {
		await unkept();
		equal((await held('frames')).length, 0);
	});

	it('keeps a frame that was there before what keeps it, be it the last one', async () => {
		const chart = await unkept();
		chart.setAttribute('persist', '');
		await holds(1);
	});

	it('I9 shows it to the same viewer with a newer token, and to no other one', async () => {
		await seen();
		for (const other of [
			{ sub: 'bob', claims: { tenant: 7 } },
			{ sub: 'alice', claims: { tenant: 8 } },
		]) {
			const { chart } = start({ token: tokenOf(other), connection: away });
			await settled();
			ok(!isDrawn(chart), `shown to ${JSON.stringify(other)}`);
			chart.remove();
		}
		const later = tokenOf({ exp: 2_100_000_000, iat: 2, jti: 'x', claims: { tenant: 7 }, sub: 'alice' });
		const { chart } = start({ token: later, connection: away });
		await until('the frame', () => isDrawn(chart));
	});

	it('does not show a frame that is kept for too long, and deletes it', async () => {
		await seen({ persist: '0.00001' });
		const { chart } = start({ connection: away });
		await settled();
		ok(!isDrawn(chart), 'an expired frame is shown');
		await holds(0);
	});

	it('never shows what was kept in place of what the server says', async () => {
		await seen();
		const { chart, client } = start();
		let shown: number[][] = [];
		chart.addEventListener('chartwire-data', ({ detail }) => {
			shown = [...shown, detail.table.data[1] as number[]];
		});
		await chart.updateComplete;
		client.push({ result: series([7, 8]) });
		await settled();
		equal(shown.at(-1), [7, 8]);
	});

	it('I9 takes it away, here and for good, when the server refuses it; not when it fails', async () => {
		await seen();
		const { chart, client } = start();
		await until('the frame', () => isDrawn(chart));
		client.send({ type: 'error', code: 'stream_unavailable', message: 'Redis is gone.', retryable: true });
		await settled();
		ok(isDrawn(chart), 'a failure took it away');
		await holds(1);
		client.send({ type: 'error', code: 'not_allowed', message: 'Not for you.', retryable: false });
		await until('no frame', () => !isDrawn(chart));
		await holds(0);
	});

	it('I9 takes it away when the token is refused, but not when it has merely run out', async () => {
		await seen();
		const { chart, client } = start();
		await until('the frame', () => isDrawn(chart));
		client.connect({ status: 'stopped', code: 'token_expired', message: 'It has expired.' });
		await settled();
		ok(isDrawn(chart), 'it went with the end of its token');
		client.connect({ status: 'stopped', code: 'token_invalid', message: 'It was revoked.' });
		await until('no frame', () => !isDrawn(chart));
		await holds(0);
	});

	it('forgets the viewer who signs out', async () => {
		await seen();
		const { chart } = start();
		await until('the frame', () => isDrawn(chart));
		chart.client = undefined;
		await holds(0);
		ok(!isDrawn(chart), 'it is still shown');
	});

	it('knows whose frame it was where the token endpoint cannot be asked, and forgets them when another comes', async () => {
		await seen({ endpoint: '/token' });
		const { chart } = start({ token: '', endpoint: '/token', connection: away });
		await until('the frame', () => isDrawn(chart));
		chart.remove();
		const other = start({ token: tokenOf({ sub: 'bob' }), endpoint: '/token' });
		await holds(0);
		ok(!isDrawn(other.chart), 'shown to another viewer');
	});

	it('writes a chart that moves every second now and then, and its last frame when it goes', async () => {
		const { chart, client } = start();
		await chart.updateComplete;
		const totals = async () => (await held('frames')).map(({ frame }) => frame.table.data[1]);
		client.push({ result: series([1]) });
		await holds(1);
		for (const value of [2, 3, 4]) client.push({ result: series([value]) });
		await settled();
		equal(await totals(), [[1]]);
		chart.remove();
		await settled();
		equal(await totals(), [[4]]);
	});

	it('keeps no token', async () => {
		await seen({ endpoint: '/token' });
		const text = JSON.stringify([await held('frames'), await held('viewers')]);
		ok(text.includes('alice'), 'the viewer is not kept');
		ok(!text.includes(ALICE) && !text.includes('c2ln'), 'the token is kept');
	});
});
