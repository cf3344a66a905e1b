/** Where a customer's database is, and how it is reached. Holds secrets: lives sealed in the store, and in memory only. */

export type Engine = 'postgresql' | 'mysql';

/**
 * `off`: plain; `required`: encrypted, whoever answers; `verify`: encrypted, and the certificate must be signed for the
 * host's name by `ca`, or by one of the system's authorities.
 */
export interface TlsSetting {
	readonly mode: 'off' | 'required' | 'verify';
	/** Certificates in PEM that are trusted instead of the system's. */
	readonly ca?: string | undefined;
}

export interface SshSetting {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	/** The host key's fingerprint, as `ssh-keygen -lf` prints it: `SHA256:…`. */
	readonly hostKey: string;
	readonly password?: string | undefined;
	/** In OpenSSH's or PEM form. */
	readonly privateKey?: string | undefined;
	readonly passphrase?: string | undefined;
}

export interface SourceAddress {
	readonly engine: Engine;
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly tls: TlsSetting;
	readonly ssh?: SshSetting | undefined;
}

export const DEFAULT_PORTS: Readonly<Record<Engine, number>> = { postgresql: 5432, mysql: 3306 };
