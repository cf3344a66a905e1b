import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTableName, quoteIdentifier } from '../../../server/recipes/identifiers.ts';
import { KEYWORDS } from '../../../server/recipes/keywords.ts';
import { firstQuery, quoteName, tablePath } from '../../../workshop/shared/identifiers.ts';

const name = fc.string({ minLength: 1, maxLength: 15 }).filter((text) => !text.includes('\0'));

test('every name is quoted for PostgreSQL as the server quotes it, keywords too', () => {
	for (const word of KEYWORDS) assert.equal(quoteName('postgresql', word), `"${word}"`);
	fc.assert(fc.property(name, (text) => assert.equal(quoteName('postgresql', text), quoteIdentifier(text))));
});

test('a name of MySQL stands within back ticks, of which those in it are doubled', () => {
	assert.equal(quoteName('mysql', 'a`b'), '`a``b`');
});

test('whatever a table is called, the server reads the same schema and table from its path', () => {
	fc.assert(
		fc.property(name, name, (schema, table) => {
			assert.deepEqual(parseTableName(tablePath(schema, table)), { schema, name: table });
		}),
	);
});

test('a first query names its columns, in a line while they fit there, and takes few rows', () => {
	const orders = { engine: 'postgresql', schema: 'public', table: 'Order', columns: ['id', 'user'] } as const;
	assert.equal(firstQuery(orders), 'select id, "user"\nfrom public."Order"\nlimit 100');
	const columns = Array.from({ length: 20 }, (_, index) => `column_${index}`);
	assert.match(firstQuery({ ...orders, columns }), /^select\n {2}column_0,\n {2}column_1,\n/);
	assert.equal(firstQuery({ ...orders, columns: [] }), 'select *\nfrom public."Order"\nlimit 100');
});
