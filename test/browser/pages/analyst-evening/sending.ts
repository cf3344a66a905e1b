/** What is sent at 8 in Lisbon, on the day before the clocks go back and on the day after, and what arrives. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { setClockAhead, stopClockAt } from '../../../support/delivery-clock.ts';
import { type MailPart, partsOf, readMail } from '../../../support/mime.ts';
import { type Pixels, readPng } from '../../../support/png.ts';
import { isSigned, type ReceivedPost } from '../../../support/receiver.ts';
import { until } from '../../../support/until.ts';
import { openPage } from '../support/browser.ts';
import { shoot } from '../support/workshop.ts';
import { hottest } from './building.ts';
import { HOOK, makeSchedule, SCHEDULE, seeSchedule } from './scheduling.ts';
import type { Evening, EveningWorld } from './world.ts';

export const PATIENT = { timeoutMs: 60_000 };
const MINUTE_MS = 60_000;

/** 8 in Lisbon, where the clocks go back in the night between them. */
const SATURDAY = Date.parse('2026-10-24T07:00:00Z');
const SUNDAY = Date.parse('2026-10-25T08:00:00Z');

export const postsTo = ({ receiver }: EveningWorld, path: string): readonly ReceivedPost[] =>
	receiver.posts.filter((post) => post.path === path);

/** The JSON of a webhook, which is signed with the project's secret. */
export async function genuine({ api }: EveningWorld, post: ReceivedPost): Promise<Record<string, unknown>> {
	const { secret } = await api('GET', '/v1/project/webhook-secret');
	assert.ok(isSigned(String(secret), post), 'the webhook is signed');
	assert.ok(!isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, post), 'and not by anybody');
	return (JSON.parse(post.body) as { data: Record<string, unknown> }).data;
}

async function nextAt({ api }: EveningWorld): Promise<unknown> {
	return (await api('GET', `/v1/schedules/${SCHEDULE}`))['nextAt'];
}

/** Moves the clock up to a moment, and lets it arrive there. */
export async function reach({ installation: { control }, api }: EveningWorld, at: number): Promise<void> {
	const times = async () => ((await api('GET', `/v1/schedules/${SCHEDULE}/log`))['times'] as unknown[]).length;
	const before = await times();
	await stopClockAt(control, at - 1);
	assert.equal(await times(), before, 'not a moment before');
	await stopClockAt(control, at);
}

export async function arrived(world: EveningWorld, count: number): Promise<void> {
	const { smtp } = world;
	await until(() => smtp.taken.length >= count, { ...PATIENT, what: `${count} mails have arrived` });
	await until(() => postsTo(world, HOOK).length >= count, { ...PATIENT, what: `${count} webhooks have arrived` });
}

export async function schedule(evening: Evening): Promise<void> {
	const { world } = evening;
	const { control } = world.installation;
	await stopClockAt(control, SATURDAY - MINUTE_MS);
	await makeSchedule(evening);
	assert.equal(await nextAt(world), SATURDAY);
	await reach(world, SATURDAY);
	await arrived(world, 1);
	assert.equal(await nextAt(world), SUNDAY, '25 hours later, which is 8 in Lisbon again');
	await seeSchedule(evening, 1);
	// From here on it goes on, for alerts ask by the same clock.
	await setClockAhead(control, SATURDAY + 5 * MINUTE_MS - Date.now());
}

const ofType = (mail: MailPart, type: string): readonly MailPart[] =>
	partsOf(mail).filter((part) => part.type === type);

/** How many pixels are not as the first one. */
function inked({ data }: Pixels): number {
	let count = 0;
	for (let at = 0; at < data.length; at += 4) if (data.readUInt32BE(at) !== data.readUInt32BE(0)) count += 1;
	return count;
}

/** The HTML as a mail client shows it: with its pictures in their places. */
async function showMail({ world, day }: Evening, mail: MailPart): Promise<Page> {
	const pictures = new Map(
		ofType(mail, 'image/png').map((part) => [part.headers.get('content-id')?.slice(1, -1), part.body]),
	);
	const [html] = ofType(mail, 'text/html');
	const body = String(html?.body).replace(/cid:([^"]+)/g, (_, cid: string) => {
		const picture = pictures.get(cid) ?? assert.fail(`the picture ${cid} is attached`);
		return `data:image/png;base64,${picture.toString('base64')}`;
	});
	const shown = await openPage(world.browser, 'about:blank', { viewport: { width: 720, height: 900 } });
	day.follow(shown);
	await shown.page.setContent(body);
	return shown.page;
}

async function looksWell(evening: Evening, mail: MailPart): Promise<void> {
	const page = await showMail(evening, mail);
	const widths = await page
		.locator('img')
		.evaluateAll((images) =>
			Promise.all(images.map((image) => (image as HTMLImageElement).decode().then(() => image.clientWidth))),
		);
	assert.equal(widths.length, 4);
	assert.ok(
		widths.every((width) => width > 300),
		`${widths} wide`,
	);
	await page.getByRole('heading', { name: /^The weather/ }).waitFor();
	await shoot(page, 'day-mail');
	await page.setViewportSize({ width: 360, height: 740 });
	const cut = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
	assert.equal(cut, false, 'nothing is cut on a phone');
	const link = await page.getByRole('link').getAttribute('href');
	assert.ok(link?.startsWith(`${evening.world.web.url}/workshop/`), `${link} leads here`);
	await page.context().close();
}

export async function lookAtMail(evening: Evening): Promise<void> {
	const { world } = evening;
	const [received] = world.smtp.taken;
	assert.ok(received);
	const mail = readMail(received.raw);
	const [text] = ofType(mail, 'text/plain');
	assert.match(String(text?.body), /Saturday, October 24, 2026 at 8:00/);
	assert.match(String(text?.body), new RegExp(`Hottest day\\s+Number: hottest: ${await hottest(evening)}`));
	for (const title of ['Days by weather', 'Rain by month', 'Wind by year'])
		assert.ok(String(text?.body).includes(title), title);
	const pictures = ofType(mail, 'image/png').map(({ body }) => readPng(body));
	assert.equal(pictures.length, 4);
	for (const picture of pictures) assert.ok(inked(picture) > 2_000, `${inked(picture)} pixels are drawn`);
	const days = await world.customer.owner<{ weather: string; days: number }[]>`
		select weather, count(*)::integer as days from seattle_weather group by weather order by days desc, weather`;
	const rows = ['weather,days', ...days.map((row) => `${row.weather},${row.days}`), ''].join('\r\n');
	const files = ofType(mail, 'text/csv').map(({ body }) => String(body));
	assert.equal(files.length, 4);
	assert.ok(files.includes(rows), `one of the files has the rows ${rows}`);
	await looksWell(evening, mail);
	const [post] = postsTo(world, HOOK);
	assert.ok(post);
	const { charts } = (await genuine(world, post)) as { charts: { chart: string; data: unknown[][] }[] };
	assert.deepEqual(
		charts.find(({ chart }) => chart === 'days')?.data[1],
		days.map((row) => row.days),
	);
}

interface Sending {
	readonly worker: string;
	readonly attempts: number;
}

/** On Sunday the worker that sends the mail is killed while the mail server still thinks about it. */
export async function killWhileSending(evening: Evening): Promise<void> {
	const { world } = evening;
	const { smtp, installation, admin } = world;
	const { control } = installation;
	const held = smtp.seen.length;
	// The first one hears nothing after its final dot.
	smtp.hold = () => (smtp.seen.length === held + 1 ? new Promise(() => {}) : Promise.resolve());
	await reach(world, SUNDAY);
	await until(() => smtp.seen.length === held + 1, { ...PATIENT, what: 'the mail is on its way' });
	// What was sent and not yet written down would be sent again: the one window that there is.
	await until(() => postsTo(world, HOOK).length === 2, PATIENT);
	const sending = () => control<Sending[]>`select worker, attempts from deliveries where state = 'sending'`;
	const [row] = await until(async () => {
		const found = await sending();
		return found.length === 1 && found;
	}, PATIENT);
	assert.ok(row);
	await installation.replaceWorker(Number(row.worker.split(':')[1]));
	await arrived(world, 2);
	const [first, second] = smtp.seen.slice(held).map(({ raw }) => readMail(raw).headers.get('message-id'));
	assert.equal(first, second, 'both attempts are the same to whoever gets them');
	assert.match(
		String(ofType(readMail(smtp.taken.at(-1)?.raw ?? ''), 'text/plain')[0]?.body),
		/Sunday, October 25, 2026 at 8:00/,
	);
	assert.deepEqual(smtp.taken.at(-1)?.to, [admin.email]);
	await seeSchedule(evening, 2);
}
