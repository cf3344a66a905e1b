import '../../../widget/define.ts';
import type { SqlInbox } from '../../../widget/elements/sql-inbox/sql-inbox.ts';
import type { RunNotice } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, until } from './support.ts';

const SQL = '-- a comment\nselect 1 as one';
const now = Date.now();
const run = (id: string, more: object) => ({
	run: id,
	source: 'sample',
	sql: SQL,
	askedAt: now - 9000,
	read: true,
	...more,
});
const done = (id: string, more: object = {}) =>
	run(id, { state: 'succeeded', startedAt: now - 8000, finishedAt: now - 3800, rows: 12, ...more });
const notice = (id: string): RunNotice => ({
	run: id,
	state: 'succeeded',
	source: 'sample',
	rows: 12,
	at: now,
	read: false,
});

function mount(client: FakeClient): SqlInbox {
	page();
	const inbox = document.createElement('sql-inbox');
	Object.assign(inbox, { client });
	document.body.append(inbox);
	return inbox;
}

const words = (inbox: SqlInbox): string => (inbox.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
const all = (inbox: SqlInbox, selector: string) => [
	...(inbox.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

afterEach(() => document.body.replaceChildren());

describe('sql-inbox', () => {
	it('lists the runs with state, age, duration and rows, and what is unread', async () => {
		const client = new FakeClient();
		const error = { code: '42703', message: 'no', position: { line: 2, column: 3, offset: 9 } };
		const runs = [
			done('r1', { read: false }),
			run('r2', { state: 'failed', startedAt: now - 8000, finishedAt: now - 3800, error }),
		];
		client.answer = () => Promise.resolve({ runs });
		const inbox = mount(client);
		await until('a watcher', () => client.watchers.size === 1);
		equal([...client.watchers.values()], [{ inbox: true }], 'what is watched');
		client.push({ inbox: { kind: 'notice', unread: 1, notices: [notice('r1')] } });
		await until('the list', () => all(inbox, 'li').length === 2);
		await until('the count', () => inbox.shadowRoot?.querySelector('.unread')?.textContent === '1 unread');
		const [first = '', second = ''] = all(inbox, 'li').map((item) => (item.textContent ?? '').replace(/\s+/g, ' '));
		ok(/select 1 as one Unread\. Done .*4\.2 s · 12 rows/.test(first), first);
		ok(/Failed .* · line 2, column 3/.test(second), second);
		equal(all(inbox, '[role="status"]')[0]?.textContent, '', 'what is there already is not announced');
		await accessible(inbox);
	});

	it('announces a run that ends, and opens and marks it when it is chosen', async () => {
		const client = new FakeClient();
		const bodies: unknown[] = [];
		let runs: object[] = [run('r1', { state: 'running', startedAt: now - 5000 })];
		client.answer = (_method, path, body) => {
			if (path !== '/v1/inbox/read') return Promise.resolve({ runs });
			bodies.push(body);
			return Promise.resolve({ unread: 0, notices: [] });
		};
		const inbox = mount(client);
		await until('a watcher', () => client.watchers.size === 1);
		client.push({ inbox: { kind: 'notice', unread: 0, notices: [] } });
		await until('it runs', () => all(inbox, 'li .cancel').length === 1);
		runs = [done('r1', { read: false })];
		client.push({ inbox: { kind: 'notice', unread: 1, notices: [notice('r1')] } });
		await until('said', () => words(inbox).includes('A query on sample has finished: 12 rows.'));
		await until('unread', () => all(inbox, 'li.new').length === 1);
		const opened: string[] = [];
		inbox.addEventListener('chartwire-open', ({ detail }) => opened.push(detail.run));
		all(inbox, '.open')[0]?.click();
		await until('read', () => all(inbox, 'li.new').length === 0 && all(inbox, '.unread').length === 0);
		equal(opened, ['r1']);
		equal(bodies, [{ runs: ['r1'] }]);
	});

	it('shows what alerts have said and what was shared above the runs, and counts, opens and marks them as well', async () => {
		const client = new FakeClient();
		const bodies: unknown[] = [];
		const fired = {
			kind: 'alert' as const,
			id: 'n1',
			alert: 'errors',
			title: 'Too many errors',
			chart: 'errors',
			state: 'firing' as const,
			reason: 'The value is 12, above 5.',
			at: now,
			read: false,
		};
		const shared = {
			kind: 'shared' as const,
			id: 'n2',
			what: 'chart' as const,
			name: 'sales',
			title: 'Sales',
			by: 'Ada',
		};
		const others = [fired, { ...shared, at: now - 60_000, read: true }];
		client.answer = (_method, path, body) => {
			if (path !== '/v1/inbox/read') return Promise.resolve({ runs: [done('r1')] });
			bodies.push(body);
			return Promise.resolve({
				unread: 0,
				notices: [],
				unreadOthers: 0,
				others: [{ ...fired, read: true }, others[1]],
			});
		};
		const inbox = mount(client);
		await until('a watcher', () => client.watchers.size === 1);
		client.push({ inbox: { kind: 'notice', unread: 0, notices: [] } });
		client.push({
			inbox: { kind: 'notice', unread: 1, notices: [notice('r1')], unreadOthers: 1, others: [...others] },
		});
		await until('both', () => all(inbox, '.others li').length === 2);
		await until('the count', () => inbox.shadowRoot?.querySelector('.unread')?.textContent === '2 unread');
		ok(words(inbox).includes('Too many errors is firing.'), words(inbox));
		ok(words(inbox).includes('Ada has shared Sales with you.'), words(inbox));
		ok(words(inbox).includes('The value is 12, above 5.'), words(inbox));
		await accessible(inbox);
		const opened: string[] = [];
		inbox.addEventListener('chartwire-notice', ({ detail }) => opened.push(detail.notice.id));
		all(inbox, '.others .open')[0]?.click();
		await until('read', () => all(inbox, '.others li.new').length === 0);
		equal(opened, ['n1']);
		equal(bodies, [{ notices: ['n1'] }]);
	});

	it('asks for older runs by the cursor of the page before, and keeps them', async () => {
		const client = new FakeClient();
		client.answer = (_method, path) =>
			Promise.resolve(path.includes('cursor=') ? { runs: [done('old')] } : { runs: [done('new')], next: 'a b' });
		const inbox = mount(client);
		(await until('older', () => inbox.shadowRoot?.querySelector<HTMLElement>('.more'))).click();
		await until('both', () => all(inbox, 'li').length === 2);
		ok(client.requests.includes('GET /v1/runs?limit=25&cursor=a%20b'), client.requests.join('\n'));
		equal(all(inbox, '.more').length, 0, 'the button when there are no more');
	});
});
