/** What a chart that moves every second does not do: the page has other things to do than to hear of it. */
import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { equal, FakeClient, ok, page, painted, series, until } from './support.ts';

function mount(): { chart: SqlChart; client: FakeClient } {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	Object.assign(chart, { client, chart: 'x', type: 'line' });
	document.body.append(chart);
	return { chart, client };
}

const footerOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('.footer');
const isDrawn = (chart: SqlChart) => chart.shadowRoot?.querySelector('canvas');
const picture = async (chart: SqlChart) =>
	(await chart.toBlob()).arrayBuffer().then((bytes) => String(new Uint8Array(bytes)));
const BASE = Date.now();
/** A result of another second, which is the next one's of a chart that is refreshed every second. */
function at(seconds: number, refreshMs = 1000): ResultEvent {
	const { result, ...event } = series([1, 2, seconds]);
	return { ...event, result: { ...result, asOf: BASE + 1000 * seconds, refreshMs } } as ResultEvent;
}

/** How often it renders while `work` goes on. */
async function renders(chart: SqlChart, work: () => void): Promise<number> {
	let count = 0;
	chart.addController({
		hostUpdated: () => {
			count += 1;
		},
	});
	await chart.updateComplete;
	count = 0;
	work();
	await painted();
	return count;
}

afterEach(() => document.body.replaceChildren());

describe('a chart that moves', () => {
	it('is rendered for a result, and not for every word about the next one', async () => {
		const { chart, client } = mount();
		const shown = at(1, 3_600_000);
		client.push({ result: shown });
		await until('a picture', () => isDrawn(chart));
		await painted();
		const run = { run: 'r2', startedAt: Date.now() };
		const count = await renders(chart, () => {
			client.push({ result: shown, run: { kind: 'queued', run: 'r2', position: 1 } });
			client.push({ result: shown, run: { kind: 'running', ...run } });
			client.push({ result: shown, run: { kind: 'progress', ...run, rows: 7 } });
		});
		equal(count, 0, 'renders');
		const mark = () => footerOf(chart)?.querySelector<HTMLElement>('.pulse');
		await until('what has taken a while is told', () => mark()?.style.visibility !== 'hidden');
		client.push({ result: at(9, 3_600_000) });
		await until('and its end', () => mark()?.style.visibility === 'hidden');
	});

	it('draws another result of the same columns, and tells of it, without being rendered', async () => {
		const { chart, client } = mount();
		client.push({ result: at(1) });
		await until('a picture', () => isDrawn(chart));
		await until('its buttons', () => footerOf(chart)?.querySelector('button'));
		await painted();
		const told: number[] = [];
		chart.addEventListener('chartwire-data', ({ detail }) => told.push(detail.asOf));
		const before = await picture(chart);
		const count = await renders(chart, () => client.push({ result: at(2) }));
		equal(count, 0, 'renders');
		equal(told, [BASE + 2000], 'what the page was told');
		ok(before !== (await picture(chart)), 'another picture');
	});

	const otherwise = {
		'with another column': {
			columns: [
				{ name: 'at', type: 'timestamptz' },
				{ name: 'other', type: 'number' },
			],
		},
		'that was cut': { truncated: true },
		'of one row': { data: [['2026-01-01T00:00:00Z'], [1]], rows: 1 },
		'without rows': { data: [[], []], rows: 0 },
	};
	for (const [which, differences] of Object.entries(otherwise)) {
		it(`is rendered for a result ${which}`, async () => {
			const { chart, client } = mount();
			client.push({ result: at(1) });
			await until('a picture', () => isDrawn(chart));
			await until('its buttons', () => footerOf(chart)?.querySelector('button'));
			await painted();
			const { result, ...event } = at(2);
			const count = await renders(chart, () =>
				client.push({ result: { ...event, result: { ...result, ...differences } } as ResultEvent }),
			);
			ok(count > 0, `${count} renders`);
		});
	}

	it('is rendered for a result while an older one is marked', async () => {
		const { chart, client } = mount();
		client.push({ result: at(1), freshness: { kind: 'freshness', stale: true, asOf: BASE } });
		await until('a mark', () => footerOf(chart)?.querySelector('.badge'));
		client.push({ result: at(2) });
		await until('no mark', () => !footerOf(chart)?.querySelector('.badge'));
	});

	it('writes its time in another language as soon as that is chosen', async () => {
		const { chart, client } = mount();
		client.push({ result: at(1) });
		await until('a picture', () => isDrawn(chart));
		chart.locale = 'de';
		await until('German', () => footerOf(chart)?.querySelector('.asof')?.textContent?.startsWith('Stand'));
	});

	it('says at once that the next one has failed', async () => {
		const { chart, client } = mount();
		const shown = at(1, 3_600_000);
		client.push({ result: shown });
		await until('a picture', () => isDrawn(chart));
		client.push({ result: shown, run: { kind: 'failed', run: 'r2', code: 'query_failed', message: 'No.' } });
		await chart.updateComplete;
		ok(footerOf(chart)?.textContent?.includes('Refresh failed'), 'the failure in the footer');
	});

	it('writes the times of many results a second once a second, all charts of the page together', async () => {
		const both = [mount(), mount()];
		const times = () => both.map(({ chart }) => footerOf(chart)?.querySelector('.asof')?.textContent ?? '');
		for (const { client } of both) client.push({ result: at(1) });
		await until('two pictures', () => both.every(({ chart }) => isDrawn(chart)));
		const first = times();
		ok(
			first.every((text) => text.startsWith('as of')),
			'their times',
		);
		const seen: string[][] = [];
		const watch = new MutationObserver(() => void seen.push(times()));
		for (const { chart } of both) {
			const footer = footerOf(chart);
			if (footer) watch.observe(footer, { subtree: true, characterData: true, childList: true });
		}
		for (const second of [2, 3]) {
			for (const { client } of both) client.push({ result: at(second) });
			await painted();
		}
		equal(times(), first, 'before the second is over');
		await until('the newest times', () => seen.length > 0);
		watch.disconnect();
		equal(seen.length, 1, 'moments at which something was written');
		ok(
			times().every((text, index) => text !== first[index]),
			'new times',
		);
	});

	it('writes a time at once where the last one is older', async () => {
		const { chart, client } = mount();
		client.push({ result: at(1) });
		await until('a picture', () => isDrawn(chart));
		const time = () => footerOf(chart)?.querySelector('.asof')?.textContent;
		const first = time();
		client.push({ result: at(5) });
		await chart.updateComplete;
		ok(time() !== first, 'another time');
	});
});

describe('a chart in sight', () => {
	it('asks before the next frame', async () => {
		const { client } = mount();
		let asked = -1;
		requestAnimationFrame(() => {
			asked = client.watchers.size;
		});
		await painted();
		equal(asked, 1, 'questions by the first frame');
	});
});
