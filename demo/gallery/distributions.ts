/** The gallery's charts of how values lie, and of how two of them hang together. */
import type { GalleryExample } from './example.ts';

export const DISTRIBUTIONS: readonly GalleryExample[] = [
	{
		name: 'histogram',
		family: 'Histogram',
		note: 'The values themselves; the widths of the bins follow from them.',
		sql: `select imdb_rating
from movies
where imdb_rating is not null`,
		spec: {
			version: 1,
			type: 'histogram',
			title: 'How viewers rate films',
			y: ['imdb_rating'],
			names: { imdb_rating: 'rating' },
			xAxis: { title: 'rating' },
		},
	},
	{
		name: 'box',
		family: 'Box plot',
		note: 'Quartiles, whiskers of 1.5 times their distance, and what lies beyond.',
		sql: `select species, flipper_length
from penguins
where flipper_length is not null
order by species`,
		spec: {
			version: 1,
			type: 'box',
			title: 'Flippers of penguins',
			x: 'species',
			y: ['flipper_length'],
			names: { flipper_length: 'length' },
			formats: { flipper_length: { unit: 'mm' } },
		},
	},
	{
		name: 'scatter',
		family: 'Scatter, with sizes',
		note: 'A point for each country: its people by area, its region by colour.',
		sql: `select country, income, life_expectancy, population, region
from country_income
order by population desc`,
		spec: {
			version: 1,
			type: 'scatter',
			title: 'Income and life expectancy',
			x: 'income',
			y: ['life_expectancy'],
			series: 'region',
			scatter: { size: 'population', label: 'country' },
			xAxis: { title: 'US dollars a year and person' },
			yAxis: { title: 'years' },
			formats: { income: { style: 'currency', currency: 'USD', decimals: 0 }, population: { style: 'compact' } },
			names: { life_expectancy: 'life expectancy' },
		},
	},
	{
		name: 'regression',
		family: 'Scatter, with a line',
		note: 'A straight line by least squares, with the share that it explains.',
		sql: `select weight, miles_per_gallon, name
from cars
where miles_per_gallon is not null`,
		spec: {
			version: 1,
			type: 'scatter',
			title: 'Heavy cars are thirsty',
			x: 'weight',
			y: ['miles_per_gallon'],
			scatter: { label: 'name', regression: 'linear' },
			xAxis: { title: 'pounds' },
			yAxis: { title: 'miles a gallon' },
			formats: { weight: { unit: 'lb' }, miles_per_gallon: { unit: 'mpg' } },
		},
	},
	{
		name: 'heatmap',
		family: 'Heat map',
		note: 'Days and hours, by colour.',
		sql: `select extract(hour from departed_at)::integer as hour,
  to_char(departed_at, 'Dy') as day,
  round(avg(delay), 1) as delay
from flight_legs
group by hour, day, extract(isodow from departed_at)
order by extract(isodow from departed_at) desc, hour`,
		spec: {
			version: 1,
			type: 'heatmap',
			title: 'When flights are late',
			x: 'hour',
			series: 'day',
			y: ['delay'],
			xAxis: { title: 'hour of departure' },
			formats: { delay: { unit: 'min', decimals: 1 } },
		},
	},
];
