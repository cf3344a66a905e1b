/**
 * What the sample database holds: every table with its columns, keys and comments, and where its rows come from in
 * the package vega-datasets. Names are plain snake_case, types are those that a careful owner would choose.
 */

/** Cells as they stand in a JSON file; `undefined` and null become NULL. */
export type JsonRow = Readonly<Record<string, unknown>>;

type Source =
	/** A CSV file with a header, whose columns stand in the order of the table's columns. */
	| { readonly kind: 'csv'; readonly file: string }
	/** A JSON array of objects; `pick` answers one row's cells in the order of the table's columns. */
	| {
			readonly kind: 'json';
			readonly file: string;
			readonly pick: (row: JsonRow, index: number) => readonly unknown[];
	  };

export interface SampleTable {
	readonly name: string;
	readonly comment: string;
	/** Name and type, which may carry constraints. */
	readonly columns: readonly (readonly [name: string, type: string])[];
	readonly constraints?: readonly string[];
	/** Columns of further indexes. */
	readonly indexes?: readonly string[];
	readonly source: Source;
}

const EMPLOYMENT_SECTORS = [
	'nonfarm',
	'private',
	'goods_producing',
	'service_providing',
	'private_service_providing',
	'mining_and_logging',
	'construction',
	'manufacturing',
	'durable_goods',
	'nondurable_goods',
	'trade_transportation_utilities',
	'wholesale_trade',
	'retail_trade',
	'transportation_and_warehousing',
	'utilities',
	'information',
	'financial_activities',
	'professional_and_business_services',
	'education_and_health_services',
	'leisure_and_hospitality',
	'other_services',
	'government',
	'nonfarm_change',
];

const STOCKS: SampleTable = {
	name: 'stocks',
	comment: 'Monthly share prices of five companies, 2000 to 2010, in US dollars.',
	columns: [
		['symbol', 'text not null'],
		['date', 'date not null'],
		['price', 'numeric(10,2) not null'],
	],
	constraints: ['primary key (symbol, date)'],
	indexes: ['date'],
	source: { kind: 'csv', file: 'stocks.csv' },
};

const WEATHER: SampleTable = {
	name: 'seattle_weather',
	comment: 'Daily weather in Seattle, 2012 to 2015: precipitation in mm, temperatures in °C, wind in m/s.',
	columns: [
		['date', 'date primary key'],
		['precipitation', 'numeric(6,1) not null'],
		['temp_max', 'numeric(5,1) not null'],
		['temp_min', 'numeric(5,1) not null'],
		['wind', 'numeric(5,1) not null'],
		['weather', 'text not null'],
	],
	source: { kind: 'csv', file: 'seattle-weather.csv' },
};

const FLIGHTS: SampleTable = {
	name: 'flights',
	comment:
		'200,000 flights in the USA: delay in minutes (negative is early), distance in miles, departure as hour of the day.',
	columns: [
		['id', 'integer primary key'],
		['delay', 'integer not null'],
		['distance', 'integer not null'],
		['departure_hour', 'double precision not null'],
	],
	source: {
		kind: 'json',
		file: 'flights-200k.json',
		pick: (row, index) => [index + 1, row['delay'], row['distance'], row['time']],
	},
};

const FLIGHT_LEGS: SampleTable = {
	name: 'flight_legs',
	comment:
		'20,000 flights of January to March 2001 with date and airports; join origin and destination to airports.iata.',
	columns: [
		['id', 'integer primary key'],
		['departed_at', 'timestamp not null'],
		['delay', 'integer not null'],
		['distance', 'integer not null'],
		['origin', 'text not null'],
		['destination', 'text not null'],
	],
	indexes: ['departed_at', 'origin'],
	source: {
		kind: 'json',
		file: 'flights-20k.json',
		pick: (row, index) => [index + 1, row['date'], row['delay'], row['distance'], row['origin'], row['destination']],
	},
};

const AIRPORTS: SampleTable = {
	name: 'airports',
	comment: 'Airports in the United States and its territories.',
	columns: [
		['iata', 'text primary key'],
		['name', 'text not null'],
		['city', 'text'],
		['state', 'text'],
		['country', 'text not null'],
		['latitude', 'double precision not null'],
		['longitude', 'double precision not null'],
	],
	source: { kind: 'csv', file: 'airports.csv' },
};

const EMPLOYMENT: SampleTable = {
	name: 'us_employment',
	comment: 'Employment in the USA by sector, monthly, 2006 to 2015, seasonally adjusted, in thousands of people.',
	columns: [
		['month', 'date primary key'],
		...EMPLOYMENT_SECTORS.map((name) => [name, 'numeric(10,1) not null'] as const),
	],
	source: { kind: 'csv', file: 'us-employment.csv' },
};

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

const CO2: SampleTable = {
	name: 'co2_concentration',
	comment: 'Carbon dioxide in the air at Mauna Loa, monthly from 1958, in parts per million.',
	columns: [
		['date', 'date primary key'],
		['co2', 'numeric(6,2) not null'],
		['adjusted_co2', 'numeric(6,2)'],
	],
	source: { kind: 'csv', file: 'co2-concentration.csv' },
};

const IOWA_ELECTRICITY: SampleTable = {
	name: 'iowa_electricity',
	comment: 'Electricity generated in Iowa by source and year, in thousands of MWh.',
	columns: [
		['year', 'date not null'],
		['source', 'text not null'],
		['net_generation', 'integer not null'],
	],
	constraints: ['primary key (source, year)'],
	source: { kind: 'csv', file: 'iowa-electricity.csv' },
};

export const SAMPLE_TABLES: readonly SampleTable[] = [
	STOCKS,
	WEATHER,
	FLIGHTS,
	FLIGHT_LEGS,
	AIRPORTS,
	EMPLOYMENT,
	GAPMINDER,
	COUNTRY_INCOME,
	MOVIES,
	CARS,
	PENGUINS,
	CO2,
	IOWA_ELECTRICITY,
];
