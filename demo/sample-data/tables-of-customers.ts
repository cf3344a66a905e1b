/** Made-up customers over two years: what they bought, what they subscribed to, and how their plans changed. */
import { exponential, type Random, randomFrom } from './random.ts';
import type { SampleTable } from './sample-table.ts';

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2023, 0, 1);
/** Nothing is known from this moment on. */
const END = Date.UTC(2025, 0, 1);
const CUSTOMERS = 700;

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A day between the first and the last; more of them come towards the end. */
const joinedAt = (random: Random): number => FIRST + random() ** 0.8 * (END - FIRST - 10 * DAY_MS);

const PLANS = [
	{ name: 'Basic', price: 9, monthsStayed: 11 },
	{ name: 'Plus', price: 19, monthsStayed: 19 },
	{ name: 'Team', price: 49, monthsStayed: 34 },
] as const;

const planAt = (share: number) => (share < 0.5 ? PLANS[0] : share < 0.83 ? PLANS[1] : PLANS[2]);

/** More is bought before the end of the year, by whoever buys at all. */
const season = (ms: number): number => ([10, 11].includes(new Date(ms).getUTCMonth()) ? 1.7 : 1);

function* purchases(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_001);
	let id = 0;
	for (let customer = 1; customer <= CUSTOMERS; customer += 1) {
		const gap = 20 + exponential(50, random);
		const spends = 15 + exponential(45, random);
		const joined = joinedAt(random);
		const leaves = joined + exponential(330 * DAY_MS, random);
		let at = joined;
		do {
			id += 1;
			const amount = (5 + spends * (0.4 + random() * 1.2) * season(at)).toFixed(2);
			yield [id, customer, new Date(at), amount];
			at += (exponential(gap, random) * DAY_MS) / season(at);
		} while (at < Math.min(leaves, END));
	}
}

function* subscriptions(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_002);
	for (let id = 1; id <= CUSTOMERS; id += 1) {
		const plan = planAt(random());
		const started = joinedAt(random);
		const ended = started + (1 + exponential(plan.monthsStayed * 30, random)) * DAY_MS;
		yield [id, 1_000 + id, plan.name, plan.price, dateOf(started), ended < END ? dateOf(ended) : null];
	}
}

/** A system writes down a customer's plan now and then, also where it is what it was. */
function* planChanges(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_003);
	let id = 0;
	for (let customer = 1; customer <= 250; customer += 1) {
		let plan = planAt(random() * 0.8).name;
		let at = joinedAt(random);
		while (at < END) {
			id += 1;
			yield [id, customer, new Date(at), plan];
			at += exponential(120 * DAY_MS, random);
			if (random() < 0.7) plan = planAt(random()).name;
		}
	}
}

const NAMES = ['Ana Sousa', 'Ben Okoro', 'Chloé Martin', 'Dmitri Volkov', 'Emi Tanaka', 'Farid Haddad', 'Greta Lind'];

/** Some have registered more than once, with other letters and blanks. */
function* contacts(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_004);
	for (let id = 1; id <= 400; id += 1) {
		const person = Math.floor(random() * 330);
		const name = NAMES[person % NAMES.length] ?? '';
		const plain = `${name.split(' ')[0]?.toLowerCase().replace('é', 'e')}.${person}@example.com`;
		const written = random() < 0.2 ? `${plain.charAt(0).toUpperCase()}${plain.slice(1)} ` : plain;
		const phone = random() < 0.3 ? null : `+1 555 ${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
		yield [id, random() < 0.02 ? null : written, name, phone, new Date(joinedAt(random))];
	}
}

export const TABLES_OF_CUSTOMERS: readonly SampleTable[] = [
	{
		name: 'purchases',
		comment: 'Made up: what 700 customers bought in 2023 and 2024, in US dollars.',
		columns: [
			['id', 'integer primary key'],
			['customer_id', 'integer not null'],
			['at', 'timestamptz not null'],
			['amount', 'numeric(10,2) not null'],
		],
		indexes: ['customer_id', 'at'],
		source: { kind: 'made', rows: purchases },
	},
	{
		name: 'subscriptions',
		comment: 'Made up: subscriptions of 2023 and 2024; ended_on is the first day without it, null while it goes on.',
		columns: [
			['id', 'integer primary key'],
			['customer_id', 'integer not null'],
			['plan', 'text not null'],
			['monthly_price', 'numeric(6,2) not null'],
			['started_on', 'date not null'],
			['ended_on', 'date'],
		],
		indexes: ['started_on'],
		source: { kind: 'made', rows: subscriptions },
	},
	{
		name: 'plan_changes',
		comment: 'Made up: the plan of 250 customers, as it was written down now and then, also where nothing had changed.',
		columns: [
			['id', 'integer primary key'],
			['customer_id', 'integer not null'],
			['changed_at', 'timestamptz not null'],
			['plan', 'text not null'],
		],
		indexes: ['customer_id'],
		source: { kind: 'made', rows: planChanges },
	},
	{
		name: 'contacts',
		comment: 'Made up: people who registered, some of them more than once with other letters and blanks.',
		columns: [
			['id', 'integer primary key'],
			['email', 'text'],
			['name', 'text not null'],
			['phone', 'text'],
			['created_at', 'timestamptz not null'],
		],
		source: { kind: 'made', rows: contacts },
	},
];
