/** How much a project may send, and for how long it is kept that it did. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
const PATIENT = { timeoutMs: 60_000 };
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner, {
		env: { CHARTWIRE_DELIVERIES_PER_HOUR: '5', CHARTWIRE_DELIVERY_DAYS: '60' },
	});
	await chartwire.chart('plain', 'select 1 as n');
	await chartwire.chart('high', 'select 50 as n');
});

const must = async (method: string, path: string, body?: object) => {
	const answer = await chartwire.api(method, path, body);
	assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
	return answer.body;
};

const BY_HAND = { cron: '0 0 1 1 *', timeZone: 'UTC' };
const ABOVE = { kind: 'threshold', op: '>', value: 10 };
const mailsTo = (count: number) => [
	{ kind: 'email', to: Array.from({ length: count }, (_, n) => `reader-${n}@example.com`) },
];
const schedule = (recipients: number) => ({ ...BY_HAND, target: { chart: 'plain' }, channels: mailsTo(recipients) });

interface Time {
	readonly time: string;
	readonly dueAt: number;
	readonly state: string;
	readonly reason: string | null;
	readonly deliveries: Readonly<Record<string, number>>;
}

/** The latest of its times, once it has ended. */
const ended = (name: string, isIt: (time: Time) => boolean) =>
	until(
		async () => {
			const { times } = (await must('GET', `/v1/schedules/${name}/log`)) as { times: Time[] };
			return times.find((each) => isIt(each) && !['taken', 'asked'].includes(each.state));
		},
		{ ...PATIENT, what: `${name} has ended` },
	);

async function sentNow(name: string): Promise<Time> {
	const { time } = await must('POST', `/v1/schedules/${name}/send`);
	return ended(name, (each) => each.time === time);
}

async function cameDue(name: string): Promise<Time> {
	const [row] = await chartwire.control`
		update schedules set next_at = delivery_clock() where name = ${name} returning next_at`;
	const due: Date = row?.['next_at'];
	return ended(name, ({ dueAt }) => dueAt >= due.getTime());
}

const addedBy = async (kind: string) =>
	(await chartwire.control`select from deliveries where cause_kind = ${kind}`).length;

describe('a project that sends too much', () => {
	test('is refused what is beyond its hour, whole, and its log says why; what comes within it is sent', async () => {
		await must('PUT', '/v1/schedules/mistaken', schedule(3));
		assert.equal((await sentNow('mistaken')).state, 'sent');
		const refused = await cameDue('mistaken');
		assert.deepEqual([refused.state, refused.deliveries], ['failed', {}]);
		assert.match(refused.reason ?? '', /^Nothing was sent: .* 3 messages .* 3 more .* 5 .* an hour/);
		assert.equal(await addedBy('schedule'), 3);
		const late = await cameDue('mistaken');
		const hours = new Set([refused, late].map(({ dueAt }) => Math.floor(dueAt / 3_600_000)));
		const { others } = (await must('GET', '/v1/inbox')) as { others: { schedule: string; reason: string }[] };
		assert.deepEqual(
			others.map((each) => [each.schedule, each.reason]),
			Array.from(hours, () => ['mistaken', refused.reason]),
			'once an hour',
		);
		await must('PUT', '/v1/schedules/small', schedule(2));
		assert.equal((await sentNow('small')).state, 'sent');
		await chartwire.control`update deliveries set created_at = created_at - interval '61 minutes'`;
		assert.equal((await sentNow('mistaken')).state, 'sent');
		await chartwire.control`update deliveries set created_at = created_at - interval '61 minutes'`;
	});

	test('is told so at once where somebody sends by hand, and nothing is taken', async () => {
		await must('PUT', '/v1/schedules/by-hand', schedule(5));
		assert.equal((await sentNow('by-hand')).state, 'sent');
		const again = await chartwire.api('POST', '/v1/schedules/by-hand/send');
		const { code, message } = again.body['error'] as { code: string; message: string };
		assert.deepEqual([again.status, code], [429, 'rate_limited']);
		assert.match(message, /^Nothing was sent: .* 5 messages .* 5 more .* 5 in an hour/);
		const toOne = await chartwire.api('POST', '/v1/schedules/by-hand/send', { channels: mailsTo(1) });
		assert.equal(toOne.status, 429, 'nor to others');
		const { times } = (await must('GET', '/v1/schedules/by-hand/log')) as { times: Time[] };
		assert.equal(times.length, 1);
		const { control } = chartwire;
		const audited = await control`select from audit_log where action = 'schedule.sent' and object = 'by-hand'`;
		assert.equal(audited.length, 1);
		await control`update deliveries set created_at = created_at - interval '61 minutes'`;
	});

	test('has half of it at least for all others, whatever one of them sends', async () => {
		await must('PUT', '/v1/schedules/busy', schedule(1));
		assert.deepEqual([(await sentNow('busy')).state, (await sentNow('busy')).state], ['sent', 'sent']);
		const refused = await cameDue('busy');
		assert.equal(refused.state, 'failed');
		assert.match(refused.reason ?? '', /this schedule has sent 2 messages .* half of the 5/);
		await must('PUT', '/v1/schedules/other', schedule(3));
		assert.equal((await sentNow('other')).state, 'sent');
		await chartwire.control`update deliveries set created_at = created_at - interval '61 minutes'`;
	});

	test('by its schedules does not keep its alerts from being told; beyond their own hour, log and inbox say so', async () => {
		const alert = { ...BY_HAND, chart: 'high', condition: ABOVE, channels: mailsTo(3) };
		const fired = async (name: string) => {
			await must('PUT', `/v1/alerts/${name}`, alert);
			const [event] = await until(
				async () => {
					const events = (await must('GET', `/v1/alerts/${name}/events`))['events'] as { reason: string }[];
					return events.length > 0 && events;
				},
				{ ...PATIENT, what: `${name} fires` },
			);
			return event?.reason ?? '';
		};
		assert.equal(await fired('first'), 'The value is 50, above 10.');
		const reason = await fired('second');
		assert.match(reason, /above 10\. Nothing was sent: .* alerts .* 3 messages/);
		assert.equal(await addedBy('alert'), 3);
		const { others } = (await must('GET', '/v1/inbox')) as { others: { alert: string; reason: string }[] };
		assert.equal(others.find((each) => each.alert === 'second')?.reason, reason);
		// What still fires when there is room again is told then, to its channels as well.
		const { control } = chartwire;
		await control`update deliveries set created_at = created_at - interval '61 minutes'`;
		await control`update alerts set next_at = delivery_clock() where name = 'second'`;
		await until(async () => (await addedBy('alert')) === 6, { ...PATIENT, what: 'the second is told' });
		const { events } = (await must('GET', '/v1/alerts/second/events')) as { events: { kind: string }[] };
		assert.deepEqual(
			events.map(({ kind }) => kind),
			['still-firing', 'fired'],
		);
	});

	test('may have so many schedules, each with so many recipients, and no more', async () => {
		const many = await chartwire.api('PUT', '/v1/schedules/many', {
			...schedule(1),
			channels: [...mailsTo(50), ...mailsTo(50), { kind: 'slack', url: 'https://hooks.example.com/x' }],
		});
		assert.equal(many.status, 400);
		assert.match(JSON.stringify(many.body), /channels: have 101 recipients together, and may have 100/);
		await chartwire.control`insert into schedules (project, name, title, declaration, enabled, updated_by)
			select 'default', 'filler-' || n, '', '{}', false, '' from generate_series(1, 500) as n`;
		const refused = await chartwire.api('PUT', '/v1/schedules/beyond', schedule(1));
		assert.deepEqual([refused.status, (refused.body['error'] as { code: string }).code], [422, 'too_many_schedules']);
		await must('PUT', '/v1/schedules/small', schedule(1));
		await chartwire.control`delete from schedules where name like 'filler-%'`;
	});
});

describe('what was sent long ago', () => {
	const insertMany = (name: string, count: number, age: string) => chartwire.control`
		insert into deliveries (project, key, cause_kind, cause_name, cause_at, channel, state, created_at, ended_at)
		select 'default', ${name} || n, 'schedule', ${name}, now(), '{"kind":"slack","host":"h","ref":"r"}',
			case when n % 2 = 0 then 'dead' else 'sent' end,
			now() - ${age}::interval, now() - ${age}::interval from generate_series(1, ${count}::integer) as n`;

	test('is dropped with its attempts, however much it is; the log goes on without it, and what is younger stays', async () => {
		const { control } = chartwire;
		await insertMany('old', 2_500, '61 days');
		await insertMany('young', 1, '59 days');
		await control`insert into delivery_attempts (delivery, attempt, worker) select id, 1, '' from deliveries where cause_name = 'old'`;
		await control`update deliveries set ended_at = now() - interval '61 days', state = 'sent' where cause_name = 'small'`;
		await chartwire.start('worker');
		const left = async () => (await control`select from deliveries where cause_name in ('old', 'small')`).length;
		await until(async () => (await left()) === 0, { ...PATIENT, what: 'all of it is dropped' });
		assert.equal((await control`select from deliveries where cause_name = 'young'`).length, 1);
		assert.equal(
			(await control`select from delivery_attempts a where not exists (select from deliveries where id = a.delivery)`)
				.length,
			0,
		);
		const { times } = (await must('GET', '/v1/schedules/small/log')) as { times: Time[] };
		assert.deepEqual(times[0]?.deliveries, {});
	});

	test('is counted for the log and the list of schedules by an index, not by looking at all that was ever sent', async () => {
		const { control } = chartwire;
		await insertMany('busy', 20_000, '1 day');
		await control`analyze deliveries`;
		const planOf = async (name: string, values: string) => {
			const sql = readFileSync(new URL(`../../server/schedules/sql/${name}.sql`, import.meta.url), 'utf8');
			await control.unsafe(`prepare asked as ${sql}`);
			const rows = await control.unsafe(`explain execute asked (${values})`);
			await control.unsafe('deallocate asked');
			return rows.map((row) => row['QUERY PLAN']).join('\n');
		};
		for (const plan of [
			await planOf('select-times', "'default', 'busy', null, 26"),
			await planOf('select-schedules', "'default', null, null, 26"),
		]) {
			assert.match(plan, /deliveries_of_time/, plan);
			assert.doesNotMatch(plan, /Seq Scan on deliveries|deliveries_(cause|dead|listed)/, plan);
		}
	});
});
