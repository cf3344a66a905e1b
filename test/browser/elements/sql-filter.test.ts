import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { SqlFilter } from '../../../widget/elements/sql-filter/sql-filter.ts';
import type { Target } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

type Settings = Partial<
	Pick<SqlFilter, 'param' | 'type' | 'value' | 'label' | 'options' | 'optionsChart' | 'remember' | 'client' | 'group'>
>;

async function filter(settings: Settings): Promise<SqlFilter> {
	const element = document.createElement('sql-filter');
	Object.assign(element, { group: 'sales', param: 'region', type: 'choice', options: 'north, south' }, settings);
	document.body.append(element);
	await until('the control', () => element.shadowRoot?.querySelector('select, input'));
	return element;
}

function chart(settings: Partial<Pick<SqlChart, 'group' | 'params'>> = {}): { chart: SqlChart; client: FakeClient } {
	page();
	const element = document.createElement('sql-chart');
	const client = new FakeClient();
	Object.assign(element, { client, chart: 'revenue', group: 'sales', loading: 'eager' }, settings);
	document.body.append(element);
	return { chart: element, client };
}

const targetOf = (client: FakeClient): Target | undefined => [...client.watchers.values()][0];
const paramsOf = (client: FakeClient) => (targetOf(client) as { params?: object } | undefined)?.params;
const canvasOf = (element: SqlChart) => element.shadowRoot?.querySelector('canvas');

function control(element: SqlFilter, at = 0): HTMLInputElement & HTMLSelectElement {
	const found = element.shadowRoot?.querySelectorAll<HTMLInputElement & HTMLSelectElement>('select, input')[at];
	ok(found, `the control ${at}`);
	return found;
}

/** As a viewer does: the text goes in, and the control says so. */
function enter(element: SqlFilter, value: string, { at = 0, event = 'change' } = {}): void {
	control(element, at).value = value;
	control(element, at).dispatchEvent(new Event(event, { bubbles: true, composed: event === 'input' }));
}

const address = location.href;

afterEach(() => {
	document.body.replaceChildren();
	history.replaceState(null, '', address);
});

describe('sql-filter', () => {
	it('gives what is chosen to every chart of its group, also to one that comes later, and to no other', async () => {
		const first = chart();
		const other = chart({ group: 'stock' });
		const alone = chart({ group: '' });
		const element = await filter({});
		await until('the charts', () => [first, other, alone].every(({ client }) => client.watchers.size === 1));
		equal(targetOf(first.client), { chart: 'revenue' });
		enter(element, 'north');
		await until('the value', () => paramsOf(first.client));
		equal(targetOf(first.client), { chart: 'revenue', params: { region: 'north' }, offered: ['region'] });
		const late = chart({ params: { year: 2026 } });
		await until('the late chart', () => late.client.watchers.size === 1);
		equal(paramsOf(late.client), { year: 2026, region: 'north' });
		equal([paramsOf(other.client), paramsOf(alone.client)], [undefined, undefined], 'those of other groups');
		enter(element, '');
		await until('nothing chosen', () => !paramsOf(first.client));
		equal(paramsOf(late.client), { year: 2026 });
	});

	it('joins with the other filters of its group, and takes what it said along when it goes', async () => {
		const { client } = chart();
		const region = await filter({ value: 'north' });
		const least = await filter({ param: 'least', type: 'number', label: 'At least' });
		enter(least, '12.5');
		await until('both', () => paramsOf(client) && 'least' in (paramsOf(client) ?? {}));
		equal(paramsOf(client), { region: 'north', least: 12.5 });
		region.remove();
		await until('one of them', () => !('region' in (paramsOf(client) ?? {})));
		equal(paramsOf(client), { least: 12.5 });
	});

	it('goes on when the page’s viewer has another token', async () => {
		const { chart: element, client } = chart();
		const region = await filter({});
		enter(region, 'north');
		await until('the value', () => paramsOf(client));
		const next = new FakeClient();
		element.client = next;
		await until('the other client', () => next.watchers.size === 1);
		equal(targetOf(next), { chart: 'revenue', params: { region: 'north' }, offered: ['region'] });
		equal(region.value, 'north');
	});

	it('keeps the frame until the answer to another choice is there, and no longer', async () => {
		const { chart: element, client } = chart();
		const region = await filter({});
		await until('a watcher', () => client.watchers.size === 1);
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => canvasOf(element));
		enter(region, 'north');
		await until('the question', () => paramsOf(client));
		await painted();
		ok(canvasOf(element), 'the frame before the answer');
		client.push({ run: { kind: 'running', run: 'run-2', startedAt: Date.now() } }, 'channel-2');
		await until('the frame gone', () => !canvasOf(element));
	});

	it('shows nothing of another choice while the server cannot be asked', async () => {
		const { chart: element, client } = chart();
		const region = await filter({});
		await until('a watcher', () => client.watchers.size === 1);
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => canvasOf(element));
		client.connect({ status: 'waiting', attempt: 3, retryAt: Date.now() + 60_000, code: 'closed' });
		enter(region, 'north');
		await until('the frame gone', () => !canvasOf(element));
	});

	it('tells the page by an event of its own and by one that any form control has', async () => {
		page();
		const element = await filter({});
		const heard: unknown[] = [];
		document.body.addEventListener('chartwire-filter', ({ detail }) => heard.push(detail));
		document.body.addEventListener('change', ({ target }) => heard.push((target as SqlFilter).value));
		enter(element, 'south');
		enter(element, 'south');
		enter(element, '');
		const said = (value: string | null) => ({ group: 'sales', param: 'region', value });
		equal(heard, ['south', said('south'), '', said(null)]);
		element.value = 'north';
		await until('what it shows', () => control(element).value === 'north');
		equal(heard.length, 4, 'what a script sets is no choice of the viewer');
	});

	it('takes a range of days, open or closed, and none that is upside down', async () => {
		const { client } = chart();
		const element = await filter({ param: 'days', type: 'date-range', label: 'Days' });
		enter(element, '2026-01-31', { at: 1 });
		await until('an open range', () => paramsOf(client));
		equal(paramsOf(client), { days: '/2026-01-31' });
		enter(element, '2026-02-01');
		await until('the reason', () => element.shadowRoot?.querySelector('#problem')?.textContent !== '');
		equal(element.value, '/2026-01-31');
		equal(control(element).value, '2026-02-01', 'what was written stays');
		equal(control(element).getAttribute('aria-invalid'), 'true');
		await accessible(element);
		enter(element, '2026-01-01');
		await until('a range', () => element.value === '2026-01-01/2026-01-31');
		equal(element.shadowRoot?.querySelector('#problem')?.textContent, '');
	});

	it('searches once the viewer rests, and at once with Enter', async () => {
		page();
		const element = await filter({ param: 'name', type: 'search', label: 'Name' });
		const heard: unknown[] = [];
		element.addEventListener('chartwire-filter', ({ detail }) => heard.push(detail.value));
		enter(element, 'a', { event: 'input' });
		enter(element, 'ab', { event: 'input' });
		equal(heard, []);
		await until('the search', () => heard.length > 0);
		equal(heard, ['ab']);
		enter(element, 'abc', { event: 'input' });
		enter(element, 'abc');
		equal(heard, ['ab', 'abc']);
	});

	it('offers what a chart says, values first and their labels second, and keeps what is chosen already', async () => {
		page();
		const client = new FakeClient();
		const element = await filter({ options: undefined, optionsChart: 'regions', client, value: 'w' });
		await until('a watcher', () => client.watchers.size === 1);
		equal(targetOf(client), { chart: 'regions' });
		const rows = [
			['n', 'North'],
			['s', 'South'],
			[null, 'Nowhere'],
		] as const;
		client.push({
			result: result(
				[
					['id', 'text'],
					['name', 'text'],
				],
				rows,
			),
		});
		const options = () => [...control(element).options].map(({ value, text }) => `${value}:${text}`);
		await until('the choices', () => options().length === 4);
		equal(options(), [':All', 'w:w', 'n:North', 's:South']);
		equal(control(element).value, 'w');
		await accessible(element);
	});

	it('says why there is nothing to choose from', async () => {
		page();
		const client = new FakeClient();
		const element = await filter({ options: undefined, optionsChart: 'regions', client });
		await until('a watcher', () => client.watchers.size === 1);
		client.send({ type: 'error', code: 'unknown_chart', message: 'There is no chart "regions".', retryable: false });
		await until('the reason', () => element.shadowRoot?.querySelector('#problem')?.textContent?.includes('no chart'));
		await accessible(element);
	});

	it('keeps what is chosen in the page’s address where it is to, and finds it there', async () => {
		const element = await filter({ remember: '' });
		enter(element, 'north');
		equal(new URL(location.href).searchParams.get('region'), 'north');
		const again = await filter({ remember: '', value: 'south' });
		equal(again.value, 'north', 'the address is newer than what the page says');
		enter(element, '');
		equal(new URL(location.href).searchParams.has('region'), false);
		const named = await filter({ remember: 'where' });
		enter(named, 'south');
		equal(new URL(location.href).searchParams.get('where'), 'south');
		const forgetful = await filter({});
		enter(forgetful, 'north');
		equal(new URL(location.href).searchParams.has('region'), false);
	});

	it('is named, reached by the keyboard and legible in both themes', async () => {
		for (const scheme of ['light', 'dark'] as const) {
			page(scheme);
			const element = await filter({ label: 'Region' });
			await filter({ param: 'days', type: 'date-range', label: 'Days' });
			await filter({ param: 'name', type: 'search', label: 'Name' });
			await filter({ param: 'least', type: 'number', label: 'Least' });
			await accessible(document.body);
			element.focus();
			equal(element.shadowRoot?.activeElement?.localName, 'select', 'what has the focus');
			document.body.replaceChildren();
		}
	});
});
