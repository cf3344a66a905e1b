/** The gallery's charts of what goes on in time. */
import type { GalleryExample } from './example.ts';

export const OVER_TIME: readonly GalleryExample[] = [
	{
		name: 'line',
		family: 'Lines',
		note: 'A line for each value of a column, named at its end; a mark where something happened; a threshold.',
		sql: `select date, symbol, price,
  case when date = '2008-10-01' and symbol = 'AAPL' then 'Lehman fails' end as event
from stocks
where symbol <> 'GOOG'
order by date`,
		spec: {
			version: 1,
			type: 'line',
			title: 'Share prices',
			y: ['price'],
			series: 'symbol',
			names: { AAPL: 'Apple', AMZN: 'Amazon', MSFT: 'Microsoft' },
			formats: { price: { style: 'currency', currency: 'USD', decimals: 0 } },
			annotations: { column: 'event' },
			thresholds: [{ value: 100, label: '100 dollars' }],
		},
	},
	{
		name: 'area',
		family: 'Areas, stacked',
		note: 'Parts that add up, year by year.',
		sql: `select year, source, net_generation
from iowa_electricity
order by year, source`,
		spec: {
			version: 1,
			type: 'area',
			title: 'Electricity generated in Iowa',
			stack: 'stacked',
			names: { net_generation: 'generated' },
			formats: { net_generation: { style: 'compact', unit: 'GWh' } },
		},
	},
	{
		name: 'area-percent',
		family: 'Areas, shares',
		note: 'The same, each year as 100 %.',
		sql: `select year, source, net_generation
from iowa_electricity
order by year, source`,
		spec: { version: 1, type: 'area', title: 'Where Iowa’s electricity comes from', stack: 'percent' },
	},
	{
		name: 'step',
		family: 'Steps',
		note: 'A value that holds until the next one.',
		sql: `select date, max(co2) over (order by date) as highest
from co2_concentration
where date >= '2010-01-01'
order by date`,
		spec: {
			version: 1,
			type: 'step',
			title: 'Carbon dioxide, the highest so far',
			formats: { highest: { decimals: 0, unit: 'ppm' } },
		},
	},
	{
		name: 'forecast',
		family: 'A forecast and its interval',
		note: 'A straight line by least squares, carried on for four years, with 95 % of what has been around it.',
		sql: `with past as (
  select date, co2, extract(epoch from date)::float8 as t
  from co2_concentration
  where date >= '2008-01-01'
), fit as (
  select regr_slope(co2, t) as slope, regr_intercept(co2, t) as start,
    2 * sqrt(regr_syy(co2, t) * (1 - regr_r2(co2, t)) / (count(*) - 2)) as spread,
    max(date) as last
  from past
), days as (
  select date from past
  union all
  select (last + n * interval '1 month')::date from fit, generate_series(1, 48) as n
)
select days.date, past.co2,
  case when days.date >= last then round((start + slope * extract(epoch from days.date)::float8)::numeric, 2) end as forecast,
  case when days.date >= last then round((start + slope * extract(epoch from days.date)::float8 - spread)::numeric, 2) end as low,
  case when days.date >= last then round((start + slope * extract(epoch from days.date)::float8 + spread)::numeric, 2) end as high
from days
cross join fit
left join past using (date)
order by days.date`,
		spec: {
			version: 1,
			type: 'line',
			title: 'Carbon dioxide over Mauna Loa',
			y: ['co2', 'forecast'],
			dashed: ['forecast'],
			interval: { low: 'low', high: 'high', label: '95 %' },
			names: { co2: 'measured' },
			yAxis: { title: 'parts per million' },
		},
	},
	{
		name: 'combination',
		family: 'Columns and a line, two axes',
		note: 'Rain at the left, warmth at the right.',
		sql: `select to_char(date, 'MM Mon') as month,
  round(sum(precipitation) / 4) as rain,
  round(avg(temp_max), 1) as warmth
from seattle_weather
group by 1
order by 1`,
		spec: {
			version: 1,
			type: 'combination',
			title: 'A year in Seattle',
			y: ['rain', 'warmth'],
			lines: ['warmth'],
			y2: ['warmth'],
			names: { rain: 'Rain', warmth: 'Highest of the day' },
			yAxis: { title: 'mm a month', min: 0 },
			y2Axis: { title: '°C', min: 0 },
			formats: { rain: { unit: 'mm' }, warmth: { unit: '°C', decimals: 1 } },
		},
	},
	{
		name: 'candlestick',
		family: 'Candlesticks',
		note: 'Open, high, low, close; the columns are found by their names.',
		sql: `select date, open, high, low, close
from volatility_index
order by date`,
		spec: { version: 1, type: 'candlestick', title: 'Volatility index, June and July 2009' },
	},
	{
		name: 'calendar',
		family: 'Calendar',
		note: 'Each day of several years, by colour.',
		sql: `select date, temp_max
from seattle_weather
where date >= '2014-01-01'
order by date`,
		spec: {
			version: 1,
			type: 'calendar',
			title: 'The highest of the day in Seattle',
			x: 'date',
			y: ['temp_max'],
			names: { temp_max: 'highest' },
			colorScale: { kind: 'sequential' },
			formats: { temp_max: { unit: '°C', decimals: 1 } },
		},
	},
	{
		name: 'sparkline',
		family: 'Sparkline',
		note: 'Live: orders in each ten seconds, small enough for a line of text.',
		sql: `select date_bin('10 seconds', at, timestamptz '2000-01-01') as time, count(*) as orders
from orders
where at >= date_bin('10 seconds', now(), timestamptz '2000-01-01') - interval '10 minutes'
  and at < date_bin('10 seconds', now(), timestamptz '2000-01-01')
group by 1
order by 1`,
		spec: { version: 1, type: 'sparkline' },
		refreshMs: 10_000,
	},
];
