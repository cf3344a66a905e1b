import { itemsOf, open, saidBy, saving, start } from './exporting.ts';
import { equal, ok, series, until } from './support.ts';

const CUT = series([1, 2], { truncated: true });
const ALL = 'day,total\r\n2024-01-01,1\r\n2024-01-02,2\r\n2024-01-03,3\r\n';
const HEADERS = { 'chartwire-as-of': '2026-11-24T09:00:00.000Z', 'chartwire-truncated': 'false' };

type Answer = () => Promise<Response>;

const refused = (status: number, message: string, retryAfter = ''): Answer => {
	const error = { code: 'any', message, retryable: true };
	return async () =>
		new Response(JSON.stringify({ error }), { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} });
};

/** Answers what is fetched, in turn, and returns what was asked for. */
async function serving(answers: Answer[], work: () => Promise<void>): Promise<{ url: string; headers: Headers }[]> {
	const asked: { url: string; headers: Headers }[] = [];
	const { fetch } = window;
	window.fetch = async (input, init) => {
		const url = String(input);
		if (!url.startsWith('http://charts.test/')) return fetch(input, init);
		asked.push({ url, headers: new Headers(init?.headers) });
		const answer = answers.shift();
		if (!answer) throw new TypeError('nothing more was prepared');
		return answer();
	};
	try {
		await work();
	} finally {
		window.fetch = fetch;
	}
	return asked;
}

async function csvOf(chart: Awaited<ReturnType<typeof start>>): Promise<{ name: string; text: string }> {
	await open(chart);
	const { name, blob } = await saving(() => itemsOf(chart)[0]?.click());
	const bytes = new Uint8Array(await blob.arrayBuffer());
	equal([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
	return { name, text: new TextDecoder().decode(bytes) };
}

const today = new Date(CUT.result.asOf).toISOString().slice(0, 10);
const INSIDE = {
	name: `Revenue-by-day-${today}-first-2-rows.csv`,
	text: 'day,total\r\n2024-01-01,1\r\n2024-01-02,2\r\n',
};

afterEach(() => document.body.replaceChildren());

describe('sql-chart, a file of all rows', () => {
	it('comes from the server where the page lacks some, with the token in a header, and once they are there', async () => {
		const chart = await start(CUT, { token: 'secret', params: { region: 'Süd & West' } });
		const answers = [
			refused(503, 'There is no answer yet.', '0.05'),
			async () => new Response(ALL, { headers: HEADERS }),
		];
		const asked = await serving(answers, async () => {
			const file = await csvOf(chart);
			equal(file, { name: 'Revenue-by-day-2026-11-24.csv', text: ALL });
			await until('it is said', () => saidBy(chart) === `Saved ${file.name}`);
		});
		equal(asked.length, 2);
		const { pathname, searchParams } = new URL(asked[0]?.url ?? '');
		equal([pathname, searchParams.get('rows')], ['/v1/charts/revenue/rows.csv', 'all']);
		equal(JSON.parse(searchParams.get('params') ?? ''), { region: 'Süd & West' });
		equal(asked[0]?.headers.get('authorization'), 'Bearer secret');
		ok(!asked[0]?.url.includes('secret'), 'the token is in the address');
	});

	it('says what it waits for', async () => {
		const chart = await start(CUT);
		let send: (response: Response) => void = () => {};
		const answer = () =>
			new Promise<Response>((resolve) => {
				send = resolve;
			});
		await serving([answer], async () => {
			await open(chart);
			itemsOf(chart)[0]?.click();
			await until('it is said', () => saidBy(chart) === 'Fetching all rows…');
			await saving(() => send(new Response(ALL, { headers: HEADERS })));
		});
	});

	const broken = async () => {
		const body = new ReadableStream({
			start(controller) {
				controller.enqueue(new TextEncoder().encode('day,total\r\n'));
				controller.error(new Error('the connection was lost'));
			},
		});
		return new Response(body, { headers: HEADERS });
	};
	const unreachable = async () => {
		throw new TypeError('Failed to fetch');
	};
	for (const [what, answer, said] of [
		['cannot be reached', unreachable, 'The server cannot be reached.'],
		['breaks off', broken, 'The server did not send all rows.'],
		['has none', refused(422, 'There are more than 5 rows.'), 'There are more than 5 rows.'],
		['is an older one', refused(404, 'There is nothing here.'), 'There is nothing here.'],
	] as const) {
		it(`has the rows of the page, and says so, where the server ${what}`, async () => {
			const chart = await start(CUT);
			await serving([answer], async () => equal(await csvOf(chart), INSIDE));
			await until('it is said', () => saidBy(chart) === `${said} Saved ${INSIDE.name}`);
		});
	}

	it('is none at all for whom the server refuses it', async () => {
		const chart = await start(CUT);
		const { click } = HTMLAnchorElement.prototype;
		let saved = 0;
		HTMLAnchorElement.prototype.click = () => {
			saved += 1;
		};
		try {
			await serving([refused(403, 'This token does not permit it.')], async () => {
				await open(chart);
				itemsOf(chart)[0]?.click();
				await until('it is said', () => saidBy(chart) === 'This token does not permit it.');
			});
		} finally {
			HTMLAnchorElement.prototype.click = click;
		}
		equal(saved, 0);
	});

	it('needs no server where the page has all rows, and toCsv() is what the page has', async () => {
		const asked = await serving([], async () => {
			const { name } = await csvOf(await start(series([1, 2])));
			equal(name, `Revenue-by-day-${today}.csv`);
			equal(await (await start(CUT)).toCsv(), INSIDE.text);
		});
		equal(asked.length, 0);
	});
});
