import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { Target } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

function mount(markup = '<sql-chart chart="revenue"></sql-chart>'): { chart: SqlChart; client: FakeClient } {
	page();
	document.body.innerHTML = markup;
	const chart = document.querySelector('sql-chart');
	ok(chart, 'a chart');
	const client = new FakeClient();
	chart.client = client;
	return { chart, client };
}

const targets = (client: FakeClient): Target[] => [...client.watchers.values()];
const canvasOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('canvas');
const below = '<div style="block-size: 5000px"></div>';
const empty = () => ({ result: result([['n', 'number']], []) });

afterEach(() => {
	document.body.replaceChildren();
	scrollTo(0, 0);
});

describe('parameters of a chart', () => {
	it('are attributes of their own beside those in JSON, and win over them', async () => {
		const { chart, client } = mount(
			`<sql-chart chart="revenue" params='{"year":2026,"region":"south"}' param-region="north"></sql-chart>`,
		);
		await until('a watcher', () => targets(client).length === 1);
		equal(targets(client), [{ chart: 'revenue', params: { year: 2026, region: 'north' } }]);
		chart.setAttribute('param-days', '2026-01-01/');
		await until('another parameter', () => JSON.stringify(targets(client)).includes('days'));
		chart.removeAttribute('param-days');
		chart.removeAttribute('param-region');
		await until('what is left', () => JSON.stringify(targets(client)).includes('south'));
		equal(targets(client), [{ chart: 'revenue', params: { year: 2026, region: 'south' } }]);
	});
});

describe('a chart that is out of sight', () => {
	it('asks for nothing until it is scrolled near, and then goes on', async () => {
		const { client } = mount(`${below}<sql-chart chart="revenue"></sql-chart>${below}`);
		await painted();
		equal(targets(client), []);
		scrollTo(0, 4000);
		await until('a watcher', () => targets(client).length === 1);
		scrollTo(0, 0);
		await painted();
		equal(targets(client).length, 1);
	});

	it('asks at once where it is to, where the page asks, and where it is printed', async () => {
		const eager = mount(`${below}<sql-chart chart="revenue" loading="eager"></sql-chart>`);
		await until('the eager one', () => targets(eager.client).length === 1);
		const asked = mount(`${below}<sql-chart chart="revenue"></sql-chart>`);
		await painted();
		asked.chart.refresh();
		await until('the one that was asked', () => targets(asked.client).length === 1);
		const printed = mount(`${below}<sql-chart chart="revenue"></sql-chart>`);
		await painted();
		equal(targets(printed.client), []);
		dispatchEvent(new Event('beforeprint'));
		await until('the printed one', () => targets(printed.client).length === 1);
	});
});

describe('the properties of a chart', () => {
	it('are its attributes, as those of the browser’s own elements', async () => {
		const { chart } = mount('<sql-chart></sql-chart>');
		await painted();
		equal(chart.getAttributeNames(), [], 'what nobody has set');
		Object.assign(chart, { chart: 'revenue', group: 'sales', brush: true, tokenEndpoint: '/token', loading: 'eager' });
		chart.token = 'secret';
		const written = () => chart.getAttributeNames().sort();
		await until('the attributes', () => written().length > 0);
		equal(written(), ['brush', 'chart', 'group', 'loading', 'token-endpoint']);
		equal(chart.getAttribute('chart'), 'revenue');
		chart.brush = false;
		chart.removeAttribute('group');
		await until('what is left', () => written().length === 3);
		equal([written(), chart.group], [['chart', 'loading', 'token-endpoint'], '']);
	});

	it('may be set before there is a script', async () => {
		page();
		const frame = document.createElement('iframe');
		document.body.append(frame);
		const inner = frame.contentDocument;
		ok(inner, 'a document without the script');
		const chart = inner.createElement('sql-chart');
		const client = new FakeClient();
		Object.assign(chart, { client, chart: 'revenue', params: { year: 2026 } });
		equal(Object.getPrototypeOf(chart).constructor.name, 'HTMLElement', 'not a chart yet');
		document.body.append(document.adoptNode(chart));
		await until('a watcher', () => targets(client).length === 1);
		equal(targets(client), [{ chart: 'revenue', params: { year: 2026 } }]);
		await until('the attribute', () => chart.getAttribute('chart') === 'revenue');
	});
});

describe('what a page puts in place of a chart’s own words', () => {
	const markup = `<sql-chart chart="revenue">
		<p slot="loading">One moment</p><p slot="empty">Nothing sold</p><p slot="error">Call us</p>
	</sql-chart>`;
	const isSeen = (slot: string) => document.querySelector(`[slot=${slot}]`)?.checkVisibility() ?? false;
	const seen = () => ['loading', 'empty', 'error'].filter(isSeen);
	const own = (chart: SqlChart) => chart.shadowRoot?.querySelector('.message')?.checkVisibility() ?? false;

	it('is there in its state only', async () => {
		const { chart, client } = mount(markup);
		await until('loading', () => seen().join() === 'loading' && !own(chart));
		await until('a watcher', () => targets(client).length === 1);
		client.push({ run: { kind: 'running', run: 'run-1', startedAt: Date.now() } });
		await until('the run', () => chart.shadowRoot?.querySelector('.root.running'));
		equal([seen(), own(chart)], [['loading'], false]);
		client.push(empty());
		await until('no rows', () => seen().join() === 'empty' && !own(chart));
		await accessible(chart);
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => canvasOf(chart));
		equal(seen(), []);
	});

	it('is there for an error, and as large as the plot would be', async () => {
		const { chart, client } = mount(markup);
		await until('a watcher', () => targets(client).length === 1);
		client.send({ type: 'error', code: 'unknown_chart', message: 'There is no such chart.', retryable: false });
		await until('the error', () => seen().join() === 'error' && !own(chart));
		const box = document.querySelector('[slot=error]')?.getBoundingClientRect();
		const stage = chart.shadowRoot?.querySelector('.stage')?.getBoundingClientRect();
		equal([box?.top, box?.width, box?.height].map(Math.round as never), [
			...[stage?.top, stage?.width, stage?.height].map(Math.round as never),
		]);
	});
});

describe('a chart that fails', () => {
	it('is asked anew by its page', async () => {
		const { chart, client } = mount();
		await until('a watcher', () => targets(client).length === 1);
		chart.refresh();
		equal(client.anew, [{ chart: 'revenue' }]);
	});
});
