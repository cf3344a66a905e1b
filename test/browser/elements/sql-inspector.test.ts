import '../../../widget/define.ts';
import '../../../widget/define-inspector.ts';
import { PageClient } from '../../../widget/client.ts';
import type { SqlInspector } from '../../../widget/elements/sql-inspector/sql-inspector.ts';
import type { Observation } from '../../../widget/protocol.ts';
import { parseRecording, writeRecording } from '../../../widget/recording/recording.ts';
import { Replay } from '../../../widget/recording/replay.ts';
import { INSPECT_KEY } from '../../../widget/recording/seen.ts';
import { accessible, equal, ok, page, until } from './support.ts';

const FIXTURE = new URL('../../fixtures/charts.ndjson', import.meta.url).href;

async function mount(scheme: 'light' | 'dark' = 'light', src = '') {
	page(scheme);
	document.body.style.width = '1100px';
	const inspector = document.createElement('sql-inspector');
	inspector.src = src;
	document.body.append(inspector);
	await until('a render', () => inspector.shadowRoot?.querySelector('.toolbar'));
	const one = <T extends Element = HTMLElement>(selector: string) =>
		inspector.shadowRoot?.querySelector<T>(selector) ?? undefined;
	const all = (selector: string) => [...(inspector.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
	const rows = () => all('.row');
	return { inspector, one, all, rows };
}

const recorded = async (scheme: 'light' | 'dark' = 'light') => {
	const mounted = await mount(scheme, FIXTURE);
	await until('the rows', () => mounted.rows().length > 10);
	return mounted;
};

/** One entry as a page of another tab tells it. */
function tell(observation: object, client = 'client-1', title = 'Another page'): void {
	const channel = new BroadcastChannel('chartwire:inspection');
	channel.postMessage({ client, server: 'http://charts.test', page: title, observation });
	channel.close();
}

const place = { link: 1, transport: 'websocket' };
const event = (n: number, text = 'x'): object => ({
	...{ n, at: 1_700_000_000_000 + n, what: 'in', ...place, length: 100 },
	frame: {
		type: 'event',
		channel: 'channel-1',
		epoch: 'e',
		seq: n,
		at: 1_700_000_000_000 + n,
		event: { kind: 'notice', text },
	},
});

afterEach(() => document.body.replaceChildren());

describe('sql-inspector', () => {
	for (const scheme of ['light', 'dark'] as const) {
		it(`says what to do while there is nothing to see, in ${scheme}`, async () => {
			const { inspector, one } = await mount(scheme);
			ok(one('.empty')?.textContent?.includes('Open a page with charts in another tab'), 'it teaches');
			equal(localStorage.getItem(INSPECT_KEY), '1', 'pages are asked');
			await accessible(inspector);
			inspector.remove();
			equal(localStorage.getItem(INSPECT_KEY), null, 'and no more');
		});

		it(`shows a recording, accessibly, in ${scheme}`, async () => {
			const { inspector, one, all, rows } = await recorded(scheme);
			equal(all('tbody tr').length, 3, 'channels');
			rows()[9]?.click();
			await until('details', () => one('.details pre'));
			await accessible(inspector);
		});
	}

	it('keeps only the rows in sight in the document, and walks through all of them by keys', async () => {
		const { one, rows } = await recorded();
		const list = one('.list');
		const total = Number(list?.getAttribute('aria-rowcount')) - 1;
		ok(total > 70 && rows().length < total, `${rows().length} of ${total}`);
		const press = (key: string) => list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
		const chosen = () => one('.row.chosen');
		press('End');
		await until('the last row', () => chosen()?.getAttribute('aria-rowindex') === String(total + 1));
		equal(list?.getAttribute('aria-activedescendant'), chosen()?.id, 'what is spoken');
		press('Home');
		await until('the first row', () => chosen()?.getAttribute('aria-rowindex') === '2');
		for (let step = 0; step < 40; step += 1) press('ArrowDown');
		await until('row 41', () => chosen()?.getAttribute('aria-rowindex') === '42');
		const [row, box] = [chosen()?.getBoundingClientRect(), one('.list')?.getBoundingClientRect()];
		ok(row && box && row.bottom <= box.bottom + 1 && row.top >= box.top, 'it is in sight');
	});

	it('shows only frames that pass the filter, and says when there is none', async () => {
		const { one, rows } = await recorded();
		const search = one<HTMLInputElement>('input[type=search]');
		ok(search, 'a field');
		const type = (text: string) => {
			search.value = text;
			search.dispatchEvent(new InputEvent('input'));
		};
		type('"recovered":true');
		await until(
			'the answers',
			() => rows().length > 0 && rows().every((row) => row.textContent?.includes('subscribed')),
		);
		type('nothing like it');
		await until('a word', () => one('.nothing'));
		one('.filters button')?.click();
		await until('all again', () => rows().length > 10);
	});

	it('says what a recording lacks, and goes from its strip of time to the frames of a moment', async () => {
		const { inspector, one } = await recorded();
		equal(one('.note'), undefined, 'nothing is missing');
		const strip = one<SVGSVGElement>('.timeline svg');
		ok(/Connection lost: 1\. Gaps: 1\. Resets: 6\./.test(strip?.getAttribute('aria-label') ?? ''), 'what it says');
		const { left = 0, width = 0 } = strip?.getBoundingClientRect() ?? {};
		strip?.dispatchEvent(new MouseEvent('click', { clientX: left + width * 0.9, bubbles: true }));
		await until('a late frame', () => Number(one('.row.chosen')?.getAttribute('aria-rowindex')) > 60);
		const lines = (await (await fetch(FIXTURE)).text()).split('\n');
		inspector.openText([...lines.slice(0, 30), ...lines.slice(32, -2), lines.at(-2)?.slice(0, 9)].join('\n'), 'torn');
		await until(
			'a word',
			() => one('.note')?.textContent === 'The last line was cut off. 2 observations never reached the recording.',
		);
	});

	it('names the line of a recording that cannot be read, and keeps what it showed', async () => {
		const { inspector, one, rows } = await recorded();
		inspector.openText('{"kind":"recording","version":1,"at":1}\n{"kind"\n{}', 'broken.ndjson');
		await until('the complaint', () => one('[role=alert]'));
		const text = one('[role=alert]')?.textContent ?? '';
		ok(text.includes('broken.ndjson') && text.includes('Line 2'), text);
		ok(rows().length > 10, 'the rows are still there');
	});

	it('hears pages of its origin, can be paused, and bounds its memory', async () => {
		const { inspector, one, rows } = await mount();
		for (let n = 1; n <= 5; n += 1) tell(event(n));
		tell({ nonsense: true });
		await until('five rows', () => rows().length === 5);
		equal(one('.clients .name')?.textContent, 'Another page');
		[...(inspector.shadowRoot?.querySelectorAll('.toolbar button') ?? [])]
			.find((button) => button.textContent?.includes('Pause'))
			?.dispatchEvent(new MouseEvent('click'));
		tell(event(6));
		await until('the count of what is new', () => one('.count')?.textContent?.includes('1 more'));
		equal(rows().length, 5, 'rows while paused');
		const channel = new BroadcastChannel('chartwire:inspection');
		for (let n = 7; n <= 20_500; n += 1) {
			channel.postMessage({
				client: 'client-1',
				server: 'http://charts.test',
				page: 'Another page',
				observation: event(n),
			});
		}
		channel.close();
		const said = await until('a word on what was dropped', () => {
			const note = one('.note')?.textContent ?? '';
			return note.includes('dropped') && note;
		});
		ok(said.includes('oldest'), said);
		await until(
			'everything has come',
			() => parseRecording(inspector.recordingText()).clients[0]?.observations.at(-1)?.n === 20_500,
		);
		ok(
			(parseRecording(inspector.recordingText()).clients[0]?.observations.length ?? 0) <= 20_000,
			'rows that are kept',
		);
	});

	it('saves what it heard as a recording that it can read again', async () => {
		const { inspector, rows } = await mount();
		for (let n = 1; n <= 3; n += 1) tell(event(n));
		await until('the rows', () => rows().length === 3);
		const [client] = parseRecording(inspector.recordingText()).clients;
		equal(
			client?.observations.map(({ n }) => n),
			[1, 2, 3],
		);
		inspector.openText(inspector.recordingText(), 'again');
		await until('the name', () => inspector.shadowRoot?.querySelector('.source b')?.textContent === 'again');
		await until('the same rows', () => rows().length === 3);
	});

	it('takes everything that it shows for text, however hostile', async () => {
		const evil = '"><img src=x onerror="window.harmed=1"><script>window.harmed=1</script>{{alert(1)}}';
		const seen: object[] = [
			{ n: 1, at: 1, what: 'connection', status: evil, transport: evil },
			{
				n: 2,
				at: 2,
				what: 'out',
				...place,
				frame: { type: 'subscribe', id: 1, chart: evil, params: { [evil]: evil } },
			},
			{ n: 3, at: 3, what: 'in', ...place, frame: { type: 'subscribed', id: 1, channel: evil, epoch: evil, seq: 1 } },
			{ n: 4, at: 4, what: 'cursor', channel: evil, epoch: evil, seq: 1, type: 'subscribed', decision: evil },
			{
				n: 5,
				at: 5,
				what: 'in',
				link: 1,
				transport: evil,
				frame: { type: evil, channel: evil, event: { kind: evil, [evil]: evil } },
			},
			{ n: 6, at: 6, what: 'cursor', channel: evil, epoch: evil, seq: 2, type: evil, decision: 'gap' },
			{ n: 7, at: 7, what: 'answer', path: evil, body: evil },
			{ n: 8, at: 8, what: 'in', ...place, frame: { type: 'error', code: evil, message: evil }, digest: evil },
		];
		const { inspector, rows, one } = await mount();
		const lines = seen.map((observation) => ({ client: evil, session: evil, observation: observation as Observation }));
		inspector.openText(writeRecording(1, lines, 9), evil);
		await until('the rows', () => rows().length > 5);
		for (let index = 0; index < rows().length; index += 1) {
			rows()[index]?.click();
			await inspector.updateComplete;
		}
		inspector.openText(evil, evil);
		await until('the complaint', () => one('[role=alert]')?.textContent?.includes('<img'));
		const { shadowRoot } = inspector;
		equal(shadowRoot?.querySelectorAll('img, script, iframe').length, 0, 'elements made of data');
		const handlers = [...(shadowRoot?.querySelectorAll('*') ?? [])].flatMap((element) => element.getAttributeNames());
		ok(!handlers.some((name) => name.startsWith('on')), handlers.join(' '));
		equal((window as { harmed?: number }).harmed, undefined, 'harm');
	});
});

describe('a replay', () => {
	it('draws charts from a recording, without a server', async () => {
		page();
		const text = await (await fetch(FIXTURE)).text();
		const [client] = parseRecording(text).clients;
		ok(client, 'a client');
		const replay = new Replay({ client, speed: 20 });
		const options = { server: 'http://replay.test', token: 'any', WebSocket: replay.WebSocket, fetch: replay.fetch };
		const fed = new PageClient({ ...options, remembered: new Map() });
		const charts = ['orders', 'history'].map((name) => {
			const chart = document.createElement('sql-chart');
			chart.chart = name;
			chart.client = fed;
			document.body.append(chart);
			return chart;
		});
		const counts: number[] = [];
		charts[1]?.addEventListener('chartwire-data', ({ detail }) => counts.push(detail.table.rows));
		replay.play();
		for (const chart of charts) await until('a picture', () => chart.shadowRoot?.querySelector('canvas'));
		await until('the end', () => replay.status === 'ended');
		equal(counts.at(-1), 966, 'rows of the large result');
		fed.close();
		replay.close();
	});
});

declare global {
	interface HTMLElementTagNameMap {
		'sql-inspector': SqlInspector;
	}
}
