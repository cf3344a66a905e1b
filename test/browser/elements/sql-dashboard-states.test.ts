import { type FrameKey, keptDashboard, viewerOf } from '../../../widget/elements/sql-chart/kept-frames.ts';
import { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import { chartsIn, DashboardClient, dashboard, SALES, shown, within } from './dashboards.ts';
import { accessible, equal, ok, painted, tokenOf, until } from './support.ts';

const words = (root: ShadowRoot): string =>
	root.querySelector('.message')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

afterEach(async () => {
	document.body.replaceChildren();
	await SqlChart.forget();
});

describe('the states of sql-dashboard', () => {
	it('waits in the shape that it had last, so that nothing moves when it comes', async () => {
		const { element } = await shown();
		const height = element.getBoundingClientRect().height;
		const grid = within(element).querySelector('.grid')?.getBoundingClientRect().top;
		element.remove();
		const { element: again, client } = dashboard();
		const bones = await until('the shape', () => {
			const found = [...within(again).querySelectorAll('.bone')];
			return found.length === 7 && found;
		});
		ok(
			bones.every((bone) => bone.getBoundingClientRect().height > 0),
			'each has its size',
		);
		const waiting = within(again).querySelector('.grid')?.getBoundingClientRect().height;
		await accessible(document.body);
		client.declare(SALES);
		await until('the charts', () => chartsIn(again).length === 5);
		equal(within(again).querySelector('.grid')?.getBoundingClientRect().height, waiting, 'the grid');
		equal(
			[again.getBoundingClientRect().height, within(again).querySelector('.grid')?.getBoundingClientRect().top],
			[height, grid],
		);
	});

	it('keeps the height of its filters, though their script comes later', async () => {
		const { element } = await shown();
		const filter = await until('the filter', () => {
			const [found] = within(element).querySelectorAll('sql-filter');
			return found?.shadowRoot?.querySelector('select') && found;
		});
		const height = filter.getBoundingClientRect().height;
		filter.shadowRoot?.replaceChildren();
		equal(filter.getBoundingClientRect().height, height);
	});

	it('says what is missing, what is not there, what is not allowed, and what to do', async () => {
		const { element, client } = dashboard({ dashboard: '' });
		await until('what is missing', () => words(within(element)).includes('set the attribute “dashboard”'));
		element.dashboard = 'sales';
		await until('the subscription', () => client.watchers.size === 1);
		client.refuse('unknown_dashboard');
		await until('that there is none', () => words(within(element)).startsWith('There is no such dashboard'));
		ok(words(within(element)).includes('renamed or deleted'), 'why');
		await accessible(document.body);
		within(element).querySelector('button')?.click();
		equal(client.anew, [{ dashboard: 'sales' }]);
		client.refuse('not_allowed');
		await until('that it is not allowed', () => words(within(element)).startsWith('Not allowed'));
	});

	it('says that it is cut off, and appears by itself', async () => {
		const client = new DashboardClient();
		client.connect({ status: 'waiting', attempt: 3, retryAt: Date.now() + 60_000, code: 'closed' });
		const { element } = dashboard();
		element.client = client;
		await until('the reason', () => /Reconnecting|Offline/.test(words(within(element))));
		await accessible(document.body);
		client.connect(client.online);
		client.declare(SALES);
		await until('the charts', () => chartsIn(element).length === 5);
	});

	it('keeps showing a dashboard that was deleted, and says so', async () => {
		const { element, client } = await shown();
		client.refuse('unknown_dashboard');
		const note = await until('the note', () => within(element).querySelector('.note'));
		ok(note.textContent?.includes('There is no such dashboard'), 'what happened');
		equal(chartsIn(element).length, 5);
		await accessible(document.body);
	});

	it('teaches what to do with an empty one', async () => {
		const { element, client } = dashboard();
		await until('the subscription', () => client.watchers.size === 1);
		client.declare({ title: 'New', tabs: [{ id: 'main', title: 'Main', items: [] }], filters: [] });
		await until('the words', () => words(within(element)).startsWith('Nothing is on this dashboard yet'));
		equal(within(element).querySelector('[role=tab]'), null, 'one tab needs no row of tabs');
	});

	it('shows a chart that there is no more in its place, among those that there are', async () => {
		const { element, client } = await shown();
		const [gone] = chartsIn(element);
		for (const [listen, target] of client.watchers)
			if ('chart' in target && target.chart === 'one-chart')
				listen({ type: 'error', code: 'unknown_chart', message: 'There is no chart.', retryable: false });
		await until('the words', () => gone?.shadowRoot?.textContent?.includes('There is no such chart'));
		equal(chartsIn(element).length, 5);
	});

	it('says it in the reader’s language', async () => {
		const { element, client } = dashboard({ locale: 'de' });
		await until('the subscription', () => client.watchers.size === 1);
		client.refuse('unknown_dashboard');
		await until('German', () => words(within(element)).startsWith('Dieses Dashboard gibt es nicht'));
	});

	it('starts without its server from what this browser has kept, until that viewer may not see it any more', async () => {
		const token = tokenOf({ sub: 'anna' });
		const server = 'http://charts.test';
		const first = dashboard({ persist: '', token, server });
		first.client.token = token;
		await until('the subscription', () => first.client.watchers.size > 0);
		first.client.declare(SALES);
		await until('the charts', () => chartsIn(first.element).length === 5);
		const start = (who: string) => {
			const made = dashboard({ persist: '', token: who, server });
			made.client.token = who;
			made.client.connect({ status: 'waiting', attempt: 2, retryAt: Date.now() + 60_000, code: 'closed' });
			return made;
		};
		const key: FrameKey = [server, viewerOf(token) ?? '', '{"dashboard":"sales"}'];
		while ((await keptDashboard(key)) === undefined) await painted();
		first.element.remove();
		const again = start(token);
		await until('the kept charts', () => chartsIn(again.element).length === 5);
		again.element.remove();
		const other = start(tokenOf({ sub: 'bob' }));
		await until('nothing of another viewer', () => /Reconnecting|Offline/.test(words(within(other.element))));
		equal(chartsIn(other.element).length, 0);
		other.element.remove();
		const refused = start(token);
		await until('the kept charts', () => chartsIn(refused.element).length === 5);
		refused.client.refuse('not_allowed');
		await until('nothing', () => chartsIn(refused.element).length === 0);
	});
});
