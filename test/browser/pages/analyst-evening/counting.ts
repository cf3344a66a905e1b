/** What has arrived in all: each thing once, and nothing is on its way any more. */
import assert from 'node:assert/strict';
import { readMail } from '../../../support/mime.ts';
import { until } from '../../../support/until.ts';
import { SCHEDULE } from './scheduling.ts';
import { PATIENT } from './sending.ts';
import type { Evening } from './world.ts';

export async function countAll({ world }: Evening): Promise<void> {
	const { smtp, receiver, installation, api } = world;
	const { control } = installation;
	const open = async () => [
		...(await control`select from deliveries where state in ('waiting', 'sending')`),
		...(await control`select from alert_evaluations`),
		...(await control`select from schedule_times where state in ('taken', 'asked')`),
	];
	await until(async () => (await open()).length === 0, { ...PATIENT, what: 'nothing is on its way' });
	const mails = smtp.taken.map(({ raw, to }) => [to, readMail(raw).headers.get('message-id')] as const);
	assert.equal(mails.length, 2);
	assert.equal(new Set(mails.map(([, id]) => id)).size, 2);
	const posts = receiver.posts.map(({ path, headers }) => [path, headers['webhook-id']] as const);
	assert.deepEqual(posts.map(([path]) => path).toSorted(), ['/heat', '/heat', '/morning', '/morning']);
	assert.equal(new Set(posts.map(([, id]) => id)).size, 4);
	const { deliveries } = (await api('GET', '/v1/deliveries')) as { deliveries: { state: string }[] };
	assert.deepEqual(
		deliveries.map(({ state }) => state),
		Array.from({ length: 6 }, () => 'sent'),
	);
	const { times } = (await api('GET', `/v1/schedules/${SCHEDULE}/log`)) as { times: { state: string }[] };
	assert.deepEqual(
		times.map(({ state }) => state),
		['sent', 'sent'],
	);
	const { events } = (await api('GET', '/v1/alerts/too-hot/events')) as { events: { kind: string }[] };
	assert.deepEqual(
		events.map(({ kind }) => kind),
		['recovered', 'fired'],
	);
	assert.deepEqual([installation.webs.size, installation.workers.size], [2, 2]);
}
