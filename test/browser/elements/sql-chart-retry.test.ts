import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import { accessible, equal, FakeClient, ok, page, painted, series, until } from './support.ts';

async function mount(change: (chart: SqlChart) => void = () => {}): Promise<{ chart: SqlChart; client: FakeClient }> {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'revenue';
	change(chart);
	document.body.append(chart);
	await chart.updateComplete;
	await until('what draws', () => client.watchers.size > 0);
	return { chart, client };
}

const failed = { run: { kind: 'failed', run: 'run-1', code: 'x', message: 'division by zero' } } as const;
const buttonOf = (chart: SqlChart) => chart.shadowRoot?.querySelector<HTMLButtonElement>('.retry') ?? undefined;
const textOf = (chart: SqlChart): string => buttonOf(chart)?.textContent?.trim() ?? '';

afterEach(() => document.body.replaceChildren());

describe('sql-chart that has failed', () => {
	it('asks anew when its button is pressed, once, and says so', async () => {
		const { chart, client } = await mount((each) => {
			each.params = { region: 'north' };
		});
		client.push(failed);
		const button = await until('the button', () => buttonOf(chart));
		equal(textOf(chart), 'Try again');
		await accessible(chart);
		const box = button.getBoundingClientRect();
		ok(box.height >= 24 && box.width >= 24, `${box.width} by ${box.height}`);
		button.click();
		await until('the words', () => textOf(chart) === 'Asking…');
		button.click();
		equal(client.anew, [{ chart: 'revenue', params: { region: 'north' } }]);
		await accessible(chart);
	});

	it('gives the focus to what comes of it', async () => {
		const { chart, client } = await mount();
		client.push(failed);
		const button = await until('the button', () => buttonOf(chart));
		button.focus();
		button.click();
		client.push({ run: { kind: 'queued', run: 'run-2', position: 2 } });
		await until('the queue', () => chart.shadowRoot?.querySelector('.message.queued'));
		equal(chart.shadowRoot?.activeElement?.className, 'message queued');
		equal(buttonOf(chart), undefined, 'a button while it waits');
	});

	it('offers to ask again for what was refused or cannot be reached, and not where asking changes nothing', async () => {
		const { chart, client } = await mount();
		client.send({ type: 'error', code: 'not_allowed', message: 'Ask for it.', retryable: false });
		await until('refused', () => textOf(chart) === 'Try again');
		client.connect({ status: 'waiting', attempt: 3, retryAt: Date.now() + 60_000, code: 'closed' });
		client.push({});
		await until('offline', () => textOf(chart) === 'Try now');
		buttonOf(chart)?.click();
		equal(client.tries, 1);
		client.connect({ status: 'stopped', code: 'token_expired', message: 'Get a new one.' });
		await until('stopped', () => chart.shadowRoot?.textContent?.includes('This token has expired'));
		equal(buttonOf(chart), undefined, 'a button that cannot help');
		chart.remove();
		const one = await mount((each) => {
			each.run = 'run-1';
		});
		one.client.push(failed);
		await until('failed', () => one.chart.shadowRoot?.textContent?.includes('division by zero'));
		await painted();
		equal(buttonOf(one.chart), undefined, 'a button for a run that is over');
	});

	it('fetches anew a result that could not be loaded', async () => {
		const { chart, client } = await mount();
		let tries = 0;
		client.answer = () => {
			tries += 1;
			return Promise.reject(new Error('cut'));
		};
		const { run, kind } = series([1]);
		client.push({
			result: { kind, run, result: { href: '/v1/results/h', rows: 1, bytes: 9, hash: 'h', asOf: 0, truncated: false } },
		});
		const button = await until('the button', () => buttonOf(chart));
		const before = tries;
		button.click();
		await until('another request', () => tries > before);
	});
});
