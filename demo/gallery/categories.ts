/** The gallery's charts of things side by side. */
import type { GalleryExample } from './example.ts';

export const CATEGORIES: readonly GalleryExample[] = [
	{
		name: 'column',
		family: 'Columns, grouped',
		note: 'A column for each value of a second column.',
		sql: `select species, sex, round(avg(body_mass)) as body_mass
from penguins
where sex is not null
group by species, sex
order by species, sex`,
		spec: {
			version: 1,
			type: 'column',
			title: 'How heavy penguins are',
			x: 'species',
			series: 'sex',
			y: ['body_mass'],
			names: { body_mass: 'mass' },
			formats: { body_mass: { unit: 'g' } },
			labels: true,
		},
	},
	{
		name: 'column-stacked',
		family: 'Columns, stacked',
		note: 'The five largest, and all others as one.',
		sql: `select extract(year from release_date)::integer::text as year, distributor, sum(us_gross) as gross
from movies
where release_date between '2000-01-01' and '2009-12-31' and us_gross > 0
group by 1, 2
order by 1`,
		spec: {
			version: 1,
			type: 'column',
			title: 'What films have earned in the USA',
			x: 'year',
			series: 'distributor',
			y: ['gross'],
			stack: 'stacked',
			limit: { series: 6, others: 'Others' },
			formats: { gross: { style: 'compact', unit: 'USD' } },
		},
	},
	{
		name: 'column-negative',
		family: 'Columns below zero',
		note: 'Above and below; a band for a time.',
		sql: `select month, nonfarm_change as change
from us_employment
where month between '2007-07-01' and '2011-12-01'
order by month`,
		spec: {
			version: 1,
			type: 'column',
			title: 'Jobs won and lost in the USA',
			formats: { change: { unit: 'thousand' } },
			annotations: { points: [{ at: '2007-12-01', to: '2009-06-01', label: 'Recession' }] },
		},
	},
	{
		name: 'bar',
		family: 'Bars',
		note: 'Long names have room; the largest come first; values are written at the bars.',
		sql: `select title, worldwide_gross
from movies
where worldwide_gross is not null
order by worldwide_gross desc
limit 12`,
		spec: {
			version: 1,
			type: 'bar',
			title: 'Films that earned most',
			sort: 'descending',
			labels: true,
			names: { worldwide_gross: 'earned worldwide' },
			formats: { worldwide_gross: { style: 'compact', unit: 'USD' } },
		},
	},
	{
		name: 'bar-percent',
		family: 'Bars, shares',
		note: 'Each bar is 100 %.',
		sql: `select genre, mpaa_rating as rating, count(*) as films
from movies
where mpaa_rating in ('G', 'PG', 'PG-13', 'R')
  and genre in ('Action', 'Adventure', 'Comedy', 'Drama', 'Horror', 'Romantic Comedy', 'Thriller/Suspense')
group by 1, 2
order by 1, 2`,
		spec: { version: 1, type: 'bar', title: 'Who may see which films', x: 'genre', series: 'rating', stack: 'percent' },
	},
	{
		name: 'waterfall',
		family: 'Waterfall',
		note: 'What is added and taken away, step by step, to the sum.',
		sql: `select step, amount
from (
  select 1 as n, 'Cinemas, USA' as step, sum(us_gross) as amount from movies where production_budget > 0
  union all
  select 2, 'Cinemas elsewhere', sum(worldwide_gross - us_gross) from movies where production_budget > 0
  union all
  select 3, 'DVD, USA', sum(us_dvd_sales) from movies where production_budget > 0
  union all
  select 4, 'Production', -sum(production_budget) from movies where production_budget > 0
) as steps
order by n`,
		spec: {
			version: 1,
			type: 'waterfall',
			title: 'From the till to what is left',
			x: 'step',
			y: ['amount'],
			waterfall: { total: 'Left' },
			labels: true,
			formats: { amount: { style: 'compact', unit: 'USD' } },
		},
	},
	{
		name: 'funnel',
		family: 'Funnel',
		note: 'How many are left after each step.',
		sql: `select step, films
from (
  select 1 as n, 'Films' as step, count(*) as films from movies
  union all select 2, 'rated by viewers', count(*) from movies where imdb_rating is not null
  union all select 3, 'and by critics', count(*) from movies
    where imdb_rating is not null and rotten_tomatoes_rating is not null
  union all select 4, 'and sold on DVD', count(*) from movies
    where imdb_rating is not null and rotten_tomatoes_rating is not null and us_dvd_sales is not null
) as steps
order by n`,
		spec: { version: 1, type: 'funnel', title: 'What is known of films', x: 'step', y: ['films'], labels: true },
	},
];
