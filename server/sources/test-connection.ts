/**
 * 'Test connection': goes the whole way to a database, names the step that failed, and warns of what the role may do
 * beyond reading. The role is the wall around an author; the warnings say where it has holes.
 */
import postgres from 'postgres';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { SourceAddress } from '../source/address.ts';
import { ask, connectMysql } from '../source/mysql-session.ts';
import { postgresUrl, type Way, wayTo } from '../source/open-source.ts';
import { dialPostgresTls } from '../source/postgres-tls.ts';
import { type FailedStep, failedStep } from './failed-step.ts';

interface Inspected {
	readonly version: string;
	readonly identity: string;
	readonly superuser: boolean;
	readonly administers: boolean;
	readonly writes: boolean;
	readonly reads: boolean;
	readonly functions: readonly string[];
	readonly roles: readonly string[];
}

const inspectPostgres = statement<Inspected>(import.meta.url, 'inspect-postgres');
const selectIdentity = statement<{ identity: string }>(import.meta.url, 'select-identity');

export interface Warning {
	readonly code: 'superuser' | 'administers' | 'writes' | 'functions' | 'roles' | 'grants';
	readonly message: string;
}

export type ConnectionTest =
	| { readonly ok: true; readonly version: string; readonly warnings: readonly Warning[] }
	| ({ readonly ok: false } & FailedStep);

const CONTROL =
	"This is Chartwire's own control database, in which everybody's sources, charts and runs are; a source must be another database.";

/** @throws NamedError control_database */
export async function testConnection(control: Executor, address: SourceAddress): Promise<ConnectionTest> {
	const way = wayTo(address);
	try {
		if (address.engine === 'mysql') return await testMysql(address, way);
		const found = await inspect(address, way);
		await refuseControl(control, found.identity);
		if (!found.reads && !found.superuser) {
			const message =
				'The role can log in, and may read no table; grant it USAGE on a schema and SELECT on its tables.';
			return { ok: false, step: 'permission', message };
		}
		return { ok: true, version: `PostgreSQL ${found.version}`, warnings: warningsOf(found) };
	} catch (error) {
		if (error instanceof NamedError) throw error;
		return { ok: false, ...failedStep(error, address) };
	} finally {
		await way.close();
	}
}

async function inspect(address: SourceAddress, way: Way): Promise<Inspected> {
	// The library only tells that a connection failed; the socket says why.
	let cause: unknown;
	const dial = dialPostgresTls(address, way.dial);
	const socket = () =>
		dial().catch((error: unknown) => {
			cause = error;
			throw error;
		});
	const options = { max: 1, connect_timeout: 10, fetch_types: true, onnotice: () => undefined, socket };
	const sql = postgres(postgresUrl(address), options as never) as unknown as postgres.Sql;
	try {
		const [found] = await inspectPostgres(sql, []);
		if (found === undefined) throw new Error('the role is not listed in pg_roles');
		return found;
	} catch (error) {
		throw cause ?? error;
	} finally {
		await sql.end({ timeout: 0 });
	}
}

async function refuseControl(control: Executor, identity: string): Promise<void> {
	const [own] = await selectIdentity(control, []);
	if (own?.identity === identity) throw new NamedError('control_database', CONTROL);
}

/** Refuses the control database as a source, by whatever name it is reached. One that is away now cannot be told. */
export async function demandOther(control: Executor, address: SourceAddress): Promise<void> {
	if (address.engine !== 'postgresql') return;
	const way = wayTo(address);
	try {
		const found = await inspect(address, way).catch(() => undefined);
		if (found !== undefined) await refuseControl(control, found.identity);
	} finally {
		await way.close();
	}
}

function warningsOf(found: Inspected): readonly Warning[] {
	const { superuser, administers, writes, functions, roles } = found;
	const warnings: Warning[] = [];
	const warn = (code: Warning['code'], message: string) => warnings.push({ code, message });
	if (superuser)
		warn('superuser', 'The role is a superuser: nothing in the database stops an author. Use another role.');
	if (administers) warn('administers', 'The role may create roles or databases, replicate, or pass row security by.');
	if (writes) warn('writes', 'The role may write: REVOKE INSERT, UPDATE, DELETE, TRUNCATE and CREATE from it.');
	if (functions.length > 0) {
		warn(
			'functions',
			`The role may execute ${functions.join(', ')}: REVOKE EXECUTE ON FUNCTION … FROM PUBLIC and from it.`,
		);
	}
	if (roles.length > 0)
		warn('roles', `The role is a member of ${roles.join(', ')} (COPY … PROGRAM, files): REVOKE these.`);
	return warnings;
}

const HARMLESS = /^(SELECT|USAGE|SHOW VIEW|SHOW DATABASES)( \(.*\))?$/i;

async function testMysql(address: SourceAddress, { dial }: Way): Promise<ConnectionTest> {
	const connection = await connectMysql({ address, dial });
	try {
		const [[version = ''] = []] = await ask(connection, 'select version()');
		const grants = (await ask(connection, 'show grants')).map(([text]) => String(text));
		const more = grants.flatMap((text) => {
			const [, list = '', on = ''] = /^GRANT (.+?) ON (\S+) TO /i.exec(text) ?? [];
			const extra = list.split(/, (?![^(]*\))/).filter((each) => each !== '' && !HARMLESS.test(each));
			return extra.length === 0 ? [] : [`${extra.join(', ')} on ${on}`];
		});
		const message = `The user may do more than read: ${more.join('; ')}. REVOKE what it does not need.`;
		const warnings = more.length === 0 ? [] : [{ code: 'grants' as const, message }];
		return { ok: true, version: String(version), warnings };
	} finally {
		connection.destroy();
	}
}
