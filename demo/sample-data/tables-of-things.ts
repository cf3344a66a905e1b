/** The sample tables that describe things and places: countries, films, cars and penguins. */
import type { SampleTable } from './sample-table.ts';

const REGIONS = [
	'South Asia',
	'Europe',
	'Sub-Saharan Africa',
	'America',
	'East Asia and Pacific',
	'Middle East and North Africa',
];

const GAPMINDER: SampleTable = {
	name: 'gapminder',
	comment: 'Population, life expectancy and children per woman by country, every fifth year from 1955 to 2005.',
	columns: [
		['country', 'text not null'],
		['year', 'integer not null'],
		['region', 'text not null'],
		['population', 'bigint not null'],
		['life_expectancy', 'numeric(5,2) not null'],
		['fertility', 'numeric(4,2) not null'],
	],
	constraints: ['primary key (country, year)'],
	source: {
		kind: 'json',
		file: 'gapminder.json',
		pick: (row) => [
			row['country'],
			row['year'],
			REGIONS[Number(row['cluster'])],
			row['pop'],
			row['life_expect'],
			row['fertility'],
		],
	},
};

const COUNTRY_INCOME: SampleTable = {
	name: 'country_income',
	comment: 'Income per head in international dollars, life expectancy and population of 187 countries.',
	columns: [
		['country', 'text primary key'],
		['income', 'integer not null'],
		['life_expectancy', 'numeric(5,2) not null'],
		['population', 'bigint not null'],
		['region', 'text not null'],
	],
	source: { kind: 'csv', file: 'gapminder-health-income.csv' },
};

const MOVIES: SampleTable = {
	name: 'movies',
	comment: 'Films with takings and budgets in US dollars and ratings; some values are missing or wrong, as in life.',
	columns: [
		['id', 'integer primary key'],
		['title', 'text'],
		['release_date', 'date'],
		['genre', 'text'],
		['mpaa_rating', 'text'],
		['director', 'text'],
		['distributor', 'text'],
		['creative_type', 'text'],
		['source', 'text'],
		['running_minutes', 'integer'],
		['production_budget', 'bigint'],
		['us_gross', 'bigint'],
		['worldwide_gross', 'bigint'],
		['us_dvd_sales', 'bigint'],
		['rotten_tomatoes_rating', 'integer'],
		['imdb_rating', 'numeric(3,1)'],
		['imdb_votes', 'integer'],
	],
	indexes: ['release_date', 'genre'],
	source: {
		kind: 'json',
		file: 'movies.json',
		pick: (row, index) => [
			index + 1,
			row['Title'],
			row['Release Date'],
			row['Major Genre'],
			row['MPAA Rating'],
			row['Director'],
			row['Distributor'],
			row['Creative Type'],
			row['Source'],
			row['Running Time min'],
			row['Production Budget'],
			row['US Gross'],
			row['Worldwide Gross'],
			row['US DVD Sales'],
			row['Rotten Tomatoes Rating'],
			row['IMDB Rating'],
			row['IMDB Votes'],
		],
	},
};

const CARS: SampleTable = {
	name: 'cars',
	comment: 'Cars of 1970 to 1982: displacement in cubic inches, weight in pounds, seconds from 0 to 60 mph.',
	columns: [
		['id', 'integer primary key'],
		['name', 'text not null'],
		['year', 'date not null'],
		['origin', 'text not null'],
		['cylinders', 'integer not null'],
		['displacement', 'numeric(5,1)'],
		['horsepower', 'integer'],
		['miles_per_gallon', 'numeric(4,1)'],
		['weight', 'integer not null'],
		['acceleration', 'numeric(4,1) not null'],
	],
	source: {
		kind: 'json',
		file: 'cars.json',
		pick: (row, index) => [
			index + 1,
			row['Name'],
			row['Year'],
			row['Origin'],
			row['Cylinders'],
			row['Displacement'],
			row['Horsepower'],
			row['Miles_per_Gallon'],
			row['Weight_in_lbs'],
			row['Acceleration'],
		],
	},
};

const SEXES: Readonly<Record<string, string>> = { MALE: 'male', FEMALE: 'female' };

const PENGUINS: SampleTable = {
	name: 'penguins',
	comment: 'Penguins measured at Palmer Station, Antarctica: beak and flipper in mm, body mass in g.',
	columns: [
		['id', 'integer primary key'],
		['species', 'text not null'],
		['island', 'text not null'],
		['beak_length', 'numeric(4,1)'],
		['beak_depth', 'numeric(4,1)'],
		['flipper_length', 'integer'],
		['body_mass', 'integer'],
		['sex', 'text'],
	],
	source: {
		kind: 'json',
		file: 'penguins.json',
		pick: (row, index) => [
			index + 1,
			row['Species'],
			row['Island'],
			row['Beak Length (mm)'],
			row['Beak Depth (mm)'],
			row['Flipper Length (mm)'],
			row['Body Mass (g)'],
			SEXES[String(row['Sex'])],
		],
	},
};

export const TABLES_OF_THINGS: readonly SampleTable[] = [GAPMINDER, COUNTRY_INCOME, MOVIES, CARS, PENGUINS];
