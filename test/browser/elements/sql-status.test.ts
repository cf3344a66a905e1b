import '../../../widget/define.ts';
import { accessible, equal, FakeClient, page, until } from './support.ts';

async function mount(client: FakeClient) {
	page();
	const status = document.createElement('sql-status');
	status.client = client;
	document.body.append(status);
	await customElements.whenDefined('sql-status');
	await until('a render', () => status.shadowRoot?.querySelector('.text'));
	const text = () => status.shadowRoot?.querySelector('.text')?.textContent ?? '';
	const said = () => status.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
	return { status, text, said };
}

afterEach(() => document.body.replaceChildren());

describe('sql-status', () => {
	it('is quiet while the connection is there', async () => {
		const { status, text } = await mount(new FakeClient());
		equal(text(), 'Live');
		await accessible(status);
	});

	it('says when it has to poll', async () => {
		const client = new FakeClient();
		const { status, text, said } = await mount(client);
		client.connect({ status: 'online', transport: 'stream' });
		await until('the stream', () => text() === 'Live');
		client.connect({ status: 'online', transport: 'poll' });
		await until('the poll', () => text() === 'Live (polling)');
		equal(said(), 'Live (polling)');
		await accessible(status);
	});

	it('counts down to the next try, and says so only once', async () => {
		const client = new FakeClient();
		const { status, text, said } = await mount(client);
		client.connect({ status: 'waiting', attempt: 2, retryAt: Date.now() + 7500, code: 'closed' });
		await until('the count', () => text().includes('reconnecting in 8 s'));
		const first = said();
		await until('a later count', () => text().includes('reconnecting in 6 s'));
		equal(said(), first, 'what is announced');
		equal(first, 'Connection lost');
		await accessible(status);
	});

	it('tries at once when asked', async () => {
		const client = new FakeClient();
		const { status } = await mount(client);
		client.connect({ status: 'waiting', attempt: 2, retryAt: Date.now() + 60_000, code: 'closed' });
		const button = await until('the button', () => status.shadowRoot?.querySelector('button'));
		button.click();
		equal(client.tries, 1);
	});

	it('gives the reason when it has stopped', async () => {
		const client = new FakeClient();
		const { status, said } = await mount(client);
		client.connect({ status: 'stopped', code: 'token_expired', message: 'The token has expired.' });
		await until('the reason', () => said() === 'Stopped: The token has expired.');
		equal(status.shadowRoot?.querySelector('button'), null, 'a button that cannot help');
		await accessible(status);
	});

	it('says an outage once, however often it tries', async () => {
		const client = new FakeClient();
		const { text, said } = await mount(client);
		const retryAt = Date.now() + 60_000;
		client.connect({ status: 'waiting', attempt: 2, retryAt, code: 'closed' });
		await until('lost', () => said() === 'Connection lost');
		client.connect({ status: 'connecting', attempt: 2 });
		await until('the try', () => text() === 'Reconnecting');
		equal(said(), 'Connection lost', 'what is announced');
		client.connect({ status: 'waiting', attempt: 3, retryAt, code: 'closed' });
		client.connect(client.online);
		await until('back', () => said() === 'Live');
	});

	it('keeps the focus on “Try now” while it tries', async () => {
		const client = new FakeClient();
		const { status } = await mount(client);
		client.connect({ status: 'waiting', attempt: 2, retryAt: Date.now() + 60_000, code: 'closed' });
		const button = await until('the button', () => status.shadowRoot?.querySelector('button'));
		button.focus();
		button.click();
		for (const state of [{ status: 'connecting', attempt: 2 } as const, client.online]) {
			client.connect(state);
			await status.updateComplete;
			equal(status.shadowRoot?.activeElement?.getAttribute('aria-disabled'), 'true', state.status);
		}
		button.click();
		equal(client.tries, 1, 'tries');
		button.blur();
		await until('no button', () => !status.shadowRoot?.querySelector('button'));
	});
});
