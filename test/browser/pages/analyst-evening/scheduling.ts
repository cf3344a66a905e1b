/** The schedule, as a person makes it by the workshop's pages and looks at what it has done. */
import assert from 'node:assert/strict';
import { fill, press, visit } from '../analyst-day/beginning.ts';
import type { Evening } from './world.ts';

const TITLE = 'The weather';
/** What the page makes of that. */
export const SCHEDULE = 'the-weather';
/** Where the program is told. */
export const HOOK = '/morning';

/** 8 in Lisbon, on both sides of the night in which the clocks go back there: an hour later by UTC. */
const NEXT = [
	/Sat, Oct 24, 2026, 08:00 AM GMT\+1/,
	/Sun, Oct 25, 2026, 08:00 AM GMT\+0/,
	/Mon, Oct 26, 2026, 08:00 AM GMT\+0/,
	/Tue, Oct 27, 2026, 08:00 AM GMT\+0/,
	/Wed, Oct 28, 2026, 08:00 AM GMT\+0/,
];

async function chooseWhen({ day: { page }, day }: Evening): Promise<void> {
	await page.getByLabel('How often').selectOption({ label: 'As cron says' });
	await page.getByLabel('Cron: minute').fill('0 8 * * *');
	await fill(day, { 'By the clocks of': 'Europe/Lisbon' });
	await page.keyboard.press('Tab');
	const when = page.getByRole('status', { name: 'When it is sent' });
	await when.getByText('(Europe/Lisbon)').waitFor();
	await when.getByText('At 08:00').waitFor();
	const times = await when.getByRole('list', { name: 'The next times' }).getByRole('listitem').allTextContents();
	assert.equal(times.length, NEXT.length);
	for (const [index, next] of NEXT.entries()) assert.match(times[index] ?? '', next);
	await when.getByText('On October 25, 2026 the clocks there go back by an hour.').waitFor();
}

export async function makeSchedule(evening: Evening): Promise<void> {
	const { world, day } = evening;
	const { page } = day;
	await visit(day, 'Schedules');
	await page.getByRole('heading', { name: 'No schedule yet' }).waitFor();
	await day.stop('schedules-none');
	await page.getByRole('link', { name: 'begin here' }).click();
	await page.getByRole('heading', { name: 'New schedule' }).waitFor();
	await page.getByRole('combobox', { name: /^What is sent/ }).selectOption({ label: 'Weather' });
	await page.getByLabel('Subject; empty').fill(TITLE);
	await chooseWhen(evening);
	// To herself by mail, as it begins; and to a program.
	await page.getByRole('button', { name: `Remove ${world.admin.email}` }).waitFor();
	await page.getByLabel('Chat or program').selectOption('webhook');
	await fill(day, { 'Address of its incoming webhook': world.receiver.url + HOOK });
	await page.keyboard.press('Enter');
	await page.getByRole('list', { name: 'Chats and programs' }).getByText('a program at 127.0.0.1').waitFor();
	assert.ok(await page.getByLabel('With a picture of each chart').isChecked());
	await page.getByLabel('With the rows as files (CSV)').focus();
	await page.keyboard.press('Space');
	await day.stop('schedule-new');
	await press(day, 'Save');
	await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
	await page.getByText('pictures and rows as CSV').waitFor();
	await page
		.getByRole('definition')
		.filter({ hasText: NEXT[0] ?? '' })
		.waitFor();
	await page.getByText('It was not due yet.').waitFor();
	await day.stop('schedule');
}

/** Whoever comes to its page finds so many times, all of them sent. */
export async function seeSchedule({ day, day: { page } }: Evening, count: number): Promise<void> {
	await visit(day, 'Schedules');
	await page.getByRole('link', { name: TITLE }).click();
	const times = page.getByRole('list', { name: 'Times' }).getByRole('listitem');
	await times
		.filter({ hasText: /2 arrived/ })
		.nth(count - 1)
		.waitFor();
	assert.equal(await times.count(), count);
	await page
		.getByRole('definition')
		.filter({ hasText: NEXT[count] ?? '' })
		.waitFor();
	await day.stop(`schedule-sent-${count}`);
}
