/** The gallery's charts of parts of a whole, of what flows, and of places. */
import type { GalleryExample } from './example.ts';

const peopleByRegion = `select region, sum(population) as people
from gapminder
where year = 2005
group by region
order by people desc`;

export const PARTS: readonly GalleryExample[] = [
	{
		name: 'pie',
		family: 'Pie',
		note: 'A few parts of one whole.',
		sql: peopleByRegion,
		spec: {
			version: 1,
			type: 'pie',
			title: 'People by region',
			labels: true,
			formats: { people: { style: 'compact' } },
		},
	},
	{
		name: 'donut',
		family: 'Donut',
		note: 'The same with its sum in the middle.',
		sql: peopleByRegion,
		spec: { version: 1, type: 'donut', title: 'People by region', formats: { people: { style: 'compact' } } },
	},
	{
		name: 'treemap',
		family: 'Treemap',
		note: 'Parts of parts, by area.',
		sql: `select region, country, population
from gapminder
where year = 2005
order by population desc`,
		spec: {
			version: 1,
			type: 'treemap',
			title: 'People by country',
			treemap: { path: ['region', 'country'] },
			y: ['population'],
			formats: { population: { style: 'compact' } },
		},
	},
	{
		name: 'sankey',
		family: 'Sankey',
		note: 'What goes from where to where.',
		sql: `select island as from_group, species as to_group, count(*) as penguins
from penguins
group by 1, 2
union all
select species, sex, count(*)
from penguins
where sex is not null
group by 1, 2
order by 3 desc`,
		spec: {
			version: 1,
			type: 'sankey',
			title: 'Penguins by island, species and sex',
			sankey: { from: 'from_group', to: 'to_group' },
			y: ['penguins'],
		},
	},
	{
		name: 'map-world',
		family: 'Map of the world',
		note: 'Countries by name or code.',
		sql: `select country, life_expectancy
from country_income`,
		spec: {
			version: 1,
			type: 'map',
			title: 'Life expectancy',
			x: 'country',
			y: ['life_expectancy'],
			names: { life_expectancy: 'life expectancy' },
			formats: { life_expectancy: { unit: 'years', decimals: 1 } },
		},
	},
	{
		name: 'map-us',
		family: 'Map of the US',
		note: 'States by name or postal code.',
		sql: `select state, count(*) as airports
from airports
where country = 'USA'
group by state`,
		spec: { version: 1, type: 'map', title: 'Airports', map: { area: 'us' }, x: 'state', y: ['airports'] },
	},
];
