/**
 * The shop that never closes: makes plausible orders, the same ones for the same moment (a fixed seed), so that the
 * history looks alike on every machine and goes over into the live feed without a step.
 *
 * An order of the last day is a row of its own. Older ones are kept as one row per ten minutes, region and product,
 * with their quantities and amounts added up, so that sums over time hold and the table stays small.
 */
import { type Random, randomFrom } from './random.ts';

export interface Order {
	readonly at: Date;
	readonly region: string;
	readonly product: string;
	readonly quantity: number;
	/** US dollars with two decimals, as text, so that no cent is lost. */
	readonly amount: string;
}

interface Region {
	readonly name: string;
	readonly share: number;
	readonly hoursFromUtc: number;
}

interface Product {
	readonly name: string;
	readonly share: number;
	readonly price: number;
}

const REGIONS: readonly Region[] = [
	{ name: 'Europe', share: 0.36, hoursFromUtc: 1 },
	{ name: 'North America', share: 0.34, hoursFromUtc: -6 },
	{ name: 'Asia Pacific', share: 0.2, hoursFromUtc: 8 },
	{ name: 'Latin America', share: 0.1, hoursFromUtc: -3 },
];

const PRODUCTS: readonly Product[] = [
	{ name: 'Coffee', share: 0.3, price: 14.5 },
	{ name: 'Tea', share: 0.22, price: 11.9 },
	{ name: 'Chocolate', share: 0.2, price: 6.4 },
	{ name: 'Grinder', share: 0.1, price: 79 },
	{ name: 'Kettle', share: 0.1, price: 49 },
	{ name: 'Espresso machine', share: 0.08, price: 389 },
];

const SEED = 20_240_229;
const ORDERS_A_SECOND = 2.6;
const HOUR_MS = 3_600_000;
export const BUCKET_MS = 600_000;
/** Orders younger than this are rows of their own: all of today's, whatever a reader's time zone calls today. */
export const DETAIL_MS = 26 * HOUR_MS;
export const HISTORY_MS = 30 * 24 * HOUR_MS;
export const KEEP_MS = 60 * 24 * HOUR_MS;

/** The generator of one moment: the same moment always brings the same orders. */
const randomAt = (ms: number): Random => randomFrom(SEED ^ Math.imul(Math.floor(ms / 1000), 2_654_435_761));

/** Poisson-distributed whole number; by the normal approximation where the mean is large. */
function poisson(mean: number, random: Random): number {
	if (mean > 30) {
		const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
		return Math.max(0, Math.round(mean + normal * Math.sqrt(mean)));
	}
	const limit = Math.exp(-mean);
	let count = 0;
	for (let product = random(); product > limit; product *= random()) count += 1;
	return count;
}

/** How busy a region is, 1 on average: quiet at night, busiest in the evening, and more so at the weekend. */
function rhythm(ms: number, region: Region): number {
	const local = new Date(ms + region.hoursFromUtc * HOUR_MS);
	const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
	const daily =
		1 - 0.62 * Math.cos(((hour - 4) / 24) * 2 * Math.PI) + 0.22 * Math.cos(((hour - 20) / 12) * 2 * Math.PI);
	const weekly = [1.18, 0.9, 0.9, 0.94, 0.98, 1.04, 1.22][local.getUTCDay()] ?? 1;
	return daily * weekly;
}

const orderRate = (ms: number, region: Region): number => ORDERS_A_SECOND * region.share * rhythm(ms, region);

const quantityOf = (random: Random): number => 1 + Math.floor(random() ** 2.5 * 4);

function pickBy<T extends { readonly share: number }>(
	items: readonly T[],
	weight: (item: T) => number,
	random: Random,
): T {
	const total = items.reduce((sum, item) => sum + weight(item), 0);
	let left = random() * total;
	let chosen = items[0];
	for (const item of items) {
		chosen = item;
		left -= weight(item);
		if (left < 0) break;
	}
	if (chosen === undefined) throw new Error('There is nothing to pick from.');
	return chosen;
}

/** The one to five orders of one second. */
export function ordersOfSecond(ms: number): Order[] {
	const random = randomAt(ms);
	const rate = REGIONS.reduce((sum, region) => sum + orderRate(ms, region), 0);
	const count = Math.min(5, Math.max(1, poisson(rate, random)));
	return Array.from({ length: count }, () => {
		const region = pickBy(REGIONS, (each) => orderRate(ms, each), random);
		const product = pickBy(PRODUCTS, (each) => each.share, random);
		const quantity = quantityOf(random);
		const discount = random() < 0.15 ? 0.9 : 1;
		const at = new Date(ms + Math.floor(random() * 1000));
		return {
			at,
			region: region.name,
			product: product.name,
			quantity,
			amount: (quantity * product.price * discount).toFixed(2),
		};
	}).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The added-up orders of the ten minutes that begin at `ms`. */
function ordersOfBucket(ms: number): Order[] {
	const random = randomAt(ms);
	const orders: Order[] = [];
	for (const region of REGIONS) {
		for (const product of PRODUCTS) {
			const count = poisson((orderRate(ms, region) * product.share * BUCKET_MS) / 1000, random);
			if (count === 0) continue;
			let quantity = 0;
			for (let index = 0; index < count; index += 1) quantity += quantityOf(random);
			const amount = (quantity * product.price * (0.975 + random() * 0.02)).toFixed(2);
			orders.push({ at: new Date(ms), region: region.name, product: product.name, quantity, amount });
		}
	}
	return orders;
}

/** All orders of [from, to), which ends at `now` or before: added up where they are old, one by one where recent. */
export function* ordersBetween(from: number, to: number, now: number): Generator<Order> {
	const detailFrom = Math.floor((now - DETAIL_MS) / BUCKET_MS) * BUCKET_MS;
	for (let ms = Math.ceil(from / BUCKET_MS) * BUCKET_MS; ms < Math.min(to, detailFrom); ms += BUCKET_MS) {
		yield* ordersOfBucket(ms);
	}
	const firstSecond = Math.ceil(Math.max(from, detailFrom) / 1000) * 1000;
	for (let ms = firstSecond; ms + 1000 <= to; ms += 1000) yield* ordersOfSecond(ms);
}
