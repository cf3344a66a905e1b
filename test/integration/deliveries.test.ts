/** Deliveries, against a real mail server and a real receiver: what arrives, how often, and what becomes of what does not. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, beforeEach, describe, test } from 'node:test';
import { sealChannels } from '../../server/deliveries/channels.ts';
import { addDeliveries, type NewDelivery } from '../../server/deliveries/deliveries.ts';
import { parseKeys } from '../../server/sources/keyring.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { setClockAhead } from '../support/delivery-clock.ts';
import { type MailPart, partsOf, readMail } from '../support/mime.ts';
import { countColor, readPng } from '../support/png.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { isSigned, startReceiver, type TestReceiver } from '../support/receiver.ts';
import { scope } from '../support/scope.ts';
import { TEST_KEYS } from '../support/server.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';

const owner = scope();
const MINUTE_MS = 60_000;
const PATIENT = { timeoutMs: 60_000 };
let chartwire: Chartwire;
let smtp: TestSmtp;
let receiver: TestReceiver;

before(async () => {
	const files = makeCertificates(temporaryDirectory());
	receiver = await startReceiver(owner);
	smtp = await startSmtp(owner, {
		disabledCommands: [],
		key: readFileSync(files.key),
		cert: readFileSync(files.certificate),
		onAuth: ({ username, password }, _session, done) =>
			password === 'pass word' ? done(null, { user: username as string }) : done(new Error('wrong')),
	});
	chartwire = await startChartwire(owner, {
		env: {
			CHARTWIRE_SMTP_URL: `smtp://mailer:pass%20word@localhost:${smtp.port}`,
			CHARTWIRE_MAIL_FROM: 'Charts <charts@example.com>',
			CHARTWIRE_DELIVERY_PRIVATE: 'yes',
			CHARTWIRE_PUBLIC_URL: 'https://charts.example.com',
			NODE_EXTRA_CA_CERTS: files.authority,
		},
	});
});

beforeEach(() => {
	smtp.refuse = undefined;
	smtp.hold = undefined;
	receiver.answer = (_post, response) => response.writeHead(204).end();
});

const keys = parseKeys(TEST_KEYS);
const channelOf = (kind: 'slack' | 'webhook', url: string) => {
	const [channel] = sealChannels([{ kind, url }], { keys, project: 'default', stored: [] });
	assert.ok(channel);
	return channel;
};
const mailTo = (...to: string[]) => ({ kind: 'email', to }) as const;
const base = () => ({
	project: 'default',
	key: `test:${randomUUID()}`,
	cause: { kind: 'schedule', name: 'morning', at: Date.now() } as const,
	message: { subject: 'Orders <today>', text: 'Monday & more' },
});
const add = (...deliveries: NewDelivery[]) => addDeliveries(chartwire.control, deliveries);

interface Listed {
	readonly delivery: string;
	readonly state: string;
	readonly attempts: number;
	readonly failure?: { readonly code: string; readonly message: string };
	readonly log: { readonly outcome: string; readonly detail: string }[];
}

async function find(key: string): Promise<Listed> {
	const [row] = await chartwire.control<{ id: string }[]>`select id from deliveries where key = ${key}`;
	assert.ok(row, `there is a delivery "${key}"`);
	return (await chartwire.api('GET', `/v1/deliveries/${row.id}`)).body as never;
}
const inState = (key: string, state: string) =>
	until(
		async () => {
			const found = await find(key);
			return found.state === state && found;
		},
		{ ...PATIENT, what: `${key} is ${state}` },
	);
const taken = (address: string) => smtp.taken.filter(({ to }) => to.includes(address));

/** What a run of a chart has answered. */
async function answered(name: string, sql: string): Promise<string> {
	const run = await chartwire.run(sql);
	await until(async () => (await chartwire.api('GET', `/v1/runs/${run}`)).body['state'] === 'succeeded', {
		...PATIENT,
		what: `${name} is answered`,
	});
	return run;
}

const partOf = (mail: MailPart, type: string): MailPart => {
	const part = partsOf(mail).find((each) => each.type === type);
	assert.ok(part, `the mail has a part ${type}`);
	return part;
};

describe('a mail', () => {
	test('has the picture, what it says in words, the rows, and all of it as plain text; over TLS, with a login', async () => {
		const sql = `select * from (values ('north', 10), ('=south', 40)) as v (region, orders)`;
		await chartwire.chart('orders', sql, {
			title: 'Orders by region',
			spec: { version: 1, type: 'bar', colors: { orders: '#0a64c8' } },
		});
		const run = await answered('orders', sql);
		const attach = { picture: true, csv: true, charts: [{ chart: 'orders', params: {}, run }] };
		await add({ ...base(), channel: mailTo('ann@example.com', 'bo@example.com'), attach });
		const [received] = await until(() => taken('ann@example.com').length > 0 && taken('ann@example.com'), PATIENT);
		assert.ok(received);
		assert.deepEqual(
			[received.to, received.from],
			[['ann@example.com'], 'charts@example.com'],
			'each has one of their own',
		);
		assert.deepEqual([received.encrypted, received.user], [true, 'mailer']);
		const mail = readMail(received.raw);
		assert.equal(mail.headers.get('subject'), 'Orders <today>');
		assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
		const png = partOf(mail, 'image/png');
		const pixels = readPng(png.body);
		assert.deepEqual([pixels.width, pixels.height], [1_200, 675]);
		assert.ok(countColor(pixels, [0x0a, 0x64, 0xc8]) > 5_000, 'the bars are in their colour');
		const html = partOf(mail, 'text/html').body.toString();
		const cid = png.headers.get('content-id')?.slice(1, -1);
		assert.ok(cid && html.includes(`src="cid:${cid}"`), 'the picture is the one that is shown');
		assert.match(html, /Orders &lt;today&gt;.*Monday &amp; more/s);
		assert.match(html, /Bar chart[^<]*south[^<]*40/);
		const text = partOf(mail, 'text/plain').body.toString();
		assert.match(text, /Orders by region\s+Bar chart.*40/s);
		assert.match(text, /as of .* UTC/);
		assert.equal(partOf(mail, 'text/csv').body.toString(), `region,orders\r\nnorth,10\r\n'=south,40\r\n`);
		await until(() => taken('bo@example.com').length === 1, PATIENT);
	});

	test('says why there is no chart, where its run has failed or is gone', async () => {
		const run = await chartwire.run('select 1 / 0 as broken');
		await until(async () => (await chartwire.api('GET', `/v1/runs/${run}`)).body['state'] === 'failed', PATIENT);
		const charts = [
			{ chart: 'orders', title: 'Broken', params: {}, run },
			{ chart: 'orders', title: 'Gone', params: {}, run: randomUUID() },
		];
		await add({ ...base(), channel: mailTo('failed@example.com'), attach: { charts, picture: true } });
		const [received] = await until(
			() => taken('failed@example.com').length > 0 && taken('failed@example.com'),
			PATIENT,
		);
		const text = partOf(readMail(received?.raw ?? ''), 'text/plain').body.toString();
		assert.match(text, /Broken\s+This chart could not be shown: .*division by zero/);
		assert.match(text, /Gone\s+This chart could not be shown: Its result has expired/);
	});
});

describe('what is not taken', () => {
	test('for now is tried again later, under the same Message-ID; the log has both attempts', async () => {
		const delivery = { ...base(), channel: mailTo('grey@example.com') };
		smtp.refuse = (address) => (address === 'grey@example.com' ? { code: 451, message: 'greylisted' } : undefined);
		await add(delivery);
		const key = `${delivery.key} grey@example.com`;
		await until(async () => (await find(key)).failure?.code === 'deferred', PATIENT);
		assert.equal((await find(key)).state, 'waiting');
		smtp.refuse = undefined;
		await setClockAhead(chartwire.control, MINUTE_MS + 5_000);
		const { log, delivery: id } = await inState(key, 'sent');
		assert.deepEqual(
			log.map(({ outcome }) => outcome),
			['retry', 'sent'],
		);
		assert.match(log[0]?.detail ?? '', /greylisted/);
		const [mail] = taken('grey@example.com');
		assert.equal(readMail(mail?.raw ?? '').headers.get('message-id'), `<${id}@example.com>`);
		await setClockAhead(chartwire.control, 0);
	});

	test('for good is dead at once, holds up no other, and is sent again when somebody asks for it', async () => {
		const delivery = { ...base(), channel: mailTo('nobody@example.com', 'somebody@example.com') };
		smtp.refuse = (address) => (address === 'nobody@example.com' ? { code: 550, message: 'no such user' } : undefined);
		await add(delivery);
		const key = `${delivery.key} nobody@example.com`;
		const dead = await inState(key, 'dead');
		assert.match(dead.failure?.message ?? '', /550.*no such user/);
		await inState(`${delivery.key} somebody@example.com`, 'sent');
		const { body } = await chartwire.api('GET', '/v1/deliveries?state=dead&cause=schedule:morning');
		assert.deepEqual(
			(body['deliveries'] as Listed[]).map((each) => each.delivery),
			[dead.delivery],
		);
		smtp.refuse = undefined;
		assert.equal((await chartwire.api('POST', `/v1/deliveries/${dead.delivery}/again`)).status, 202);
		await inState(key, 'sent');
		assert.equal(taken('nobody@example.com').length, 1);
		assert.equal(
			(await chartwire.api('POST', `/v1/deliveries/${dead.delivery}/again`)).status,
			409,
			'it has been sent',
		);
	});

	test('by a receiver that never answers is let go and tried again, and holds up nobody else meanwhile', async () => {
		receiver.answer = ({ path }, response) => {
			if (path !== '/hangs') response.writeHead(204).end();
		};
		const hanging = Array.from({ length: 6 }, () => ({
			...base(),
			channel: channelOf('webhook', `${receiver.url}/hangs`),
		}));
		await add(...hanging);
		await until(() => receiver.posts.filter(({ path }) => path === '/hangs').length === 4, PATIENT);
		const other = { ...base(), project: 'other', channel: mailTo('quick@example.com') };
		await add(other);
		await until(() => taken('quick@example.com').length === 1, PATIENT);
		// Which four of them are taken first is nobody's business.
		const found = () => Promise.all(hanging.map(({ key }) => find(key)));
		assert.equal((await found()).filter(({ state }) => state === 'sending').length, 4, 'they still hang');
		await until(async () => (await found()).some(({ failure }) => failure?.code === 'timeout'), PATIENT);
		await chartwire.control`delete from deliveries where state in ('waiting', 'sending')`;
	});
});

describe('a webhook', () => {
	const secretOf = async (method: 'GET' | 'POST') =>
		(await chartwire.api(method, '/v1/project/webhook-secret')).body as { secret: string; former?: string };

	test('is signed with the project’s secret, and for a day with the former one as well; it has the rows', async () => {
		const { secret } = await secretOf('GET');
		const run = await answered('orders', 'select 7 as n');
		await chartwire.chart('seven', 'select 7 as n');
		const delivery = { ...base(), channel: channelOf('webhook', `${receiver.url}/signed`) };
		await add({ ...delivery, attach: { charts: [{ chart: 'seven', params: {}, run }] } });
		const { delivery: id } = await inState(delivery.key, 'sent');
		const posted = receiver.posts.find(({ path }) => path === '/signed');
		assert.ok(posted && isSigned(secret, posted));
		assert.ok(!isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, posted));
		assert.equal(posted.headers['webhook-id'], id);
		const { type, data } = JSON.parse(posted.body) as { type: string; data: { charts: { data: unknown[][] }[] } };
		assert.equal(type, 'chartwire.schedule');
		assert.deepEqual(data.charts[0]?.data, [[7]]);
		const changed = await secretOf('POST');
		assert.equal(changed.former, secret);
		const second = { ...base(), channel: channelOf('webhook', `${receiver.url}/second`) };
		await add(second);
		await inState(second.key, 'sent');
		const again = receiver.posts.find(({ path }) => path === '/second');
		assert.ok(again && isSigned(secret, again) && isSigned(changed.secret, again));
	});

	test('is tried again when the receiver is broken, and not when it says no or leads elsewhere', async () => {
		receiver.answer = ({ path }, response) => {
			const status = Number(path.slice(1));
			response.writeHead(status, status === 302 ? { location: `${receiver.url}/followed` } : {}).end('as told');
		};
		const at = (status: number) => ({ ...base(), channel: channelOf('webhook', `${receiver.url}/${status}`) });
		const [broken, refused, moved] = [at(503), at(410), at(302)];
		await add(broken, refused, moved);
		assert.match((await inState(refused.key, 'dead')).failure?.message ?? '', /410: as told/);
		assert.equal((await inState(moved.key, 'dead')).failure?.code, 'redirected');
		await until(
			async () => (await find(broken.key)).attempts === 1 && (await find(broken.key)).state === 'waiting',
			PATIENT,
		);
		assert.ok(!receiver.posts.some(({ path }) => path === '/followed'));
		await chartwire.control`delete from deliveries where state = 'waiting'`;
	});

	test('for Slack has the text, the words, and a picture at an address that permits it', async () => {
		const run = await answered('orders', 'select 7 as n');
		const charts = [{ chart: 'seven', params: {}, run }];
		const delivery = {
			...base(),
			channel: channelOf('slack', `${receiver.url}/slack`),
			attach: { charts, picture: true },
		};
		await add(delivery);
		await inState(delivery.key, 'sent');
		const { body } = receiver.posts.find(({ path }) => path === '/slack') ?? { body: '{}' };
		const { text, blocks } = JSON.parse(body) as { text: string; blocks: { type: string; image_url?: string }[] };
		// Mark-up is escaped there too: it is where a chat is notified.
		assert.equal(text, 'Orders &lt;today&gt;');
		assert.match(body, /Monday &amp; more/);
		const image = new URL(blocks.find(({ type }) => type === 'image')?.image_url ?? '');
		assert.equal(image.origin, 'https://charts.example.com');
		const picture = await fetch(chartwire.web().url + image.pathname + image.search);
		assert.equal(picture.headers.get('content-type'), 'image/png', await picture.text());
	});

	test('keeps its address to itself: neither routes, nor tables, nor logs have it', async () => {
		const channel = { kind: 'slack', url: `${receiver.url}/secret-path` };
		assert.equal((await chartwire.api('POST', '/v1/deliveries/test', { channel })).status, 202);
		await until(() => receiver.posts.some(({ path }) => path === '/secret-path'), PATIENT);
		const { body } = await chartwire.api('GET', '/v1/deliveries?cause=test');
		assert.match(JSON.stringify(body), /"host":"127.0.0.1:\d+"/);
		const rows = await chartwire.control`select row_to_json(deliveries) as row from deliveries`;
		for (const text of [
			JSON.stringify(body),
			JSON.stringify(rows),
			chartwire.worker().output(),
			chartwire.web().output(),
		]) {
			assert.ok(!text.includes('secret-path') && !text.includes('pass word'));
		}
	});
});

describe('a worker that is killed', () => {
	test('before the mail server has said that it took the mail leaves it to another; it arrives once', async () => {
		const delivery = { ...base(), channel: mailTo('once@example.com') };
		// The first one hears nothing after its final dot.
		smtp.hold = ({ to }) =>
			to.includes('once@example.com') && smtp.seen.length === count + 1 ? new Promise(() => {}) : Promise.resolve();
		const count = smtp.seen.length;
		await add(delivery);
		await until(() => smtp.seen.length === count + 1, PATIENT);
		await chartwire.worker().kill();
		await chartwire.start('worker');
		const { log } = await inState(`${delivery.key} once@example.com`, 'sent');
		assert.deepEqual(
			log.map(({ outcome }) => outcome),
			['lost', 'sent'],
		);
		assert.equal(taken('once@example.com').length, 1);
		const ids = smtp.seen.slice(count).map(({ raw }) => readMail(raw).headers.get('message-id'));
		assert.equal(new Set(ids).size, 1, 'both are the same to whoever gets them');
	});

	test('among several: each delivery is sent once, whoever adds it how often', async () => {
		await Promise.all([chartwire.start('worker'), chartwire.start('worker')]);
		const many = Array.from({ length: 40 }, (_, index) => ({
			...base(),
			project: `p${index % 4}`,
			channel: mailTo(`many-${index}@example.com`),
		}));
		await Promise.all([add(...many), add(...many)]);
		await until(() => smtp.taken.filter(({ to }) => to[0]?.startsWith('many-')).length >= 40, PATIENT);
		const open = async () =>
			(await chartwire.control`select from deliveries where state in ('waiting', 'sending')`).length === 0;
		await until(open, PATIENT);
		const to = smtp.taken.flatMap((mail) => mail.to).filter((address) => address.startsWith('many-'));
		assert.deepEqual([to.length, new Set(to).size], [40, 40]);
	});
});
