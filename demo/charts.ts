/**
 * The charts of the demo pages: what they ask, how often, and how old an answer may be. Whoever starts the demo puts
 * them into the server with `PUT /v1/charts/:name`; the pages name them.
 *
 * The live ones read the table `orders` by its index on `at`, so that a chart refreshed every second stays cheap.
 */
import type { DemoChart } from './demo-chart.ts';
import { GALLERY_CHARTS } from './gallery/gallery.ts';

const source = 'sample';
const dollars = { style: 'currency', currency: 'USD', decimals: 0 } as const;
const live = (seconds: number) => ({ source, refreshMs: seconds * 1000, maxAgeMs: seconds * 1000 });
const background = { source, refreshMs: 300_000, maxAgeMs: 300_000 };
const archive = { source, maxAgeMs: 3_600_000 };

const ordersPerMinute = `select date_trunc('minute', at) as minute,
  count(*) as orders
from orders
where at >= date_trunc('minute', now())
    - interval '30 minutes'
  and at < date_trunc('minute', now())
group by 1
order by 1`;

/** Counted over a sliding minute, in steps of five seconds: a line that moves on and never dips at its unfinished end. */
const ordersPerMinuteNow = `select time, orders
from (
  select time, sum(count) over (order by time range between '55 seconds' preceding and current row) as orders
  from (
    select date_bin('5 seconds', at, timestamptz '2000-01-01') as time, count(*) as count
    from orders
    where at >= now() - interval '31 minutes'
      and at < date_bin('5 seconds', now(), timestamptz '2000-01-01')
    group by 1
  ) as steps
) as sliding
where time >= now() - interval '30 minutes'
order by time`;

const revenueToday = `select round(coalesce(sum(amount), 0)) as "Revenue today, US dollars"
from orders
where at >= date_trunc('day', now())`;

/** Old orders are added up into fewer rows, so that a count of rows would shrink; a sum of quantities does not. */
const itemsToday = `select coalesce(sum(quantity), 0) as "Items sold today"
from orders
where at >= date_trunc('day', now())`;

const latestOrders = (count: number) => `select at as time, product, amount, region
from orders
order by at desc
limit ${count}`;

const home: readonly DemoChart[] = [
	{ name: 'orders-per-minute', title: 'Orders per minute', sql: ordersPerMinute, ...live(2) },
];

const portal: readonly DemoChart[] = [
	{
		name: 'revenue-today',
		title: 'Revenue today',
		sql: revenueToday,
		...live(2),
		spec: { version: 1, type: 'number', formats: { 'Revenue today, US dollars': dollars } },
	},
	{ name: 'items-today', title: 'Items sold today', sql: itemsToday, ...live(2) },
	{
		name: 'average-order',
		title: 'Average order, last hour',
		spec: { version: 1, formats: { average: { ...dollars, decimals: 2 } }, names: { average: 'Average order' } },
		sql: `select round(avg(amount), 2) as average
from orders
where at >= now() - interval '1 hour'`,
		...live(5),
	},
	{
		name: 'revenue-by-region',
		title: 'Revenue by region and product, last hour',
		spec: {
			version: 1,
			type: 'column',
			stack: 'stacked',
			x: 'region',
			y: ['revenue'],
			series: 'product',
			formats: { revenue: dollars },
			limit: { series: 5, others: 'Others' },
		},
		sql: `select region, product, round(sum(amount)) as revenue
from orders
where at >= now() - interval '1 hour'
group by region, product
order by sum(sum(amount)) over (partition by region) desc, product`,
		...live(5),
	},
	{
		name: 'best-sellers',
		title: 'Best sellers, last hour',
		spec: { version: 1, formats: { revenue: dollars } },
		sql: `select product, sum(quantity) as sold, round(sum(amount)) as revenue
from orders
where at >= now() - interval '1 hour'
group by product
order by revenue desc`,
		...live(5),
	},
	{
		name: 'seattle-rain',
		title: 'Rain in Seattle by month',
		spec: {
			version: 1,
			type: 'area',
			names: { rain: 'Rain' },
			formats: { rain: { unit: 'mm' } },
			thresholds: [{ value: 200, label: 'A very wet month', color: '#b3261e' }],
		},
		sql: `select date_trunc('month', date)::date as month, round(sum(precipitation)::numeric, 1) as rain
from seattle_weather
group by 1
order by 1`,
		...background,
	},
	{
		name: 'apple-price',
		title: 'Apple’s share price',
		spec: {
			version: 1,
			type: 'line',
			names: { price: 'Price' },
			formats: { price: dollars },
			yAxis: { scale: 'log' },
		},
		sql: `select date, price
from stocks
where symbol = 'AAPL'
order by date`,
		...background,
	},
];

const wallboard: readonly DemoChart[] = [
	{ name: 'wall-orders-per-minute', title: 'Orders per minute', sql: ordersPerMinuteNow, ...live(1) },
	{ name: 'wall-revenue-today', title: 'Revenue today', sql: revenueToday, ...live(1) },
	{ name: 'wall-items-today', title: 'Items sold today', sql: itemsToday, ...live(1) },
	{
		name: 'wall-orders-per-region',
		title: 'Orders per region, last 10 minutes',
		sql: `select region, count(*) as orders
from orders
where at >= now() - interval '10 minutes'
group by region
order by region`,
		...live(2),
	},
	{ name: 'wall-latest-orders', title: 'Latest orders', sql: latestOrders(8), ...live(1) },
];

const article: readonly DemoChart[] = [
	{
		name: 'us-jobs-change',
		title: 'Change in US jobs by month, thousands',
		sql: `select month, nonfarm_change as change
from us_employment
order by month`,
		...archive,
	},
	{
		name: 'us-jobs-by-industry',
		title: 'US jobs by industry, January 2006 = 100',
		sql: `select month,
  round((100.0 * education_and_health_services / first_value(education_and_health_services) over w)::numeric, 1) as "Education and health",
  round((100.0 * manufacturing / first_value(manufacturing) over w)::numeric, 1) as "Manufacturing",
  round((100.0 * construction / first_value(construction) over w)::numeric, 1) as "Construction"
from us_employment
window w as (order by month)
order by month`,
		...archive,
	},
];

/** A list of regions and a range of days; whatever is not chosen drops out of the SQL. */
const choices = [
	{ name: 'days', type: 'daterange', required: false },
	{ name: 'regions', type: 'list', required: false, allowed: { sql: 'select distinct region from orders' } },
];

const chosen = `where true
  [[ and at >= {{days.start}}::date ]]
  [[ and at < {{days.end}}::date + 1 ]]
  [[ and region = any({{regions}}) ]]`;

const explore: readonly DemoChart[] = [
	{
		name: 'explore-revenue',
		title: 'Revenue by day',
		spec: { version: 1, formats: { revenue: dollars } },
		sql: `select date_trunc('day', at)::date as day, round(sum(amount)) as revenue
from orders
${chosen}
group by 1
order by 1`,
		params: choices,
		source,
		refreshMs: 10_000,
		maxAgeMs: 10_000,
	},
	{
		name: 'explore-products',
		title: 'Revenue by product',
		spec: { version: 1, type: 'column', formats: { revenue: dollars } },
		sql: `select product, round(sum(amount)) as revenue
from orders
${chosen}
group by 1
order by 2 desc`,
		params: choices,
		source,
		refreshMs: 10_000,
		maxAgeMs: 10_000,
	},
	{
		name: 'explore-regions',
		title: 'Regions with orders',
		sql: 'select distinct region from orders order by region',
		source,
		maxAgeMs: 600_000,
	},
	{
		name: 'explore-latest',
		title: 'Latest orders, on change',
		sql: `select at as time, product, amount, region
from orders
order by at desc
limit 6`,
		source,
		listen: 'orders',
		changeMs: 2_000,
		maxAgeMs: 60_000,
	},
	{
		name: 'explore-slow',
		title: 'A question of eight seconds',
		sql: `select count(*) as "Orders of the last hour"
from (select pg_sleep(8)) as pause, orders
where at >= now() - interval '1 hour'`,
		source,
		maxAgeMs: 20_000,
		maxStaleMs: 120_000,
	},
];

/** The names of the charts that each page shows, which is all that its token permits. */
export const CHARTS_OF_PAGE = {
	home: home.map((chart) => chart.name),
	portal: ['orders-per-minute', ...portal.map((chart) => chart.name)],
	explore: explore.map((chart) => chart.name),
	wallboard: wallboard.map((chart) => chart.name),
	article: article.map((chart) => chart.name),
	gallery: GALLERY_CHARTS.map((chart) => chart.name),
} as const;

export const DEMO_CHARTS: readonly DemoChart[] = [
	...home,
	...portal,
	...explore,
	...wallboard,
	...article,
	...GALLERY_CHARTS,
];
