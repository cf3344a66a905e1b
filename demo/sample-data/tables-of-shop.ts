/** A made-up shop on the web: what its visitors did, an experiment with them, what they put together, and its meter. */
import { exponential, normal, randomFrom } from './random.ts';
import type { SampleTable } from './sample-table.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What comes next, and how likely it is that anything does. */
const STEPS = [
	{ name: 'visit', goesOn: 0.72 },
	{ name: 'product', goesOn: 0.45 },
	{ name: 'cart', goesOn: 0.62 },
	{ name: 'checkout', goesOn: 0.78 },
	{ name: 'purchase', goesOn: 0 },
] as const;

/** An hour of the day: few come at night, most in the evening. */
function hourOf(random: () => number): number {
	for (;;) {
		const hour = random() * 24;
		if (random() < 0.12 + 0.88 * Math.max(0, Math.sin(((hour - 5) / 18) * Math.PI)) ** 2) return hour;
	}
}

function* events(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_011);
	const first = Date.UTC(2024, 9, 21);
	let id = 0;
	for (let user = 1; user <= 900; user += 1) {
		const visits = 1 + Math.floor(exponential(1.4, random));
		for (let visit = 0; visit < visits; visit += 1) {
			let at = first + Math.floor(random() * 28) * DAY_MS + hourOf(random) * HOUR_MS;
			for (const { name, goesOn } of STEPS) {
				const looks = name === 'product' ? 1 + Math.floor(exponential(0.9, random)) : 1;
				for (let look = 0; look < looks; look += 1) {
					id += 1;
					yield [id, user, new Date(at), name];
					at += exponential(3 * MINUTE_MS, random);
				}
				if (random() > goesOn) break;
			}
		}
	}
}

function* experiment(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_012);
	for (let user = 1; user <= 4_000; user += 1) {
		const variant = random() < 0.5 ? 'A' : 'B';
		yield [user, variant, random() < (variant === 'A' ? 0.112 : 0.139)];
	}
}

const GOODS = [
	{ name: 'Bread', price: 2.9, share: 0.42 },
	{ name: 'Butter', price: 2.4, share: 0.18 },
	{ name: 'Jam', price: 3.2, share: 0.1 },
	{ name: 'Milk', price: 1.3, share: 0.38 },
	{ name: 'Cereal', price: 4.1, share: 0.12 },
	{ name: 'Coffee', price: 7.9, share: 0.22 },
	{ name: 'Filters', price: 1.9, share: 0.03 },
	{ name: 'Tea', price: 4.4, share: 0.14 },
	{ name: 'Pasta', price: 1.6, share: 0.25 },
	{ name: 'Sauce', price: 2.8, share: 0.08 },
	{ name: 'Cheese', price: 5.6, share: 0.2 },
	{ name: 'Apples', price: 3.3, share: 0.27 },
] as const;

/** Who has the one is the likelier to take the other as well. */
const TOGETHER: Readonly<Record<string, readonly [goods: string, share: number]>> = {
	Butter: ['Bread', 0.55],
	Jam: ['Butter', 0.45],
	Cereal: ['Milk', 0.4],
	Filters: ['Coffee', 0.4],
	Sauce: ['Pasta', 0.55],
};

function* basketItems(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_013);
	for (let basket = 1; basket <= 1_200; basket += 1) {
		const taken = new Set<string>();
		for (const { name, price, share } of GOODS) {
			const [other, more] = TOGETHER[name] ?? ['', 0];
			if (random() >= share * 0.8 + (taken.has(other) ? more : 0)) continue;
			taken.add(name);
			yield [basket, name, (price * (1 + Math.floor(exponential(0.5, random)))).toFixed(2)];
		}
	}
}

/** Around the night in which Europe's clocks are set back; some hours were never sent, some without a value. */
function* meterReadings(): Generator<readonly unknown[]> {
	const random = randomFrom(2_024_014);
	const first = Date.UTC(2024, 9, 22);
	for (let hour = 0; hour < 14 * 24; hour += 1) {
		const daily = 42 + 14 * Math.sin(((hour % 24) - 7) * (Math.PI / 12));
		const value = daily + 2.5 * normal(random) + (hour === 131 ? 70 : 0);
		const isKept = hour === 0 || (random() > 0.08 && !(hour > 200 && hour < 209));
		if (isKept) yield [new Date(first + hour * HOUR_MS), random() < 0.03 ? null : value.toFixed(2)];
	}
}

export const TABLES_OF_SHOP: readonly SampleTable[] = [
	{
		name: 'events',
		comment: 'Made up: what 900 visitors of a shop did in four weeks of 2024, from visit to purchase.',
		columns: [
			['id', 'integer primary key'],
			['user_id', 'integer not null'],
			['at', 'timestamptz not null'],
			['name', 'text not null'],
		],
		indexes: ['user_id', 'at'],
		source: { kind: 'made', rows: events },
	},
	{
		name: 'experiment_users',
		comment: 'Made up: an experiment with two variants of a page, and whether each of 4,000 visitors bought.',
		columns: [
			['user_id', 'integer primary key'],
			['variant', 'text not null'],
			['converted', 'boolean not null'],
		],
		source: { kind: 'made', rows: experiment },
	},
	{
		name: 'basket_items',
		comment: 'Made up: what was in 1,200 baskets of a grocer, with what was paid for it in US dollars.',
		columns: [
			['basket_id', 'integer not null'],
			['product', 'text not null'],
			['amount', 'numeric(8,2) not null'],
		],
		constraints: ['primary key (basket_id, product)'],
		source: { kind: 'made', rows: basketItems },
	},
	{
		name: 'meter_readings',
		comment: 'Made up: what a shop used of electricity by the hour, in kWh, for two weeks; some hours are missing.',
		columns: [
			['at', 'timestamptz primary key'],
			['kwh', 'numeric(8,2)'],
		],
		source: { kind: 'made', rows: meterReadings },
	},
];
