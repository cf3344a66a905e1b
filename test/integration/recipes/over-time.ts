/** What the recipes of time have to bring. */
import { linearRegression } from 'simple-statistics';
import { dayNumber, type Series, seriesOf, type Unit, wallClock, weekday } from './calendar.ts';
import { exactSum, type Given, grouped, meanOf, num, orNull, param, type RecipeCase, type Row, sum } from './case.ts';
import { studentQuantile } from './student.ts';

const seriesIn = (rows: readonly Row[], given: Given, by: 'sum' | 'mean'): Series =>
	seriesOf(rows, {
		unit: String(given.params['unit']) as Unit,
		zone: given.zone,
		ahead: Number(given.params['horizon'] ?? 0),
		by,
	});

const known = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined);

const seasonalDecomposition: RecipeCase = {
	others: [{ season: 5 }, { unit: 'year', season: 4 }],
	expected: (rows, given) => {
		const { periods, values } = seriesIn(rows, given, 'mean');
		const season = param(given, 'season');
		const half = Math.floor(season / 2);
		// Of an even season: 1/2, 1, …, 1, 1/2 of the season and one more.
		const weightAt = (offset: number) => (season % 2 === 0 && Math.abs(offset) === half ? 0.5 : 1) / season;
		const trend = values.map((_, at) => {
			const around = Array.from({ length: 2 * half + 1 }, (__, index) => index - half);
			return sum(around.map((offset) => (values[at + offset] ?? Number.NaN) * weightAt(offset)));
		});
		const rest = (at: number) => (values[at] ?? Number.NaN) - (trend[at] ?? Number.NaN);
		const figures = Array.from({ length: season }, (_, position) => {
			const own = periods.flatMap((__, at) =>
				at % season === position && Number.isFinite(rest(at)) ? [rest(at)] : [],
			);
			return own.length === 0 ? undefined : meanOf(own);
		});
		const middle = meanOf(known(figures));
		return periods.map((period, at) => {
			const seasonal = (figures[at % season] ?? Number.NaN) - middle;
			return {
				period,
				value: values[at] ?? null,
				trend: orNull(trend[at] ?? Number.NaN),
				seasonal: orNull(seasonal),
				remainder: orNull(rest(at) - seasonal),
			};
		});
	},
};

const daily = (rows: readonly Row[], { zone }: Given): [string, number][] =>
	[...grouped(rows, (row) => wallClock(row['time'], zone).date)]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([day, group]) => [day, meanOf(group.map((row) => num(row, 'value')))]);

const movingAverage: RecipeCase = {
	others: [{ days: 7 }, { days: 1 }],
	expected: (rows, given) => {
		const days = daily(rows, given).map(([day, value]) => ({ day, value, place: dayNumber(day) }));
		const length = param(given, 'days');
		return days.map(({ day, value, place }) => {
			const window = days.filter((other) => other.place > place - length && other.place <= place);
			const isWhole = place - (days[0]?.place ?? place) >= length - 1;
			const average = isWhole ? meanOf(window.map((other) => other.value)) : null;
			return { day, value, days_measured: window.length, average };
		});
	},
};

const exponentialAverage: RecipeCase = {
	others: [{ span: 1 }],
	expected: (rows, given) => {
		const days = daily(rows, given);
		const share = 2 / (param(given, 'span') + 1);
		// As its definition has it, a weighted sum of all values so far.
		return days.map(([day, value], at) => {
			const weight = (other: number) => (other === 0 ? (1 - share) ** at : share * (1 - share) ** (at - other));
			return { day, value, average: sum(days.slice(0, at + 1).map(([, each], other) => each * weight(other))) };
		});
	},
};

interface State {
	readonly level: number;
	readonly slope: number;
	readonly seasons: readonly number[];
}

/** The three equations of the component form; a period that was not measured leaves only the trend to go on. */
function holtWintersStates(values: readonly (number | undefined)[], given: Given) {
	const season = param(given, 'season');
	const [alpha, beta, gamma] = ['alpha', 'beta', 'gamma'].map((name) => param(given, name)) as [number, number, number];
	const [one, two] = [known(values.slice(0, season)), known(values.slice(season, 2 * season))];
	if (one.length < season || two.length < season) return undefined;
	const start = meanOf(one);
	let state: State = {
		level: start,
		slope: (meanOf(two) - start) / season,
		seasons: one.map((value) => value - start),
	};
	const fitted = new Map<number, number>();
	for (let at = season; at < values.length; at += 1) {
		const { level, slope, seasons } = state;
		const old = seasons[at % season] ?? 0;
		fitted.set(at, level + slope + old);
		const value = values[at];
		if (value === undefined) {
			state = { ...state, level: level + slope };
			continue;
		}
		const nextLevel = alpha * (value - old) + (1 - alpha) * (level + slope);
		const nextSlope = beta * (nextLevel - level) + (1 - beta) * slope;
		const nextSeason = gamma * (value - nextLevel) + (1 - gamma) * old;
		state = {
			level: nextLevel,
			slope: nextSlope,
			seasons: seasons.map((each, place) => (place === at % season ? nextSeason : each)),
		};
	}
	return { state, fitted, season, alpha, b: alpha * beta, g: gamma * (1 - alpha) };
}

const holtWinters: RecipeCase = {
	others: [{ horizon: 30, gamma: 0.4 }, { season: 5, horizon: 17, unit: 'week' }, { season: 1 }],
	expected: (rows, given) => {
		const { periods, values, length } = seriesIn(rows, given, 'mean');
		const measured = values.slice(0, length);
		const smoothed = holtWintersStates(measured, given);
		const errors = measured.flatMap((value, at) => {
			const fit = smoothed?.fitted.get(at);
			return value === undefined || fit === undefined ? [] : [(value - fit) ** 2];
		});
		const sigma = Math.sqrt(meanOf(errors));
		return periods.map((period, at) => {
			const steps = at - length + 1;
			const row = { period, value: values[at] ?? null, fitted: smoothed?.fitted.get(at) ?? null };
			if (smoothed === undefined || steps < 1) return { ...row, forecast: null, low: null, high: null };
			const { state, season, alpha, b, g } = smoothed;
			const forecast = state.level + steps * state.slope + (state.seasons[at % season] ?? 0);
			// The variance from the weights of the moving average: c(j) = alpha + b j, and g more after each season.
			const weights = Array.from(
				{ length: steps - 1 },
				(_, index) => alpha + b * (index + 1) + ((index + 1) % season === 0 ? g : 0),
			);
			const margin = param(given, 'z') * sigma * Math.sqrt(1 + sum(weights.map((weight) => weight ** 2)));
			return { ...row, forecast, low: orNull(forecast - margin), high: orNull(forecast + margin) };
		});
	},
};

const linearForecast: RecipeCase = {
	expected: (rows, given) => {
		const { periods, values, length } = seriesIn(rows, given, 'sum');
		const points = values.flatMap((value, at): [number, number][] => (value === undefined ? [] : [[at, value]]));
		const n = points.length;
		const { m, b } = n > 1 ? linearRegression(points) : { m: Number.NaN, b: Number.NaN };
		const center = meanOf(points.map(([at]) => at));
		const sxx = sum(points.map(([at]) => (at - center) ** 2));
		const sse = sum(points.map(([at, value]) => (value - b - m * at) ** 2));
		const t = n > 2 ? studentQuantile(0.975, n - 2) : Number.NaN;
		return periods.map((period, at) => {
			const line = b + m * at;
			const isAhead = at >= length;
			const margin = t * Math.sqrt((sse / (n - 2)) * (1 + 1 / n + (at - center) ** 2 / sxx));
			return {
				period,
				value: values[at] ?? null,
				line: orNull(line),
				low: isAhead ? orNull(line - margin) : null,
				high: isAhead ? orNull(line + margin) : null,
			};
		});
	},
};

const cumulativeSum: RecipeCase = {
	others: [{ unit: 'week' }, { unit: 'year' }],
	expected: (rows, given) => {
		const { periods, values } = seriesIn(rows, given, 'sum');
		const sums = periods.flatMap((period, at) =>
			values[at] === undefined ? [] : [{ period, value: exactSum([values[at]]) }],
		);
		return sums.map((row, at) => ({ ...row, total_so_far: exactSum(sums.slice(0, at + 1).map(({ value }) => value)) }));
	},
};

const growth = (months: number): RecipeCase => ({
	expected: (rows, { zone }) => {
		const { periods, values } = seriesOf(rows, { unit: 'month', zone, by: 'sum' });
		const sums = values.map((value) => exactSum([value ?? 0]));
		return periods.map((month, at) => {
			const [value = 0, before] = [sums[at], sums[at - months]];
			if (before === undefined) return { month, value, before: null, change: null, growth: null };
			return {
				month,
				value,
				before,
				change: exactSum([value, -before]),
				growth: before > 0 ? value / before - 1 : null,
			};
		});
	},
});

const HOUR_MS = 3_600_000;

/** Hours are 3,600,000 ms apart, whatever the clocks do. */
const gapFilling: RecipeCase = {
	expected: (rows) => {
		const hours = grouped(rows, (row) => Math.floor(Date.parse(String(row['time'])) / HOUR_MS));
		const at = [...hours.keys()].sort((a, b) => a - b);
		const [first = 0, last = -1] = [at[0], at.at(-1)];
		const meanAt = (hour: number) => meanOf((hours.get(hour) ?? []).map((row) => num(row, 'value')));
		return Array.from({ length: last - first + 1 }, (_, index) => {
			const hour = first + index;
			const before = at.findLast((each) => each <= hour) ?? first;
			const after = at.find((each) => each >= hour) ?? last;
			const share = before === after ? 0 : (hour - before) / (after - before);
			return {
				slot: hour * HOUR_MS,
				value: orNull(meanAt(hour)),
				is_missing: !hours.has(hour),
				last_known: meanAt(before),
				interpolated: meanAt(before) * (1 - share) + meanAt(after) * share,
			};
		});
	},
};

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const weekHours: RecipeCase = {
	expected: (rows, { zone }) => {
		const counts = grouped(rows, (row) => {
			const { date, hour } = wallClock(row['time'], zone);
			return `${weekday(date)} ${hour}`;
		});
		if (rows.length === 0) return [];
		return [1, 2, 3, 4, 5, 6, 7].flatMap((day) =>
			Array.from({ length: 24 }, (_, hour) => ({
				weekday: DAYS[day - 1] ?? '',
				hour,
				rows: counts.get(`${day} ${hour}`)?.length ?? 0,
			})),
		);
	},
};

export const OVER_TIME: Readonly<Record<string, RecipeCase>> = {
	'seasonal-decomposition': seasonalDecomposition,
	'moving-average': movingAverage,
	'exponential-average': exponentialAverage,
	'holt-winters': holtWinters,
	'linear-forecast': linearForecast,
	'cumulative-sum': cumulativeSum,
	'growth-month': growth(1),
	'growth-year': growth(12),
	'gap-filling': gapFilling,
	'week-hour-heatmap': weekHours,
};
