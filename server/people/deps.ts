/** What everything about people needs of the server. */
import type { OidcConfig } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { Passwords } from './passwords.ts';

export interface PeopleSettings {
	/** The origin by which browsers reach this server. */
	readonly publicUrl: string;
	/** A session that was not used for so long has ended; and one that is older than `sessionMs` as well. */
	readonly sessionIdleMs: number;
	readonly sessionMs: number;
	/** For so many days the audit log is kept. */
	readonly auditDays: number;
	readonly oidc: OidcConfig | undefined;
}

export interface PeopleDeps {
	readonly database: Database;
	readonly log: Log;
	/** Signs access tokens, and hides names that are counted. */
	readonly secret: string;
	readonly passwords: Passwords;
	readonly settings: PeopleSettings;
	/** How many proxies of our own stand before this node. */
	readonly trustedHops: number;
}

/** Who asks, signed in or not. */
export interface Visitor {
	readonly address: string;
	readonly agent: string;
	/** The token of their cookie, if they brought one. */
	readonly token: string | undefined;
}
