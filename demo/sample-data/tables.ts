/**
 * What the sample database holds: every table with its columns, keys and comments, and where its rows come from in
 * the package vega-datasets, or how they are made. Names are plain snake_case, types are those that a careful owner would choose.
 */
import type { SampleTable } from './sample-table.ts';
import { TABLES_OF_CUSTOMERS } from './tables-of-customers.ts';
import { TABLES_OF_SHOP } from './tables-of-shop.ts';
import { TABLES_OF_THINGS } from './tables-of-things.ts';
import { TABLES_OF_TRAVEL } from './tables-of-travel.ts';
import { TABLES_OVER_TIME } from './tables-over-time.ts';

export const SAMPLE_TABLES: readonly SampleTable[] = [
	...TABLES_OVER_TIME,
	...TABLES_OF_TRAVEL,
	...TABLES_OF_THINGS,
	...TABLES_OF_CUSTOMERS,
	...TABLES_OF_SHOP,
];
