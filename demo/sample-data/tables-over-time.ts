/** The sample tables whose rows follow one another in time: prices, weather, jobs, air and electricity. */
import type { SampleTable } from './sample-table.ts';

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

const EMPLOYMENT: SampleTable = {
	name: 'us_employment',
	comment: 'Employment in the USA by sector, monthly, 2006 to 2015, seasonally adjusted, in thousands of people.',
	columns: [
		['month', 'date primary key'],
		...EMPLOYMENT_SECTORS.map((name) => [name, 'numeric(10,1) not null'] as const),
	],
	source: { kind: 'csv', file: 'us-employment.csv' },
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

const VOLATILITY: SampleTable = {
	name: 'volatility_index',
	comment: 'The Chicago volatility index by trading day, June and July 2009: open, high, low, close.',
	columns: [
		['date', 'date primary key'],
		['open', 'numeric(6,2) not null'],
		['high', 'numeric(6,2) not null'],
		['low', 'numeric(6,2) not null'],
		['close', 'numeric(6,2) not null'],
	],
	source: {
		kind: 'json',
		file: 'ohlc.json',
		pick: (row) => [row['date'], row['open'], row['high'], row['low'], row['close']],
	},
};

export const TABLES_OVER_TIME: readonly SampleTable[] = [
	STOCKS,
	WEATHER,
	EMPLOYMENT,
	CO2,
	IOWA_ELECTRICITY,
	VOLATILITY,
];
