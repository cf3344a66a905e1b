/** The first steps of a day: the administrator of a new installation, who signs in and brings a database. */
import { PASSWORD } from '../../../support/people.ts';
import type { Day } from './world.ts';

const EMAIL = 'ada@example.com';

/** Types into fields by their labels. */
export async function fill({ page }: Day, values: Readonly<Record<string, string>>): Promise<void> {
	for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

export const press = ({ page }: Day, name: string): Promise<void> =>
	page.getByRole('button', { name, exact: true }).click();
const headed = ({ page }: Day, name: string): Promise<void> =>
	page.getByRole('heading', { name, exact: true }).waitFor();

/** To one of the workshop's pages, by the bar at the top. */
export const visit = ({ page }: Day, name: string): Promise<void> =>
	page.getByRole('navigation', { name: 'Workshop' }).getByRole('link', { name, exact: true }).click();

const isAtWork = ({ page }: Day): Promise<void> => page.getByText('This project has no source yet').first().waitFor();

/** By the link in the log of the first start. */
export async function setUp(day: Day): Promise<void> {
	await fill(day, { Name: 'Ada Lovelace', 'E-mail address': EMAIL, Password: PASSWORD });
	await day.stop('set-up');
	await press(day, 'Create the account');
	await isAtWork(day);
}

export async function signIn(day: Day): Promise<void> {
	await press(day, 'Account of Ada Lovelace');
	await day.page.getByRole('menuitem', { name: 'Your account' }).click();
	await day.page.getByText(`Ada Lovelace, ${EMAIL}`).waitFor();
	await day.stop('account');
	await press(day, 'Sign out');
	await headed(day, 'Sign in');
	await day.stop('sign-in');
	await fill(day, { 'E-mail address': EMAIL, Password: PASSWORD });
	await day.page.keyboard.press('Enter');
	await isAtWork(day);
	await day.stop('editor-without-source');
}

/** With a password that is wrong at first. */
export async function addSource(day: Day): Promise<void> {
	const { page, world } = day;
	const { hostname, port, pathname, username, password } = world.customer.reader;
	await page.getByRole('link', { name: 'Add a source' }).click();
	await headed(day, 'New source');
	await fill(day, { Name: 'sample', Host: hostname, Port: port, 'Database’s name': pathname.slice(1), Role: username });
	await fill(day, { Password: 'of-somewhere-else' });
	await page.getByLabel('TLS', { exact: true }).selectOption('off');
	await press(day, 'Test connection');
	await page.getByText('refused the login').waitFor();
	await day.stop('source-refused');
	await fill(day, { Password: password });
	await press(day, 'Test connection');
	await page.getByText('It works, and the role changes no data.').waitFor();
	await day.stop('source-answers');
	await press(day, 'Add the source');
	await headed(day, 'sample');
}

/** By the name of a column; and on to a query of it. */
export async function findTable(day: Day): Promise<void> {
	const { page } = day;
	await page.getByLabel('Find a table or a column', { exact: true }).fill('temp_max');
	await page.getByText('1 table', { exact: true }).waitFor();
	await page.keyboard.press('ArrowDown');
	await headed(day, 'public.seattle_weather');
	await page.getByText('Daily weather in Seattle').waitFor();
	await day.stop('schema');
	await page.getByRole('link', { name: 'Write a query' }).click();
	await page.locator('.cm-content', { hasText: 'from public.seattle_weather' }).waitFor();
}
