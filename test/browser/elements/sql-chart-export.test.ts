import { buttonOf, focused, itemsOf, open, saidBy, saving, start, textsOf } from './exporting.ts';
import { accessible, equal, ok, pixelsLike, result, series, tokenOf, until } from './support.ts';

const UGLY = result(
	[
		['name', 'text'],
		['amount', 'decimal'],
		['=x', 'text'],
		['tags', 'json'],
	],
	[
		['Ann, "the" first', '-1234567890123456789.5', '=HYPERLINK("http://evil.test")', { a: [1] } as never],
		['two\nlines', null, '-1', null],
		['ünïcode\tä', '0', '@SUM(A1)', true as never],
	],
);

const CSV = [
	"name,amount,'=x,tags",
	`"Ann, ""the"" first",-1234567890123456789.5,"'=HYPERLINK(""http://evil.test"")","{""a"":[1]}"`,
	`"two\nlines",,'-1,`,
	"ünïcode\tä,0,'@SUM(A1),true",
	'',
].join('\r\n');

afterEach(() => document.body.replaceChildren());

describe('sql-chart, export', () => {
	it('writes CSV as RFC 4180 has it, exact to the digit, and without formulas', async () => {
		equal(await (await start(UGLY)).toCsv(), CSV);
	});

	it('saves CSV, JSON and the picture by a menu, under a name that says what and of when', async () => {
		const data = series([1, 2, null]);
		const chart = await start(data);
		await open(chart);
		equal(textsOf(chart), [
			'Download CSV',
			'Download JSON',
			'Download picture (PNG)',
			'Download picture (SVG)',
			'Copy as table',
		]);
		await accessible(chart);
		const today = new Date(data.result.asOf).toISOString().slice(0, 10);
		const csv = await saving(() => itemsOf(chart)[0]?.click());
		equal(csv.name, `Revenue-by-day-${today}.csv`);
		const bytes = new Uint8Array(await csv.blob.arrayBuffer());
		equal([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
		const text = 'day,total\r\n2024-01-01,1\r\n2024-01-02,2\r\n2024-01-03,\r\n';
		equal(new TextDecoder().decode(bytes), text);
		await until('it is said', () => saidBy(chart) === `Saved ${csv.name}`);
		equal(focused(chart), 'Export', 'focus');
		await open(chart);
		const json = await saving(() => itemsOf(chart)[1]?.click());
		equal(JSON.parse(await json.blob.text()), [
			{ day: '2024-01-01', total: 1 },
			{ day: '2024-01-02', total: 2 },
			{ day: '2024-01-03', total: null },
		]);
		await open(chart);
		const png = await saving(() => itemsOf(chart)[2]?.click());
		equal([png.name, png.blob.type], [`Revenue-by-day-${today}.png`, 'image/png']);
	});

	it('says in the name of a file that rows are missing', async () => {
		const chart = await start(series([1, 2], { truncated: true }));
		await open(chart);
		const { name } = await saving(() => itemsOf(chart)[0]?.click());
		ok(name.endsWith('-first-2-rows.csv'), name);
	});

	it('copies a table for spreadsheets and for letters', async () => {
		const chart = await start(UGLY);
		const written: ClipboardItem[] = [];
		const { write } = navigator.clipboard;
		navigator.clipboard.write = async (items) => void written.push(...items);
		try {
			await open(chart);
			equal(textsOf(chart), ['Download CSV', 'Download JSON', 'Copy as table'], 'a table has no picture');
			itemsOf(chart)[2]?.click();
			await until('it is said', () => saidBy(chart) === 'Copied');
		} finally {
			navigator.clipboard.write = write;
		}
		const textOf = async (type: string) => (await written[0]?.getType(type))?.text();
		equal((await textOf('text/plain'))?.split('\r\n')[3], `"ünïcode\tä"\t0\t'@SUM(A1)\ttrue`);
		const html = document.createElement('template');
		html.innerHTML = (await textOf('text/html')) ?? '';
		const cells = [...html.content.querySelectorAll('td')].map(({ textContent }) => textContent);
		equal([cells.length, cells[0], cells[3]], [12, 'Ann, "the" first', '{"a":[1]}']);
	});

	for (const scheme of ['light', 'dark'] as const) {
		it(`makes a picture of what is on the screen, ${scheme}, with its title and its age`, async () => {
			const chart = await start(series(Array.from({ length: 40 }, (_, index) => index)), { scheme });
			await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
			const image = await createImageBitmap(await chart.toBlob());
			const canvas = new OffscreenCanvas(image.width, image.height);
			const context = canvas.getContext('2d');
			ok(context, 'no context');
			context.drawImage(image, 0, 0);
			const box = chart.getBoundingClientRect();
			equal([image.width, image.height], [box.width + 32, box.height + 32]);
			const near = (area: [number, number, number, number], color: readonly number[]): number =>
				pixelsLike(context.getImageData(...area), color, 30);
			const [paper, ink] =
				scheme === 'dark'
					? [
							[18, 22, 27],
							[236, 239, 242],
						]
					: [
							[255, 255, 255],
							[22, 25, 29],
						];
			equal(near([0, 0, 16, 16], paper), 256, 'paper');
			ok(near([16, 16, image.width - 32, 32], ink) > 60, 'no title');
			ok(near([16, 48, image.width - 32, image.height - 96], [0x2f, 0x6f, 0xde]) > 300, 'no line');
			const footer = near([16, image.height - 48, 100, 32], paper);
			ok(footer < 3_150 && footer > 1_000, `no age: ${footer}`);
		});
	}

	for (const scheme of ['light', 'dark'] as const) {
		it(`makes a picture that can be scaled, ${scheme}: title, a mark for every value where it stands, the page’s colours`, async () => {
			const values = [0, 10, 20, 15, 5];
			const chart = await start(series(values), { scheme, label: 'a < b & "c"' });
			const blob = await chart.toBlob('svg');
			equal(blob.type, 'image/svg+xml');
			const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml').documentElement;
			const { width, height } = chart.getBoundingClientRect();
			equal([svg.tagName, svg.getAttribute('width'), svg.getAttribute('height')], ['svg', `${width}`, `${height}`]);
			equal(
				svg.querySelector('rect')?.getAttribute('fill'),
				scheme === 'dark' ? 'rgb(18, 22, 27)' : 'rgb(255, 255, 255)',
			);
			const texts = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
			equal(texts[0], 'a < b & "c"');
			ok(texts.at(-1)?.startsWith('as of '), texts.join());
			const line = [...svg.querySelectorAll('path')].find(
				(path) => path.getAttribute('fill') === 'none' && /47, ?111, ?222/.test(path.getAttribute('stroke') ?? ''),
			);
			const numbers = (line?.getAttribute('d') ?? '').match(/-?[\d.]+/g)?.map(Number) ?? [];
			const heights = numbers.filter((_, index) => index % 2 === 1);
			equal(heights.length, values.length, `a corner for each value: ${line?.getAttribute('d')}`);
			const [zero = 0, , twenty = 0] = heights;
			const read = heights.map((y) => Math.round(((zero - y) / (zero - twenty)) * 20));
			equal(read, values);
		}).timeout(30_000);
	}

	it('goes by the keyboard: arrows, Home and End move, Escape closes and goes back', async () => {
		const chart = await start(series([1, 2]));
		await open(chart);
		const press = (key: string): void => {
			const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
			chart.shadowRoot?.activeElement?.dispatchEvent(event);
		};
		const seen = ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home'].map((key) => {
			press(key);
			return focused(chart);
		});
		equal(seen, ['Download JSON', 'Copy as table', 'Download CSV', 'Copy as table', 'Download CSV']);
		press('Escape');
		await until('no menu', () => itemsOf(chart).length === 0);
		equal([focused(chart), buttonOf(chart)?.getAttribute('aria-expanded')], ['Export', 'false']);
	});

	it('closes when somebody goes elsewhere', async () => {
		const chart = await start(series([1, 2]));
		await open(chart);
		itemsOf(chart)[0]?.blur();
		await until('no menu', () => itemsOf(chart).length === 0);
	});

	it('offers what page and token both permit, and nothing where they permit nothing', async () => {
		const some = await start(series([1, 2]), { exports: 'csv, png json', token: tokenOf({ exports: ['png', 'csv'] }) });
		await open(some);
		equal(textsOf(some), ['Download CSV', 'Download picture (PNG)']);
		some.remove();
		for (const forbidden of [{ exports: 'none' }, { token: tokenOf({ exports: [] }) }]) {
			const none = await start(series([1, 2]), forbidden);
			ok(!buttonOf(none), 'there is a button');
			none.remove();
		}
		const refused = await start(series([1, 2]), { token: tokenOf({ exports: ['png'] }) });
		const why = await refused.toCsv().catch((error: Error) => error.message);
		equal(why, 'This token does not permit “csv”.');
		ok((await refused.toBlob()).size > 0, 'the picture is permitted');
	});

	it('says that there is nothing yet', async () => {
		const chart = document.createElement('sql-chart');
		document.body.append(chart);
		for (const asked of [chart.toCsv(), chart.toBlob()]) {
			equal(await asked.catch((error: Error) => error.message), 'There is nothing to export yet.');
		}
	});
});
