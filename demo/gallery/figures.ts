/** The gallery's figures and tables. */
import type { GalleryExample } from './example.ts';

const dollars = { style: 'currency', currency: 'USD', decimals: 0 } as const;

export const FIGURES: readonly GalleryExample[] = [
	{
		name: 'number',
		family: 'Number, with what it was before',
		note: 'Live: today and yesterday until the same time.',
		sql: `select
  round(coalesce(sum(amount) filter (where at >= date_trunc('day', now())), 0)) as today,
  round(coalesce(sum(amount) filter (where at < now() - interval '1 day'), 0)) as yesterday
from orders
where at >= date_trunc('day', now()) - interval '1 day'`,
		spec: {
			version: 1,
			type: 'number',
			title: 'Revenue',
			y: ['today'],
			number: { comparison: 'yesterday', difference: 'percent', good: 'up' },
			formats: { today: dollars, yesterday: dollars },
		},
		refreshMs: 5_000,
	},
	{
		name: 'number-trend',
		family: 'Number, with its trend',
		note: 'The last row is the figure, the row before it the comparison, and all of them the line.',
		sql: `select month, nonfarm as jobs
from us_employment
order by month`,
		spec: {
			version: 1,
			type: 'number',
			title: 'Jobs in the USA, thousands',
			y: ['jobs'],
			number: { trend: true, good: 'up', difference: 'percent' },
			formats: { jobs: { decimals: 0 } },
		},
	},
	{
		name: 'gauge',
		family: 'Gauge',
		note: 'Live: one figure between its ends, with zones.',
		sql: `select count(*) as orders
from orders
where at >= now() - interval '1 minute'`,
		spec: {
			version: 1,
			type: 'gauge',
			title: 'Orders in the last minute',
			yAxis: { min: 0, max: 300 },
			bands: [
				{ to: 100, label: 'quiet' },
				{ from: 100, to: 220, label: 'usual' },
				{ from: 220, label: 'busy' },
			],
		},
		refreshMs: 2_000,
	},
	{
		name: 'table',
		family: 'Table',
		note: 'The first column stays; bars, fills and colours by value; all 3,201 rows can be scrolled and sorted.',
		sql: `select title, genre, release_date, imdb_rating, rotten_tomatoes_rating as critics, worldwide_gross, production_budget
from movies
order by worldwide_gross desc nulls last`,
		spec: {
			version: 1,
			type: 'table',
			title: 'Films',
			names: {
				title: 'Film',
				genre: 'Genre',
				release_date: 'Released',
				imdb_rating: 'Viewers',
				critics: 'Critics',
				worldwide_gross: 'Earned',
				production_budget: 'Cost',
			},
			formats: {
				worldwide_gross: { style: 'compact', unit: 'USD' },
				production_budget: { style: 'compact', unit: 'USD' },
			},
			table: {
				freeze: 1,
				conditions: [
					{ column: 'worldwide_gross', show: 'bar' },
					{ column: 'critics', show: 'scale' },
					{ column: 'imdb_rating', above: 8, show: 'fill', color: '#1a7f4b' },
					{ column: 'imdb_rating', below: 4, show: 'text', color: '#b3261e' },
				],
			},
		},
	},
	{
		name: 'pivot',
		family: 'Pivot',
		note: 'Rows and columns made of values, with sums.',
		sql: `select region, year, population
from gapminder
where year >= 1985`,
		spec: {
			version: 1,
			type: 'pivot',
			title: 'People by region and year',
			y: ['population'],
			pivot: { rows: ['region'], columns: ['year'], aggregate: 'sum', totals: true },
			formats: { population: { style: 'compact' } },
		},
	},
];
