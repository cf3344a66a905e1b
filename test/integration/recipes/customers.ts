/** What the recipes of customers have to bring. */
import { dayNumber, msOf, nextPeriod, periodsOf, startOf, type Unit, wallClock } from './calendar.ts';
import {
	byName,
	exactSum,
	type Given,
	grouped,
	meanOf,
	num,
	ordered,
	orNull,
	param,
	quantile,
	type RecipeCase,
	type Row,
	text,
} from './case.ts';
import { bothTails } from './student.ts';

const sessions: RecipeCase = {
	others: [{ minutes: 2 }],
	expected: (rows, given) => {
		const limitMs = param(given, 'minutes') * 60_000;
		const found = byName(rows, 'user').flatMap(([user, own]) => {
			const times = own
				.map((row) => ({ ms: msOf(row, 'time'), day: wallClock(row['time'], given.zone).date }))
				.sort((a, b) => a.ms - b.ms);
			const list: { user: string; day: string; from: number; to: number; events: number }[] = [];
			for (const { ms, day } of times) {
				const open = list.at(-1);
				if (open === undefined || ms - open.to > limitMs) list.push({ user, day, from: ms, to: ms, events: 1 });
				else list[list.length - 1] = { ...open, to: ms, events: open.events + 1 };
			}
			return list;
		});
		return ordered([...grouped(found, ({ day }) => day)], ([day]) => day).map(([day, own]) => ({
			day,
			sessions: own.length,
			visitors: new Set(own.map(({ user }) => user)).size,
			events_each: meanOf(own.map(({ events }) => events)),
			median_minutes: quantile(
				own.map(({ from, to }) => (to - from) / 60_000),
				0.5,
			),
		}));
	},
};

const funnel: RecipeCase = {
	others: [{ steps: 'product > cart > nothing > purchase' }],
	expected: (rows, given) => {
		const names = String(given.params['steps'])
			.split('>')
			.map((step) => step.trim());
		// Each visitor walks along the events in time, and takes a step whenever the next one is met.
		const far = byName(rows, 'user').map(([, own]) => {
			const walk = ordered(
				own,
				(row) => msOf(row, 'time'),
				(row) => names.indexOf(text(row, 'event')),
			);
			return walk.reduce((step, row) => (text(row, 'event') === names[step] ? step + 1 : step), 0);
		});
		const counts = names.map((_, at) => far.filter((steps) => steps > at).length);
		return names.map((name, at) => ({
			step: at + 1,
			name,
			visitors: counts[at] ?? 0,
			of_first: orNull((counts[at] ?? 0) / (counts[0] ?? 0)),
			of_before: at === 0 ? null : orNull((counts[at] ?? 0) / (counts[at - 1] ?? 0)),
		}));
	},
};

const cohorts: RecipeCase = {
	others: [{ unit: 'week' }, { unit: 'year' }],
	expected: (rows, given) => {
		const unit = String(given.params['unit']) as Unit;
		const periodOf = (row: Row) => startOf(wallClock(row['time'], given.zone).date, unit);
		const periods = periodsOf(rows.map(periodOf), unit);
		const active = byName(rows, 'user').map(([, own]) => new Set(own.map(periodOf).sort()));
		return [...grouped(active, ([first = '']) => first)]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.flatMap(([cohort, members]) =>
				periods.slice(periods.indexOf(cohort)).map((period, later) => {
					const back = members.filter((own) => own.has(period)).length;
					return {
						cohort,
						periods_later: later,
						customers: members.length,
						active: back,
						retention: back / members.length,
					};
				}),
			);
	},
};

interface Spell {
	readonly from: number;
	/** The first day without; null: it goes on. */
	readonly to: number | null;
}

const spellOf = (row: Row): Spell => ({
	from: dayNumber(text(row, 'start')),
	to: row['end'] === null || row['end'] === undefined ? null : dayNumber(text(row, 'end')),
});

const isSound = ({ from, to }: Spell): boolean => to === null || to >= from;
const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** Who is there on the day before, and the day itself is not the first. */
const isThere = ({ from, to }: Spell, day: number): boolean => from < day && (to === null || to > day);

const churn: RecipeCase = {
	keepsNulls: true,
	expected: (rows) => {
		const spells = rows
			.filter((row) => row['start'] !== null)
			.map(spellOf)
			.filter(isSound);
		const days = spells.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
		return periodsOf(days.map(dateOf), 'month').map((month) => {
			const [first, next] = [dayNumber(month), dayNumber(nextPeriod(month, 'month'))];
			const active = spells.filter((spell) => isThere(spell, first));
			const gone = active.filter(({ to }) => to !== null && to <= next).length;
			const joined = spells.filter(({ from }) => from >= first && from < next).length;
			return { month, active: active.length, joined, left_within: gone, churn: orNull(gone / active.length) };
		});
	},
};

const kaplanMeier: RecipeCase = {
	keepsNulls: true,
	expected: (rows, given) => {
		const kept = rows.filter((row) => row['start'] !== null && row['category'] !== null && isSound(spellOf(row)));
		const until = Math.max(...kept.map(spellOf).flatMap(({ from, to }) => [from, to ?? from]));
		const livesOf = (own: readonly Row[]) =>
			own.map(spellOf).map(({ from, to }) => ({ days: (to ?? until) - from, hasEnded: to !== null }));
		const steps = livesOf(kept).flatMap(({ days, hasEnded }) => (hasEnded ? [days] : []));
		const moments = [...new Set([0, ...steps])].sort((a, b) => a - b);
		return byName(kept, 'category').flatMap(([category, own]) => {
			const lives = livesOf(own);
			let [survival, variance] = [1, 0];
			return moments.flatMap((days) => {
				const atRisk = lives.filter((life) => life.days >= days).length;
				const ended = lives.filter((life) => life.days === days && life.hasEnded).length;
				if (atRisk === 0) return [];
				survival *= 1 - ended / atRisk;
				// With nobody left the sum has no further term.
				if (atRisk > ended) variance += ended / (atRisk * (atRisk - ended));
				const margin = param(given, 'z') * survival * Math.sqrt(variance);
				const [low, high] = [Math.max(0, survival - margin), Math.min(1, survival + margin)];
				return [{ category, days, at_risk: atRisk, survival, low, high }];
			});
		});
	},
};

const rfm: RecipeCase = {
	expected: (rows, given) => {
		const customers = byName(rows, 'user').map(([, own]) => ({
			last: Math.max(...own.map((row) => dayNumber(wallClock(row['time'], given.zone).date))),
			count: own.length,
			money: exactSum(own.map((row) => num(row, 'amount'))),
		}));
		const latest = Math.max(...customers.map(({ last }) => last));
		const score = (values: readonly number[], value: number) =>
			Math.ceil((5 * values.filter((each) => each <= value).length) / values.length);
		const scored = customers.map((customer) => ({
			...customer,
			r: score(
				customers.map(({ last }) => last),
				customer.last,
			),
			f: score(
				customers.map(({ count }) => count),
				customer.count,
			),
			m: score(
				customers.map(({ money }) => money),
				customer.money,
			),
		}));
		return ordered([...grouped(scored, ({ r, f }) => `${5 - f} ${r}`)], ([key]) => key).map(([key, own]) => ({
			recency_score: Number(key.split(' ')[1]),
			frequency_score: 5 - Number(key.split(' ')[0]),
			customers: own.length,
			total: exactSum(own.map(({ money }) => money)),
			mean_recency_days: meanOf(own.map(({ last }) => latest - last)),
			mean_monetary_score: meanOf(own.map(({ m }) => m)),
		}));
	},
};

/** Wilson's interval as the roots of (p − rate)² = z² p (1 − p) / n. */
function wilson(rate: number, n: number, z: number): [number, number] {
	const [a, b, c] = [1 + z ** 2 / n, -(2 * rate + z ** 2 / n), rate ** 2];
	const root = Math.sqrt(b ** 2 - 4 * a * c);
	return [(-b - root) / (2 * a), (-b + root) / (2 * a)];
}

const abTest: RecipeCase = {
	others: [{ control: 'B' }, { control: 'nobody' }],
	expected: (rows, given: Given) => {
		const z = param(given, 'z');
		const variants = byName(rows, 'variant').map(([variant, own]) => {
			const hits = own.filter((row) => row['converted'] === true).length;
			return { variant, n: own.length, hits, rate: hits / own.length };
		});
		const control = variants.find(({ variant }) => variant === given.params['control']);
		return variants.map(({ variant, n, hits, rate }) => {
			const [rate_low, rate_high] = wilson(rate, n, z);
			const row = { variant, people: n, conversions: hits, rate, rate_low, rate_high };
			const none = { difference: null, difference_low: null, difference_high: null, z_score: null, p_value: null };
			if (control === undefined || control.variant === variant) return { ...row, ...none };
			const difference = rate - control.rate;
			const margin = z * Math.sqrt((rate * (1 - rate)) / n + (control.rate * (1 - control.rate)) / control.n);
			const pooled = (hits + control.hits) / (n + control.n);
			const score = difference / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / control.n));
			const ends = { difference, difference_low: difference - margin, difference_high: difference + margin };
			return { ...row, ...ends, z_score: orNull(score), p_value: orNull(bothTails(score)) };
		});
	},
};

const marketBasket: RecipeCase = {
	others: [{ support: 0.1, rules: 3 }],
	expected: (rows, given) => {
		const baskets = byName(rows, 'basket').map(([, own]) => new Set(own.map((row) => text(row, 'item'))));
		const items = [...new Set(baskets.flatMap((basket) => [...basket]))];
		const withAll = (...wanted: string[]) =>
			baskets.filter((basket) => wanted.every((item) => basket.has(item))).length;
		const rules = items.flatMap((first) =>
			items.flatMap((second) => {
				const together = first === second ? 0 : withAll(first, second);
				if (together === 0 || together < param(given, 'support') * baskets.length) return [];
				const [one, other] = [withAll(first), withAll(second)];
				const lift = (together * baskets.length) / (one * other);
				return [
					{
						rule: `${first} → ${second}`,
						first,
						second,
						together,
						support: together / baskets.length,
						confidence: together / one,
						lift,
					},
				];
			}),
		);
		return ordered(
			rules,
			({ lift }) => -lift,
			({ confidence }) => -confidence,
			({ first }) => first,
			({ second }) => second,
		).slice(0, param(given, 'rules'));
	},
};

export const CUSTOMERS: Readonly<Record<string, RecipeCase>> = {
	sessions,
	funnel,
	'cohort-retention': cohorts,
	churn,
	'kaplan-meier': kaplanMeier,
	rfm,
	'ab-test': abTest,
	'market-basket': marketBasket,
};
