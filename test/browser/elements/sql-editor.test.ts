import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { SqlEditor } from '../../../widget/elements/sql-editor/sql-editor.ts';
import { ChartwireError } from '../../../widget/errors.ts';
import { accessible, equal, FakeClient, ok, page, series, until } from './support.ts';

const SQL = 'select date,\n  prise\nfrom stocks';
const position = { line: 2, column: 3, offset: 15 };

function mount(client: FakeClient, set: Partial<SqlEditor> = {}): SqlEditor {
	page();
	const editor = document.createElement('sql-editor');
	Object.assign(editor, { client, source: 'sample', ...set });
	document.body.append(editor);
	return editor;
}

const find = <T extends Element = HTMLElement>(editor: SqlEditor, selector: string) =>
	until(selector, () => editor.shadowRoot?.querySelector<T>(selector));
const text = (editor: SqlEditor): string => (editor.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');

afterEach(() => {
	document.body.replaceChildren();
	history.replaceState(null, '', location.pathname);
});

describe('sql-editor', () => {
	it('keeps what was typed before CodeMirror has come', async () => {
		const editor = mount(new FakeClient());
		const field = await find<HTMLTextAreaElement>(editor, 'textarea');
		field.value = 'select 1';
		field.dispatchEvent(new Event('input'));
		const content = await find(editor, '.cm-content');
		equal(content.textContent, 'select 1');
		equal(editor.value, 'select 1');
		await until('no field', () => !editor.shadowRoot?.querySelector('textarea'));
		await accessible(editor);
	});

	it('runs by Control-Enter, follows the run, and draws its result', async () => {
		const client = new FakeClient();
		const heard: unknown[] = [];
		const bodies: unknown[] = [];
		client.answer = (method, _path, body) => {
			bodies.push(body);
			const started = Date.now() - 1500;
			const record = { run: 'r1', state: 'succeeded', source: 'sample', sql: SQL, startedAt: started, rows: 3 };
			return Promise.resolve(method === 'POST' ? { run: 'r1' } : { ...record, finishedAt: started + 1200 });
		};
		const editor = mount(client, { value: SQL });
		editor.addEventListener('chartwire-run', ({ detail }) => heard.push(`${detail.run} ${detail.state}`));
		const content = await find(editor, '.cm-content');
		content.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true }));
		await until('a watcher', () => client.watchers.size >= 1);
		equal(bodies[0], { source: 'sample', sql: SQL });
		client.push({ run: { kind: 'queued', run: 'r1', position: 3 } });
		await until('queued', () => text(editor).includes('Queued 3rd in line'));
		client.push({ run: { kind: 'running', run: 'r1', startedAt: Date.now() - 3100, expectedMs: 20_000 } });
		await until('running', () => text(editor).includes('Running 3 s of about 20 s'));
		const began = { run: 'r1', startedAt: Date.now() - 3100, expectedMs: 20_000 };
		client.push({ run: { kind: 'progress', rows: 12_000, ...began } });
		await until('progress', () => text(editor).includes('of about 20 s · 12,000 rows so far'));
		client.push({ result: series([1, 2, 3], { run: 'r1' }) });
		await until('done', () => text(editor).includes('Done 3 rows in 1.2 s'));
		const chart = await find(editor, 'sql-chart');
		await until('a canvas', () => chart.shadowRoot?.querySelector('canvas'));
		equal(editor.getAttribute('run'), 'r1', 'the attribute');
		equal(heard, ['r1 waiting', 'r1 queued', 'r1 running', 'r1 done']);
		await accessible(editor);
	});

	it('marks the line of an error, and explains it below', async () => {
		const client = new FakeClient();
		client.answer = () => Promise.resolve({ run: 'r1' });
		const editor = mount(client, { value: SQL });
		await find(editor, '.cm-content');
		(await find(editor, 'button.primary')).click();
		await until('a watcher', () => client.watchers.size >= 1);
		const failed = { kind: 'failed', run: 'r1', code: '42703', message: 'column "prise" does not exist' } as const;
		client.push({ run: { ...failed, hint: 'Perhaps you meant price.', position } });
		const mark = await find(editor, '.cm-lintRange-error');
		equal(mark.textContent, 'prise', 'the marked word');
		const lines = [...(editor.shadowRoot?.querySelectorAll('.cm-line') ?? [])];
		equal(
			lines.map((line) => line.contains(mark)),
			[false, true, false],
			'the marked line',
		);
		const problem = await find(editor, '.problem');
		ok(problem.textContent?.includes('line 2, column 3'), String(problem.textContent));
		ok(problem.textContent?.includes('Perhaps you meant price.'), String(problem.textContent));
		await accessible(editor);
	});

	it('cancels a live run', async () => {
		const client = new FakeClient();
		client.answer = () => Promise.resolve({ run: 'r1', state: 'running' });
		const editor = mount(client, { value: SQL });
		await find(editor, '.cm-content');
		(await find(editor, 'button.primary')).click();
		await until('a watcher', () => client.watchers.size >= 1);
		client.push({ run: { kind: 'running', run: 'r1', startedAt: Date.now() } });
		const cancel = await until('cancel', () =>
			[...(editor.shadowRoot?.querySelectorAll('button') ?? [])].find(
				(button) => button.textContent?.trim().startsWith('Cancel') && !button.disabled,
			),
		);
		cancel.click();
		await until('the request', () => client.requests.includes('DELETE /v1/runs/r1'));
		client.push({ run: { kind: 'canceled', run: 'r1' } });
		await until('canceled', () => text(editor).includes('Canceled'));
	});

	it('leaves the text by Escape while a query runs, and cancels it by another one', async () => {
		const client = new FakeClient();
		client.answer = () => Promise.resolve({ run: 'r1', state: 'running' });
		const editor = mount(client, { value: SQL });
		const content = await find(editor, '.cm-content');
		(await find(editor, 'button.primary')).click();
		await until('a watcher', () => client.watchers.size >= 1);
		client.push({ run: { kind: 'running', run: 'r1', startedAt: Date.now() } });
		await find(editor, '.cancel[aria-disabled="false"]');
		const press = () =>
			editor.shadowRoot?.activeElement?.dispatchEvent(
				new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
			);
		content.focus();
		press();
		ok(editor.shadowRoot?.activeElement?.matches('.cancel'), 'the focus is on Cancel');
		ok(!client.requests.includes('DELETE /v1/runs/r1'), 'one Escape in the text cancels nothing');
		press();
		await until('the request', () => client.requests.includes('DELETE /v1/runs/r1'));
		client.push({ run: { kind: 'canceled', run: 'r1' } });
		await until('announced', () =>
			(editor.shadowRoot?.querySelector('[role="status"]')?.textContent ?? '').includes('Canceled'),
		);
	});

	it('finds a run again by the page’s address', async () => {
		history.replaceState(null, '', `${location.pathname}?run=r7`);
		const client = new FakeClient();
		client.answer = () =>
			Promise.resolve({ run: 'r7', state: 'running', source: 'sample', sql: SQL, startedAt: Date.now() - 5200 });
		const editor = mount(client, { address: true });
		const content = await find(editor, '.cm-content');
		await until('the SQL', () => content.textContent?.includes('from stocks'));
		await until('running', () => text(editor).includes('Running 5 s'));
		equal(editor.run, 'r7');
		client.push({ result: series([1, 2, 3], { run: 'r7' }) });
		await until('done', () => text(editor).includes('Done 3 rows'));
	});

	it('writes a new run into the page’s address', async () => {
		const client = new FakeClient();
		client.answer = () => Promise.resolve({ run: 'r9' });
		const editor = mount(client, { value: SQL, address: true });
		await find(editor, '.cm-content');
		(await find(editor, 'button.primary')).click();
		await until('the address', () => new URL(location.href).searchParams.get('run') === 'r9');
	});

	it('runs a second query after the first, and finds the first again by Back', async () => {
		const client = new FakeClient();
		let runs = 0;
		client.answer = (method, path, body) => {
			if (method === 'POST') {
				runs += 1;
				return Promise.resolve({ run: `${(body as { sql: string }).sql.at(-1)}` });
			}
			const run = path.slice(-1);
			return Promise.resolve({ run, state: 'succeeded', source: 'sample', sql: `select ${run}`, rows: 1 });
		};
		const editor = mount(client, { value: 'select 1', address: true });
		const content = await find(editor, '.cm-content');
		for (const run of ['1', '2']) {
			editor.value = `select ${run}`;
			await until('the text', () => content.textContent === `select ${run}`);
			const button = await find<HTMLButtonElement>(editor, 'button.primary');
			await until('that Run can be pressed', () => !button.disabled);
			button.click();
			await until('the address', () => new URL(location.href).searchParams.get('run') === run);
			client.push({ result: series([1], { run }) });
			await until('done', () => text(editor).includes('Done'));
			equal(content.textContent, `select ${run}`, 'the text');
		}
		equal(runs, 2, 'runs');
		history.back();
		await until('the first query', () => content.textContent === 'select 1' && editor.run === '1');
	});

	it('says what the server refused', async () => {
		const client = new FakeClient();
		client.answer = () => Promise.reject(new Error('The source "sample" is not known.'));
		const editor = mount(client, { value: SQL });
		await find(editor, '.cm-content');
		(await find(editor, 'button.primary')).click();
		await until('the message', () => text(editor).includes('The source "sample" is not known.'));
	});

	it('goes on at Run when the run that “Cancel” had the focus for is over, and says why it was not canceled', async () => {
		const client = new FakeClient();
		client.answer = (method) =>
			method === 'DELETE'
				? Promise.reject(new ChartwireError('busy', 'The server is busy.'))
				: Promise.resolve({ run: 'r1' });
		const editor = mount(client, { value: SQL });
		await find(editor, '.cm-content');
		(await find(editor, 'button.primary')).click();
		await until('a watcher', () => client.watchers.size >= 1);
		client.push({ run: { kind: 'running', run: 'r1', startedAt: Date.now() } });
		const cancel = await find(editor, '.cancel[aria-disabled=false]');
		cancel.focus();
		cancel.click();
		const said = () => editor.shadowRoot?.querySelector('.toolbar > .sr')?.textContent;
		await until('the reason', () => text(editor).includes('not canceled: The server is busy.'));
		equal(said(), 'not canceled: The server is busy.', 'spoken');
		equal(editor.shadowRoot?.activeElement, cancel, 'the focus');
		client.push({ run: { kind: 'canceled', run: 'r1' } });
		await until('the focus on Run', () => editor.shadowRoot?.activeElement?.classList.contains('primary'));
	});

	it('I11: keeps the last chart in view, dimmed, until the next run has an outcome', async () => {
		const client = new FakeClient();
		let runs = 0;
		client.answer = (method) => {
			if (method === 'POST') runs += 1;
			return Promise.resolve({ run: `r${runs}`, state: 'succeeded', source: 'sample', sql: SQL, rows: 3 });
		};
		const editor = mount(client, { value: SQL });
		await find(editor, '.cm-content');
		const button = await find<HTMLButtonElement>(editor, 'button.primary');
		button.click();
		await until('a watcher', () => client.watchers.size >= 1);
		client.push({ result: series([1, 2, 3], { run: 'r1' }) });
		const chart = await find<SqlChart>(editor, 'sql-chart');
		await until('a canvas', () => chart.shadowRoot?.querySelector('canvas'));
		await until('that Run can be pressed', () => !button.disabled);
		button.click();
		await until('the second run', () => editor.run === 'r2');
		const kept = await find(editor, 'sql-chart.kept');
		ok(kept === chart && kept.shadowRoot?.querySelector('canvas'), 'the frame is gone');
		for (const [listener, target] of client.watchers) {
			if (!('run' in target) || target.run !== 'r2') continue;
			const view = { result: series([4, 5], { run: 'r2' }) };
			listener({ type: 'reset', channel: 'channel-2', epoch: 'e', seq: 1, at: Date.now(), view });
		}
		await until('the second chart', () => chart.className === '' && chart.run === 'r2');
	});

	it('types over a selection by itself, so that the browser writes no style attribute', async () => {
		const editor = mount(new FakeClient(), { value: 'select 1 from a' });
		const content = await find(editor, '.cm-content');
		content.focus();
		content.dispatchEvent(
			new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', keyCode: 65, ctrlKey: true, bubbles: true }),
		);
		const type = (data: string) => {
			const event = new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true });
			content.dispatchEvent(event);
			return event.defaultPrevented;
		};
		ok(type('x'), 'left to the browser');
		await until('the text', () => editor.value === 'x');
		ok(!type('y'), 'where nothing is selected the browser types');
	});

	it('works without a value, a run and a source', async () => {
		const editor = mount(new FakeClient(), { value: SQL });
		await find(editor, '.cm-content');
		Object.assign(editor, { value: undefined, run: undefined, source: null });
		await editor.updateComplete;
		await until(
			'an empty text',
			() => !editor.shadowRoot?.querySelector('.cm-line')?.textContent?.includes('select date'),
		);
	});
});
