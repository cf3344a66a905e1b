/** What MySQL and MariaDB say, apart from what befell the connection. Numbers: MariaDB and MySQL error references. */
import { NamedError } from '../errors.ts';
import { SqlFailure } from './source.ts';

interface Told {
	readonly errno?: number;
	readonly code?: string;
	readonly sqlState?: string;
	readonly sqlMessage?: string;
}

const LOGIN = new Set([1044, 1045, 1049, 1130, 1524, 1698, 3118]);
/** Too many connections, shutting down, the connection was killed, the server has gone. */
const LOST = new Set([1040, 1053, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927, 2006, 2013, 3168]);
const OWN_LIMIT = new Set([1969, 3024]);
const UNKNOWN_TIME_ZONE = 1298;

const toldOf = (error: unknown): Told => (typeof error === 'object' && error !== null ? (error as Told) : {});

export function unreachable(error: unknown): NamedError {
	const { code = '', errno = 0 } = toldOf(error);
	const why = LOGIN.has(errno) ? 'it refused the login' : `the connection failed${code && ` (${code})`}`;
	return new NamedError('source_unreachable', `The source's database cannot be reached: ${why}.`, { cause: error });
}

/** `… near 'FORM t' at line 2`: the place of that text, counted in code points, in the author's statement. */
function offsetOf(message: string, statement: string): number | undefined {
	const near = /near '([\s\S]*)' at line (\d+)$/.exec(message);
	if (near === null) return undefined;
	const [, text = '', line = '1'] = near;
	const lines = statement.split('\n');
	const start = lines.slice(0, Number(line) - 1).reduce((sum, each) => sum + each.length + 1, 0);
	const at = text === '' ? statement.length : statement.indexOf(text, start);
	return at === -1 ? undefined : [...statement.slice(0, at)].length;
}

/** What the database said of the SQL; `sent` is the statement with the prefix that we put before the author's text. */
export function asFailure(error: unknown, sent: { readonly prefix: string; readonly sql: string }): Error {
	if (error instanceof NamedError || error instanceof SqlFailure) return error;
	const { errno = 0, sqlState, sqlMessage } = toldOf(error);
	if (sqlState === undefined || sqlMessage === undefined || LOGIN.has(errno) || LOST.has(errno)) {
		return unreachable(error);
	}
	if (OWN_LIMIT.has(errno)) {
		return new NamedError('deadline', 'The query ran longer than its limit.', { cause: error });
	}
	if (errno === UNKNOWN_TIME_ZONE) {
		const advice = 'load the time zone tables (mysql_tzinfo_to_sql), or give the chart the time zone UTC';
		return new NamedError('bad_request', `The source's database does not know the run's time zone; ${advice}.`, {
			cause: error,
		});
	}
	const offset = offsetOf(sqlMessage, sent.prefix + sent.sql);
	const inSql = offset === undefined ? undefined : offset - [...sent.prefix].length;
	return new SqlFailure(sqlMessage, {
		sqlState,
		...(inSql === undefined || inSql < 0 ? {} : { offset: inSql }),
		cause: error,
	});
}
