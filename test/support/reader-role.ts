/** Roles for tests, made by the very statements that docs/database-role.sql tells everybody to run. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { TestDatabase } from './postgres.ts';
import type { Scope } from './scope.ts';

export interface TestRole {
	readonly name: string;
	/** The database's URL with this role's login. */
	readonly url: string;
}

export interface RoleOptions {
	/** Default: public. */
	readonly schema?: string;
	/** Whether what only a superuser can add is added. */
	readonly superuser?: boolean;
}

const documented = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');

/** Creates a reader of one schema, which ends with the scope. */
export async function withReader(scope: Scope, database: TestDatabase, options: RoleOptions = {}): Promise<TestRole> {
	const name = `reader_${process.pid}_${randomBytes(4).toString('hex')}`;
	const password = randomBytes(12).toString('hex');
	const files = ['database-role.sql', ...(options.superuser === true ? ['database-role-superuser.sql'] : [])];
	const statements = files
		.map(documented)
		.join('\n')
		.replaceAll('"chartwire_reader"', `"${name}"`)
		.replaceAll('"customer"', `"${database.name}"`)
		.replaceAll('"public"', `"${options.schema ?? 'public'}"`)
		.replaceAll("'password'", `'${password}'`);
	const administer = async (sql: string) => {
		const admin = postgres(database.url, { max: 1, onnotice: () => {} });
		await admin.unsafe(sql).finally(() => admin.end());
	};
	await administer(statements);
	// What a role may do stands in the database itself; it can be dropped only after that.
	scope.defer(() => administer(`drop owned by "${name}"; drop role "${name}"`));
	const url = new URL(database.url);
	url.username = name;
	url.password = password;
	return { name, url: url.href };
}
