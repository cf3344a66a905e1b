/** The sample tables of flights and airports. */
import type { SampleTable } from './sample-table.ts';

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

export const TABLES_OF_TRAVEL: readonly SampleTable[] = [FLIGHTS, FLIGHT_LEGS, AIRPORTS];
