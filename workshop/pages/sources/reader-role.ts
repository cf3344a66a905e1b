/** The statements that make the role which Chartwire is to connect with, with the names that somebody has typed. Pure. */
import type { Engine } from '../../shared/identifiers.ts';

export interface ReaderRole {
	readonly engine: Engine;
	/** '': a name to begin with. */
	readonly role?: string;
	readonly database?: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const ticked = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const literal = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;

/** Without its remarks at the top, docs/database-role.sql. */
const postgresql = (role: string, database: string): string => `\
-- Part 1: the role. Run it once, in any database of the server, as a role that may create roles.
create role ${role} login noinherit nosuperuser nocreatedb nocreaterole password 'password';
alter role ${role} connection limit 100;
alter role ${role} set default_transaction_read_only = on;
alter role ${role} set idle_in_transaction_session_timeout = '5min';

-- Part 2: what it may do. Run it in the database, as its owner, and again for each schema.
revoke all on database ${database} from public;
revoke all on schema "public" from public;
grant connect on database ${database} to ${role};
grant usage on schema "public" to ${role};
grant select on all tables in schema "public" to ${role};
alter default privileges in schema "public" grant select on tables to ${role};
`;

const mysql = (role: string, database: string): string => `\
-- Run it as a user that may create users. '%' lets it in from any host: put Chartwire's own there.
create user ${role}@'%' identified by 'password' with max_user_connections 100;
grant select, show view on ${database}.* to ${role}@'%';
`;

export function readerRole({ engine, role = '', database = '' }: ReaderRole): string {
	const [name, of] = [role || 'chartwire_reader', database || 'customer'];
	return engine === 'mysql' ? mysql(literal(name), ticked(of)) : postgresql(quoted(name), quoted(of));
}
