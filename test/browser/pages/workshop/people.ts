/** The page about people: what each of its forms does, held against the API. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { codeOf, PASSWORD, Person, withToken } from '../../../support/people.ts';
import { until } from '../../../support/until.ts';
import { textOf } from '../support/browser.ts';
import { openWorkshop, type World } from './world.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const said = (page: Page, text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();

async function sure(page: Page, action: string): Promise<void> {
	await page.locator('wa-dialog').getByRole('button', { name: action, exact: true }).click();
}

export function testPeople(world: () => World, browser: () => Browser): void {
	const opened = (path: string, as: Person = world().admin) => openWorkshop(browser(), world(), { as, path });

	test('somebody is invited, comes in by the link that is shown once, gets another role, and is removed', async () => {
		const { page, complaints, close } = await opened('people/invitations');
		await page.getByLabel('E-mail address').fill('new@example.com');
		await page.getByLabel('Role').selectOption('viewer');
		await button(page, 'Make an invitation').click();
		const link = await textOf(page.getByRole('region', { name: 'Link', exact: true }));
		const newcomer = new Person(world().admin.node, 'new@example.com');
		const code = codeOf(link.trim());
		await newcomer.must('POST', '/join', { code, email: newcomer.email, name: 'New Comer', password: PASSWORD });
		await page.getByRole('link', { name: 'Members' }).click();
		await page.getByLabel('Role of New Comer').selectOption('author');
		await said(page, 'New Comer is author now.');
		const { role } = (await newcomer.must('POST', '/token', { project: 'default' })) as { role: string };
		assert.equal(role, 'author');
		await button(page, 'Remove New Comer').click();
		await sure(page, 'Remove');
		await said(page, 'New Comer was removed.');
		await page.getByLabel('Role of New Comer').waitFor({ state: 'detached' });
		assert.equal((await newcomer.ask('POST', '/token', { project: 'default' })).code, 'not_found');
		assert.deepEqual(complaints, []);
		await close();
	});

	test('what is not confirmed is not done; an open invitation is dropped, and its link is good for nothing', async () => {
		const { page, close } = await opened('people/invitations');
		await button(page, 'Make an invitation').click();
		const code = codeOf((await textOf(page.getByRole('region', { name: 'Link', exact: true }))).trim());
		await button(page, 'I have kept it').click();
		await page.getByRole('region', { name: 'Link', exact: true }).waitFor({ state: 'detached' });
		await button(page, 'Drop the invitation of Whoever has the link').click();
		await sure(page, 'Cancel');
		assert.equal((await world().admin.ask('POST', '/link', { code })).status, 200);
		await button(page, 'Drop the invitation of Whoever has the link').click();
		await sure(page, 'Drop');
		await said(page, 'The invitation is dropped.');
		assert.equal((await world().admin.ask('POST', '/link', { code })).code, 'link_invalid');
		await close();
	});

	test('the last administrator of the installation stays, and the page says why', async () => {
		const { page, close } = await opened('people/accounts');
		await button(page, 'More about admin@example.com').click();
		await page.getByRole('menuitem', { name: 'Take administration' }).click();
		await sure(page, 'Take it');
		await page.getByRole('alert').getByText('This is the last administrator').waitFor();
		await close();
	});

	test('somebody is disabled and enabled again, and gets a link for a new password', async () => {
		const somebody = await world().join('sam@example.com', 'viewer');
		const { page, close } = await opened('people/accounts');
		const more = async (item: string): Promise<void> => {
			await button(page, 'More about sam@example.com').click();
			await page.getByRole('menuitem', { name: item, exact: true }).click();
		};
		await more('Disable');
		await sure(page, 'Disable');
		await said(page, 'sam@example.com is changed.');
		assert.equal((await somebody.ask('GET', '')).code, 'session_missing');
		await more('Enable');
		await page.locator('li.off').waitFor({ state: 'detached' });
		await more('Link for a new password');
		const link = await textOf(page.getByRole('region', { name: 'Link', exact: true }));
		await somebody.must('POST', '/new-password', { code: codeOf(link.trim()), password: 'some more words of sam' });
		assert.equal((await somebody.signIn('some more words of sam')).status, 204);
		await close();
	});

	test('a key for a machine is shown once, is taken, and is refused once it is revoked', async () => {
		const { page, close } = await opened('people/keys');
		await page.getByLabel('What it is for').fill('the CI');
		await button(page, 'Make a key').click();
		const key = (await textOf(page.getByRole('region', { name: 'Key', exact: true }))).trim();
		assert.match(key, /^cw_[\w-]{43}$/);
		const { node } = world().admin;
		assert.equal((await withToken(node, key, ['GET', '/v1/runs'])).status, 200);
		await page.reload();
		await page.getByText('the CI', { exact: true }).waitFor();
		assert.equal(await page.getByRole('region', { name: 'Key', exact: true }).count(), 0);
		await button(page, 'Revoke the key the CI').click();
		await sure(page, 'Revoke');
		await said(page, '“the CI” is revoked.');
		const refused = async () => (await withToken(node, key, ['GET', '/v1/runs'])).code === 'token_revoked';
		await until(refused, { what: 'the key is refused' });
		await close();
	});

	test('keys that sign tokens are made of both kinds; a public half that is none is told', async () => {
		const { page, close } = await opened('people/embedding');
		await page.getByLabel('Who signs with it').fill('the shop');
		await button(page, 'Make a signing key').click();
		const shown = await textOf(page.getByRole('region', { name: 'For the environment of your back end' }));
		assert.match(shown.trim(), /^CHARTWIRE_KID=ck_\S+\nCHARTWIRE_SECRET=\S{43}$/);
		await button(page, 'I have kept it').click();
		await page.getByLabel('Who signs with it').fill('the careful shop');
		await page.getByLabel('Kind').selectOption('EdDSA');
		await page.getByLabel('Public half').fill('nothing of the kind');
		await button(page, 'Make a signing key').click();
		await page.getByRole('alert').getByText('is no key that can be read').waitFor();
		const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
		await page.getByLabel('Public half').fill(String(pem));
		await button(page, 'Make a signing key').click();
		await page.getByRole('region', { name: 'For the environment of your back end' }).waitFor();
		const { body } = await world().api(world().admin, ['GET', '/v1/project/keys']);
		const keys = body['keys'] as { name: string; algorithm: string }[];
		assert.deepEqual(
			new Set(keys.map(({ name, algorithm }) => `${name}: ${algorithm}`)),
			new Set(['the shop: HS256', 'the careful shop: EdDSA']),
		);
		await close();
	});

	test('origins are saved as they are written, and what is none is told; tokens are revoked by name', async () => {
		const { page, close } = await opened('people/embedding');
		const origins = page.getByLabel('Origins whose pages');
		await origins.fill('https://app.example.com/path');
		await button(page, 'Save').click();
		await page.getByRole('alert').getByText('must be an origin').waitFor();
		assert.equal(await origins.inputValue(), 'https://app.example.com/path');
		await origins.fill(`${world().origin}\n\n https://app.example.com \n`);
		await button(page, 'Save').click();
		await said(page, /^Saved/);
		const { body } = await world().api(world().admin, ['GET', '/v1/project']);
		assert.deepEqual(body['origins'], [world().origin, 'https://app.example.com']);
		await origins.fill('');
		await button(page, 'Save').click();
		await page.getByLabel('Its name').fill('user-17');
		await button(page, 'Revoke').last().click();
		await sure(page, 'Revoke');
		await said(page, 'Revoked.');
		await close();
	});

	test('a project is made, renamed, archived and opened again', async () => {
		const { page, close } = await opened('people/projects');
		await page.getByLabel('Id (').fill('shop');
		await page.getByLabel('Name', { exact: true }).fill('The shop');
		await button(page, 'Make a project').click();
		await button(page, 'Rename The shop').click();
		const form = page.getByRole('form', { name: 'Rename The shop' });
		await form.getByLabel('Name', { exact: true }).fill('Our shop');
		await form.getByRole('button', { name: 'Save' }).click();
		await said(page, 'It is called “Our shop” now.');
		await button(page, 'Archive Our shop').click();
		await sure(page, 'Archive');
		await page.locator('.tag').getByText('archived', { exact: true }).waitFor();
		const { code } = await world().admin.ask('POST', '/token', { project: 'shop' });
		assert.equal(code, 'not_allowed');
		await button(page, 'Reopen Our shop').click();
		await said(page, 'is open again');
		await page.getByRole('link', { name: 'Members of Our shop' }).click();
		await page.getByText('You look at the people of the project').waitFor();
		await page.getByLabel('Role of The Administrator').waitFor();
		await close();
	});

	test('the log tells who did what; a filter stands in the address, and older entries follow', async () => {
		const { page, close } = await opened('people/audit');
		await page.getByText('revoked the key for machines').first().waitFor();
		await page.getByLabel('What kind').selectOption('signing-key');
		await button(page, 'Show').click();
		await page.waitForURL(/action=signing-key/);
		await page.getByText('revoked the key for machines').first().waitFor({ state: 'detached' });
		await page.getByText('admin@example.com made the signing key “the careful shop”').waitFor();
		const own = (await world().admin.must('GET', '/audit?project=default&limit=200')) as { entries: unknown[] };
		const missing = Math.max(0, 60 - own.entries.length);
		for (let index = 0; index < missing; index += 1)
			await world().api(world().admin, ['PUT', '/v1/project', { private: index % 2 === 0 }]);
		await world().api(world().admin, ['PUT', '/v1/project', { private: false }]);
		await page.goto(`${world().origin}/workshop/default/people/audit`);
		await page.getByRole('listitem').nth(49).waitFor();
		const before = await page.getByRole('list', { name: 'Audit log' }).getByRole('listitem').count();
		await button(page, 'Older').click();
		await page.getByRole('list', { name: 'Audit log' }).getByRole('listitem').nth(before).waitFor();
		await close();
	});

	for (const role of ['author', 'viewer'] as const) {
		test(`to ${role === 'author' ? 'an author' : 'a viewer'} the page says why it shows nobody, and asks for nothing`, async () => {
			const { page, complaints, requests, close } = await opened('people', world()[role]);
			await page.getByText('are for its administrators').waitFor();
			assert.equal(await page.getByRole('navigation', { name: 'Workshop' }).getByText('People').count(), 0);
			assert.ok(requests.every((address) => !address.includes('/members')));
			assert.deepEqual(complaints, []);
			await close();
		});
	}
}
