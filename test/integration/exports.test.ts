/** Rows that are taken along as CSV, from the SQL to the file: what is in it, who may have it, and what it costs. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import type { TokenGrant } from '../../server/auth/sign-token.ts';
import { freePort } from '../../server/embedded/ports.ts';
import type { Table } from '../../widget/protocol.ts';
import { csvOf } from '../../widget/taking/rows.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { parseCsv } from '../support/csv.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { peakMb } from '../support/peak.ts';
import { scope } from '../support/scope.ts';
import type { SpawnedServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let metricsPort = 0;
let worker: SpawnedServer;

const viewer = { subject: 'viewer', permissions: [], charts: '*' } as const;

async function ask(path: string, grant: Partial<TokenGrant> = viewer): Promise<Response> {
	const headers = { authorization: `Bearer ${await chartwire.token(grant)}` };
	return fetch(`${chartwire.web().url}/v1/${path}`, { headers });
}

/** Asks again for as long as there is no answer yet. */
async function take(path: string, grant?: Partial<TokenGrant>): Promise<Response> {
	for (let asked = 1; ; asked += 1) {
		const response = await ask(path, grant);
		if (response.status !== 503 || asked === 10) return response;
	}
}

async function refusal(answer: Promise<Response>): Promise<[number, string, string]> {
	const response = await answer;
	const { error } = (await response.json()) as { error: { code: string; message: string } };
	return [response.status, error.code, error.message];
}

async function rowsOf(path: string, grant?: Partial<TokenGrant>): Promise<readonly (readonly string[])[]> {
	const response = await take(path, grant);
	const text = await response.text();
	assert.equal(response.status, 200, text);
	return parseCsv(text);
}

const metric = async (series: string) => (await fetchMetrics(metricsPort))(series) ?? Number.NaN;

before(async () => {
	metricsPort = await freePort();
	chartwire = await startChartwire(owner, {
		env: {
			CHARTWIRE_RESULT_MAX_ROWS: '500000',
			CHARTWIRE_RESULT_MAX_BYTES: '67108864',
			CHARTWIRE_EXPORT_WAIT_MS: '1500',
			CHARTWIRE_EXPORT_STALL_MS: '1000',
		},
	});
	await chartwire.web().stop();
	await chartwire.start('web', { METRICS_PORT: String(metricsPort) });
});

/** Of every kind of value, what is hard to write: the text that PostgreSQL itself gives is the truth. */
const UGLY = `select i,
	(array[12.50, -0.01, 1234567890123456789.10, null, 0])[1 + i % 5]::numeric(30, 2) as amount,
	(array[9007199254740993, -1, null, 0, 42])[1 + i % 5]::bigint as "big",
	(array['NaN', '-Infinity', '1.5', null, '-0.25'])[1 + i % 5]::float8 as "double",
	(array['a,b', 'say "x"', E'two\\nlines', null, 'Zoë 🎈'])[1 + i % 5] as "text, quoted",
	(array['{"a": [1, "x,y"]}', '[]', null, '"t"', '1'])[1 + i % 5]::jsonb as doc,
	(array[date '2026-01-31', null, 'infinity', '0044-03-15 BC', '2026-12-31'])[1 + i % 5] as day
	from generate_series(1, ROWS) i order by i`;

async function truthOf(rows: number): Promise<readonly (readonly string[])[]> {
	const texts = await chartwire.customer.unsafe<Record<string, string | null>[]>(`
		select i::text, amount::text, "big"::text, "double"::text, "text, quoted", doc::text, day::text
		from (${UGLY.replace('ROWS', String(rows))}) as ugly order by ugly.i`);
	return texts.map((row) => Object.values(row).map((text) => text ?? ''));
}

/** As they are written: JSON without the blanks of PostgreSQL, whose own null is nothing. */
async function recordsOf(rows: number): Promise<readonly (readonly string[])[]> {
	const compact = (text: string) => (text === '' ? '' : JSON.stringify(JSON.parse(text)).replace(/^"(.*)"$/, '$1'));
	const truth = await truthOf(rows);
	return truth.map((row) => row.map((cell, column) => (column === 5 ? compact(cell) : cell)));
}

describe('rows as CSV', () => {
	for (const [name, rows] of [
		['small', 20],
		['large', 6_000],
	] as const) {
		test(`are those of the source to the last digit: a ${name} result`, async () => {
			await chartwire.chart(`ugly-${name}`, UGLY.replace('ROWS', String(rows)));
			const response = await take(`charts/ugly-${name}/rows.csv`);
			const text = await response.text();
			assert.equal(response.status, 200, text);
			const [head, ...records] = parseCsv(text);
			assert.deepEqual(head, ['i', 'amount', 'big', 'double', 'text, quoted', 'doc', 'day']);
			assert.equal(records.length, rows);
			assert.deepEqual(records, await recordsOf(rows));
			const { headers } = response;
			assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
			assert.equal(headers.get('cache-control'), 'no-store');
			assert.deepEqual(
				['chartwire-rows', 'chartwire-truncated', 'chartwire-stale'].map((name) => headers.get(name)),
				[String(rows), 'false', 'false'],
			);
			assert.ok(Math.abs(Date.parse(headers.get('chartwire-as-of') ?? '') - Date.now()) < 60_000);
			assert.match(
				headers.get('access-control-expose-headers') ?? '',
				/chartwire-truncated.*content-disposition|content-disposition.*chartwire-truncated/,
			);
		});
	}

	test('are the bytes that the widget makes of the same result, formulas disarmed', async () => {
		const sql = `select '=1+' || i as "=x", -i as figure, '-' || i as text, (i::numeric / 4)::numeric(10, 2) as quarter,
			jsonb_build_object('b', i, '1', null) as doc from generate_series(1, 3000) i`;
		await chartwire.chart('formulas', sql);
		const csv = await (await take('charts/formulas/rows.csv')).text();
		const [row] = await chartwire.control<{ last_result: string }[]>`
			select last_result from channels where chart = 'formulas'`;
		const { href } = (JSON.parse(row?.last_result ?? '{}') as { result: { href: string } }).result;
		const table = (await (await fetch(chartwire.web().url + href)).json()) as Table;
		assert.equal(csv, csvOf(table));
		assert.deepEqual(parseCsv(csv).slice(0, 3), [
			["'=x", 'figure', 'text', 'quarter', 'doc'],
			["'=1+1", '-1', "'-1", '0.25', '{"1":null,"b":1}'],
			["'=1+2", '-2', "'-2", '0.50', '{"1":null,"b":2}'],
		]);
	});

	test('of parameters are those of their values, and of an author’s run those of the run', async () => {
		const declared = [{ name: 'region', type: 'text' }];
		await chartwire.chart('by-region', 'select {{region}} as region', { params: declared });
		const asked = encodeURIComponent(JSON.stringify({ region: 'Süd, "West"' }));
		assert.deepEqual(await rowsOf(`charts/by-region/rows.csv?params=${asked}`), [['region'], ['Süd, "West"']]);
		const run = await chartwire.run('select 7 as seven');
		assert.deepEqual(await rowsOf(`runs/${run}/rows.csv`, {}), [['seven'], ['7']]);
		assert.deepEqual((await refusal(take(`runs/${run}/rows.csv`))).slice(0, 2), [404, 'unknown_run']);
	});

	test('have a file name that says of what, of when, and in any language', async () => {
		await chartwire.chart('named', 'select 1 as n', { title: 'Umsatz "Süd" / 東京 \r\nX-Evil: 1' });
		const header = (await take('charts/named/rows.csv')).headers.get('content-disposition') ?? '';
		const today = new Date().toISOString().slice(0, 10);
		assert.equal(
			header,
			`attachment; filename="Umsatz-Sud-__-X-Evil-1-${today}.csv"; ` +
				`filename*=UTF-8''Umsatz-S%C3%BCd-%E6%9D%B1%E4%BA%AC-X-Evil-1-${today}.csv`,
		);
	});
});

describe('who may take rows along', () => {
	test('I9 is who may see them: each gets the rows of its own claims, and nobody those of a chart it may not watch', async () => {
		await chartwire.chart('mine', "select current_setting('chartwire.tenant') as tenant, 1 as n", {
			claims: ['tenant'],
		});
		const grant = (tenant: string) => ({ ...viewer, charts: ['mine'], claims: { tenant } });
		const both = await Promise.all(['north', 'south'].map((tenant) => rowsOf('charts/mine/rows.csv', grant(tenant))));
		assert.deepEqual(
			both.map(([, row]) => row),
			[
				['north', '1'],
				['south', '1'],
			],
		);
		const locked = { ...viewer, params: { region: 'north' } };
		const asked = encodeURIComponent('{"region":"south"}');
		assert.deepEqual(await rowsOf(`charts/by-region/rows.csv?params=${asked}`, locked), [['region'], ['north']]);
		for (const [path, wanted, status, code] of [
			['charts/ugly-small/rows.csv', grant('north'), 404, 'unknown_chart'],
			['charts/none/rows.csv', viewer, 404, 'unknown_chart'],
			['charts/ugly-small/rows.csv', { ...viewer, project: 'another' }, 404, 'unknown_chart'],
			['charts/ugly-small/rows.csv', { ...viewer, expiresInSeconds: -10 }, 401, 'token_expired'],
			['charts/by-region/rows.csv', viewer, 400, 'missing_parameter'],
			['charts/by-region/rows.csv?params=%7B', viewer, 400, 'bad_request'],
			['charts/by-region/rows.csv?params=%7B%22x%22%3A1%7D', viewer, 400, 'unknown_parameter'],
			['charts/ugly-small/rows.csv?token=secret', viewer, 400, 'bad_request'],
		] as const) {
			assert.deepEqual((await refusal(take(path, wanted))).slice(0, 2), [status, code], path);
		}
		const bare = await fetch(`${chartwire.web().url}/v1/charts/ugly-small/rows.csv`);
		assert.equal(bare.status, 401);
	});

	test('is not who has a token without “csv”, whatever the chart: the answer tells nothing of what there is', async () => {
		for (const exports of [['png', 'copy'], []] as const) {
			const answers = await Promise.all(
				['charts/ugly-small/rows.csv', 'charts/none/rows.csv'].map((path) =>
					refusal(take(path, { ...viewer, exports })),
				),
			);
			const expected = [403, 'not_allowed', 'This token does not permit taking anything along as "csv".'];
			assert.deepEqual(answers, [expected, expected]);
		}
		assert.equal((await take('charts/ugly-small/rows.csv', { ...viewer, exports: ['csv'] })).status, 200);
	});
});

describe('rows that are not there', () => {
	test('are waited for, and asked for once by all who wait', async () => {
		await chartwire.chart('slow', 'select 1 as n, pg_sleep(0.4)');
		const texts = await Promise.all(Array.from({ length: 4 }, async () => (await take('charts/slow/rows.csv')).text()));
		assert.deepEqual(new Set(texts), new Set(['n,pg_sleep\r\n1,\r\n']));
		assert.equal((await chartwire.control`select from runs where chart = 'slow'`).length, 1);
	});

	test('and do not come in time are answered by 503 and when to ask again; then they are there', async () => {
		await chartwire.chart('late', 'select 1 as n, pg_sleep(2)');
		const response = await ask('charts/late/rows.csv');
		assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '2']);
		assert.match(await response.text(), /"not_ready".*its query is running/);
		assert.deepEqual(await rowsOf('charts/late/rows.csv'), [
			['n', 'pg_sleep'],
			['1', ''],
		]);
		assert.equal((await chartwire.control`select from runs where chart = 'late'`).length, 1);
	});

	test('because the query fails are answered by its error, and at once while it is not tried again', async () => {
		await chartwire.chart('broken', 'select 1 / 0');
		const first = await refusal(take('charts/broken/rows.csv'));
		assert.deepEqual(first, [422, 'sql_error', 'division by zero']);
		const begun = performance.now();
		assert.deepEqual(await refusal(take('charts/broken/rows.csv')), first);
		assert.ok(performance.now() - begun < 5_000, 'it waited');
	});

	test('because they are too old are asked for anew', async () => {
		await chartwire.customer.unsafe('create sequence turns; grant usage on sequence turns to public');
		await chartwire.chart('aging', 'select count(*) as n from aged', { maxAgeMs: 0, maxStaleMs: 500 }).catch(() => 0);
		await chartwire.customer.unsafe('create table aged as select 1 as x; grant select on aged to public');
		assert.deepEqual(await rowsOf('charts/aging/rows.csv'), [['n'], ['1']]);
		await chartwire.customer.unsafe('insert into aged values (2)');
		await until(
			async () =>
				(
					await chartwire.control`
				select from channels where chart = 'aging' and answered_at < now() - interval '500 ms'`
				).length > 0,
			{ what: 'the answer is too old' },
		);
		assert.deepEqual(await rowsOf('charts/aging/rows.csv'), [['n'], ['2']]);
	});
});

/** How much has come so far, and when all has. */
function sizeOf({ body }: Response): [() => number, Promise<void>] {
	let bytes = 0;
	const drain = async () => {
		for await (const piece of body ?? []) bytes += (piece as Uint8Array).byteLength;
	};
	return [() => bytes, drain()];
}

const BIG = 500_000;

/** Begins to read the answer, and then reads no more. Returns what hangs up. */
async function begin(path: string, subject: string): Promise<() => void> {
	const headers = { authorization: `Bearer ${await chartwire.token({ ...viewer, subject })}` };
	return new Promise((resolve, reject) => {
		const asked = request(`${chartwire.web().url}/v1/${path}`, { headers }, (response) => {
			response.on('error', () => undefined);
			response.once('data', () => {
				response.pause();
				resolve(() => response.destroy());
			});
		});
		asked.on('error', reject);
		asked.end();
	});
}

describe('half a million rows', () => {
	test('are sent in pieces, twice at once, and the node stays small', {
		skip: process.platform !== 'linux',
	}, async (t) => {
		await chartwire.chart(
			'big',
			`select i, i * 1.25 as amount, md5(i::text) as text from generate_series(1, ${BIG}) i`,
		);
		await (await take('charts/ugly-small/rows.csv')).text();
		const before = peakMb(chartwire.web().pid);
		const sums = await Promise.all(
			Array.from({ length: 2 }, async (_, index) => {
				const response = await take('charts/big/rows.csv', { ...viewer, subject: `reader ${index}` });
				let [bytes, lines, last] = [0, 0, ''];
				for await (const piece of response.body ?? []) {
					const text = Buffer.from(piece as Uint8Array).toString('latin1');
					bytes += text.length;
					lines += text.split('\n').length - 1;
					last = (last + text).slice(-60);
				}
				return { bytes, lines, last: last.split('\r\n').at(-2) };
			}),
		);
		const grown = peakMb(chartwire.web().pid) - before;
		const [truth] = await chartwire.customer<{ bytes: number; last: string }[]>`
			select 15 + sum(length(i || ',' || (i * 1.25) || ',' || md5(i::text)) + 2)::integer as bytes,
				max(i) || ',' || (max(i) * 1.25) || ',' || md5(max(i)::text) as last
			from generate_series(1, ${BIG}::integer) i`;
		for (const sum of sums) assert.deepEqual(sum, { bytes: truth?.bytes, lines: BIG + 1, last: truth?.last });
		t.diagnostic(`${((truth?.bytes ?? 0) / 1e6).toFixed(0)} MB each; the node grew by ${grown.toFixed(0)} MB`);
		assert.ok(grown < 130, `it grew by ${grown.toFixed(0)} MB`);
	});

	test('are given up when the client goes, and when it takes nothing', async () => {
		const ended = async (end: string) => metric(`chartwire_exports_ended_total{end="${end}"}`);
		const [left, stalled] = [await ended('left'), await ended('stalled')];
		const hangUp = await begin('charts/big/rows.csv', 'who hangs up');
		assert.equal(await metric('chartwire_exports'), 1);
		hangUp();
		await until(async () => (await ended('left')) === left + 1, { what: 'it is given up' });
		const leave = await begin('charts/big/rows.csv', 'who takes nothing');
		owner.defer(leave);
		await until(async () => (await ended('stalled')) === stalled + 1, { what: 'it is ended' });
		assert.equal(await metric('chartwire_exports'), 0);
		assert.ok((await metric('chartwire_export_bytes_total')) > 2 * BIG * 40, 'bytes are counted');
	});
});

describe('all rows of a result that was cut', () => {
	const MOST = 300_000;

	before(async () => {
		const caps = { CHARTWIRE_RESULT_MAX_ROWS: '1000', CHARTWIRE_EXPORT_MAX_ROWS: String(MOST) };
		await chartwire.worker().stop();
		worker = await chartwire.start('worker', caps);
		await chartwire.chart('cut', UGLY.replace('ROWS', '5000'));
	});

	test('are not in what it shows: that says so in a header and in the name of the file', async () => {
		const response = await take('charts/cut/rows.csv');
		assert.deepEqual(parseCsv(await response.text()).slice(1), (await recordsOf(5_000)).slice(0, 1_000));
		const header = (name: string) => response.headers.get(name) ?? '';
		assert.deepEqual([header('chartwire-truncated'), header('chartwire-rows')], ['true', '1000']);
		assert.match(header('content-disposition'), /cut-\d{4}-\d\d-\d\d-first-1000-rows\.csv/);
	});

	test('are brought by a run of their own, once for all who ask, to the last digit', async () => {
		const files = await Promise.all(
			['a', 'b', 'c'].map((subject) => take('charts/cut/rows.csv?rows=all', { ...viewer, subject })),
		);
		const texts = await Promise.all(files.map((file) => file.text()));
		assert.equal(new Set(texts).size, 1);
		assert.deepEqual(parseCsv(texts[0] ?? '').slice(1), await recordsOf(5_000));
		assert.equal(files[0]?.headers.get('chartwire-truncated'), 'false');
		assert.match(files[0]?.headers.get('content-disposition') ?? '', /"cut-[\d-]{10}\.csv"/);
		const runs = await chartwire.control<{ id: string }[]>`select id from runs where chart = 'cut' and kind = 'export'`;
		assert.equal(runs.length, 1);
		assert.equal((await chartwire.api('GET', `/v1/runs/${runs[0]?.id}`)).status, 404, 'nobody is shown it');
		await chartwire.chart('whole', 'select 1 as n');
		const whole = await take('charts/whole/rows.csv?rows=all');
		assert.equal(whole.headers.get('chartwire-rows'), '1', 'what is whole already is not asked for again');
	});

	test('I9 are those of one’s own claims', async () => {
		const sql = "select current_setting('chartwire.tenant') as tenant from generate_series(1, 2000)";
		await chartwire.chart('many', sql, { claims: ['tenant'] });
		const tenants = ['north', 'south'];
		const files = await Promise.all(
			tenants.map((tenant) => rowsOf('charts/many/rows.csv?rows=all', { ...viewer, claims: { tenant } })),
		);
		assert.deepEqual(
			files.map(([, ...rows]) => [rows.length, new Set(rows.flat())]),
			tenants.map((tenant) => [2_000, new Set([tenant])]),
		);
	});

	test('I12 are all of them or no file: too many break it off, are refused at once from then on, and the worker stays small', {
		skip: process.platform !== 'linux',
	}, async (t) => {
		await chartwire.chart('endless', 'select i, repeat(md5(i::text), 16) as text from generate_series(1, 300001) i');
		const before = peakMb(worker.pid);
		const response = await take('charts/endless/rows.csv?rows=all');
		assert.equal(response.status, 200);
		const [bytes, drain] = sizeOf(response);
		await assert.rejects(drain);
		const grown = peakMb(worker.pid) - before;
		t.diagnostic(`${(bytes() / 1e6).toFixed(0)} MB; the worker grew by ${grown.toFixed(0)} MB`);
		assert.ok(grown < 110, `the worker grew by ${grown.toFixed(0)} MB`);
		const [status, code, message] = await refusal(take('charts/endless/rows.csv?rows=all'));
		assert.deepEqual([status, code], [422, 'result_too_large']);
		assert.match(message, /more than the 300000 rows/);
	});

	test('come while the query still runs, which ends in the database once nobody takes them', async () => {
		await chartwire.chart(
			'dripping',
			'select i, case when i > 1500 then pg_sleep(0.004) end from generate_series(1, 100000) i',
		);
		await (await take('charts/dripping/rows.csv')).text();
		const hangUp = await begin('charts/dripping/rows.csv?rows=all', 'who hangs up');
		const run = async () => {
			const [row] = await chartwire.control<{ id: string; state: string; unwanted: boolean }[]>`
				select id, state, unwanted_since is not null as unwanted from runs where chart = 'dripping' and kind = 'export'`;
			return row ?? { id: '', state: 'none', unwanted: false };
		};
		const { id, state } = await run();
		assert.equal(state, 'running');
		const left = await metric('chartwire_exports_ended_total{end="left"}');
		hangUp();
		await until(async () => (await metric('chartwire_exports_ended_total{end="left"}')) === left + 1);
		// The lease and the grace after it take 42 s.
		const redis = new Redis(chartwire.redis.url);
		owner.defer(() => redis.disconnect());
		for (const key of await redis.keys('*demand*')) await redis.del(key);
		await until(async () => (await run()).unwanted, { what: 'nobody wants it' });
		await chartwire.control`update runs set unwanted_since = now() - interval '13 s' where id = ${id}`;
		await until(async () => (await run()).state === 'canceled', { what: 'it is cancelled' });
		const busy = await chartwire.customer`
			select from pg_stat_activity where application_name like ${`chartwire run ${id}%`} and state = 'active'`;
		assert.equal(busy.length, 0);
	});

	test('are broken off when another attempt has to begin anew: its rows may come in another order', async () => {
		const response = await take('charts/dripping/rows.csv?rows=all');
		const text = response.text();
		await chartwire.control`update runs set attempt = attempt + 1 where chart = 'dripping' and state = 'running'`;
		await assert.rejects(text);
	});
});
