/** The example queries beside the editor. Each runs on the sample tables; the tests run them all. */

export interface Example {
	readonly title: string;
	readonly note?: string;
	readonly sql: string;
}

export const EXAMPLES: readonly Example[] = [
	{
		title: 'Stocks by month',
		sql: `select date_trunc('month', date) as month, avg(price)
from stocks
group by 1
order by 1`,
	},
	{
		title: 'Five share prices, side by side',
		sql: `select date,
  max(price) filter (where symbol = 'AAPL') as "Apple",
  max(price) filter (where symbol = 'AMZN') as "Amazon",
  max(price) filter (where symbol = 'GOOG') as "Google",
  max(price) filter (where symbol = 'IBM') as "IBM",
  max(price) filter (where symbol = 'MSFT') as "Microsoft"
from stocks
group by date
order by date`,
	},
	{
		title: 'Live orders',
		note: 'run it again: it has moved on',
		sql: `select date_trunc('minute', at) as minute,
  count(*) filter (where region = 'Europe') as "Europe",
  count(*) filter (where region = 'North America') as "North America",
  count(*) filter (where region = 'Asia Pacific') as "Asia Pacific",
  count(*) filter (where region = 'Latin America') as "Latin America"
from orders
where at >= date_trunc('minute', now()) - interval '1 hour'
  and at < date_trunc('minute', now())
group by 1
order by 1`,
	},
	{
		title: 'A histogram of 200,000 delays',
		sql: `select (width_bucket(delay, -60, 180, 24) * 10 - 70)::text as delay_minutes, count(*) as flights
from flights
where delay between -60 and 179
group by 1
order by min(delay)`,
	},
	{
		title: 'A moving average',
		note: 'thirty days of Seattle’s highs',
		sql: `select date, temp_max,
  round((avg(temp_max) over (order by date rows between 29 preceding and current row))::numeric, 2) as average_30_days
from seattle_weather
order by date`,
	},
	{
		title: 'A straight line through the penguins',
		note: 'correlation and regression',
		sql: `select species, count(*) as penguins,
  round(corr(body_mass, flipper_length)::numeric, 3) as correlation,
  round(regr_slope(body_mass, flipper_length)::numeric, 1) as grams_per_mm,
  round(regr_r2(body_mass, flipper_length)::numeric, 3) as r_squared
from penguins
group by species
order by species`,
	},
	{
		title: 'Top ten films by takings',
		sql: `select title, director, extract(year from release_date)::int as year, worldwide_gross
from movies
where worldwide_gross is not null
order by worldwide_gross desc
limit 10`,
	},
	{
		title: 'How fuel economy grew',
		sql: `select year,
  round((avg(miles_per_gallon) filter (where origin = 'USA'))::numeric, 1) as "USA",
  round((avg(miles_per_gallon) filter (where origin = 'Europe'))::numeric, 1) as "Europe",
  round((avg(miles_per_gallon) filter (where origin = 'Japan'))::numeric, 1) as "Japan"
from cars
group by year
order by year`,
	},
	{
		title: 'Life expectancy, weighted by population',
		note: 'each person counted once',
		sql: `select make_date(year, 1, 1) as year, round((sum(life_expectancy * population) / sum(population))::numeric, 2) as life_expectancy
from gapminder
group by year
order by year`,
	},
	{
		title: 'Seattle’s weather, counted',
		sql: `select weather, count(*) as days
from seattle_weather
group by weather
order by days desc`,
	},
	{
		title: 'A slow one',
		note: 'close the page and come back',
		sql: `-- Takes 20 seconds. Close the page, or open its address elsewhere: the run is found again.
select pg_sleep(20), 42 as answer`,
	},
	{
		title: 'Three minutes',
		note: 'close the page; its answer waits under “Your runs”',
		sql: `-- The run belongs to the server: close the page, shut the laptop, come back later.
select pg_sleep(180), count(*) as orders from orders`,
	},
	{
		title: 'A wrong column name',
		note: 'the error is marked where it is',
		sql: `select symbol, max(price) as highest,
  max(prize) - min(price) as spread
from stocks
group by symbol`,
	},
];
