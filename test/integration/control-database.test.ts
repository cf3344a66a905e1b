/** Connections to the control store under a crowd. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { connectDatabase, type Database, type Executor } from '../../server/database/database.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';

const owner = scope();
let database: Database;

before(async () => {
	database = connectDatabase((await withPostgres(owner)).url, { max: 4 });
	owner.defer(() => database.end());
});

describe('the control database', () => {
	test('begins a transaction however many statements are under way', async () => {
		const ask = (on: Executor, index: number) => on<{ index: number }[]>`select ${index}::integer as index`;
		// Each connection knows the statement, and can be sent the next one without an answer to the last.
		for (let round = 0; round < 3; round += 1) await Promise.all([ask(database, 1), ask(database, 2)]);
		// Two connections take a hundred each before they are full: the transaction comes at every place around the last.
		for (let crowd = 190; crowd < 210; crowd += 1) {
			const outside = Array.from({ length: crowd }, (_, index) => ask(database, index).execute());
			const inside = database.begin((on) => ask(on, crowd));
			const rows = (await Promise.all([...outside, inside])).map(([row]) => row?.index);
			assert.deepEqual(
				rows,
				Array.from({ length: crowd + 1 }, (_, index) => index),
			);
		}
	});
});
