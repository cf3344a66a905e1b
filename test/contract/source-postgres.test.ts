import { PostgresSource } from '../../server/source/postgres.ts';
import { quietLog } from '../support/log.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { postgresDialect, postgresUnderTest } from './postgres-under-test.ts';
import { sourceContract } from './source-contract.ts';

sourceContract(scope(), postgresDialect, async (owner) => {
	const database = await withPostgres(owner);
	return postgresUnderTest(owner, database, new PostgresSource({ url: database.url, maxIdle: 2, log: quietLog }));
});
