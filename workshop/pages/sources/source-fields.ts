/**
 * What the form of a source holds, and what is sent of it: a whole address for a new source, and of one that is there only
 * what is to change, since its login is never shown and need not be typed again. Pure.
 */
import type { Engine } from '../../shared/identifiers.ts';

export type TlsMode = 'off' | 'required' | 'verify';

/** As `GET /v1/sources` tells it: nothing secret. */
export interface ShownSource {
	readonly name: string;
	readonly engine: Engine;
	readonly host: string | null;
	readonly port: number | null;
	readonly database: string | null;
	readonly tls: TlsMode | null;
	/** The host that the tunnel goes through. */
	readonly ssh: string | null;
	readonly maxConcurrent: number;
}

/** As they are typed. */
export interface SourceFields {
	readonly name: string;
	readonly engine: Engine;
	readonly host: string;
	readonly port: string;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly tls: TlsMode;
	/** Certificates in PEM; '': those of the system, or as they are stored. */
	readonly ca: string;
	readonly tunnel: 'none' | 'kept' | 'given';
	readonly sshHost: string;
	readonly sshPort: string;
	readonly sshUser: string;
	readonly sshHostKey: string;
	readonly sshBy: 'key' | 'password';
	readonly sshPassword: string;
	readonly sshKey: string;
	readonly sshPassphrase: string;
	readonly maxConcurrent: string;
}

export type FieldName = keyof SourceFields;
export type FieldProblems = Readonly<Partial<Record<FieldName, string>>>;

export const DEFAULT_PORTS: Readonly<Record<Engine, string>> = { postgresql: '5432', mysql: '3306' };

const NOTHING: SourceFields = {
	name: '',
	engine: 'postgresql',
	host: '',
	port: DEFAULT_PORTS.postgresql,
	database: '',
	user: '',
	password: '',
	// The host's certificate is checked unless somebody says otherwise.
	tls: 'verify',
	ca: '',
	tunnel: 'none',
	sshHost: '',
	sshPort: '22',
	sshUser: '',
	sshHostKey: '',
	sshBy: 'key',
	sshPassword: '',
	sshKey: '',
	sshPassphrase: '',
	maxConcurrent: '8',
};

export function fieldsOf(source: ShownSource | undefined): SourceFields {
	if (source === undefined) return NOTHING;
	const { name, engine, host, port, database, tls, ssh, maxConcurrent } = source;
	return {
		...NOTHING,
		name,
		engine,
		host: host ?? '',
		port: String(port ?? DEFAULT_PORTS[engine]),
		database: database ?? '',
		tls: tls ?? 'off',
		tunnel: ssh === null ? 'none' : 'kept',
		maxConcurrent: String(maxConcurrent),
	};
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/i;
const HOST_KEY = /^SHA256:[A-Za-z0-9+/]{43}=?$/;
const MOST_PORT = 65_535;
const MOST_CONCURRENT = 100;

const isWhole = (text: string, most: number): boolean =>
	/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most;

function problemsOfTunnel(fields: SourceFields): FieldProblems {
	const { sshHost, sshPort, sshUser, sshHostKey, sshBy, sshKey, sshPassword } = fields;
	return {
		...(sshHost === '' && { sshHost: 'The host of the tunnel is missing.' }),
		...(!isWhole(sshPort, MOST_PORT) && { sshPort: 'A port is a number from 1 to 65535.' }),
		...(sshUser === '' && { sshUser: 'The user of the tunnel is missing.' }),
		...(!HOST_KEY.test(sshHostKey) && {
			sshHostKey: 'It begins with SHA256: and has 43 characters more, as ssh-keygen -lf prints it.',
		}),
		...(sshBy === 'key' && sshKey === '' && { sshKey: 'The private key is missing.' }),
		...(sshBy === 'password' && sshPassword === '' && { sshPassword: 'The password of the tunnel is missing.' }),
	};
}

export interface Checking {
	/** Undefined: a new one. */
	readonly stored: ShownSource | undefined;
	/** Of the project's sources. */
	readonly taken: readonly string[];
}

/** What is wrong before anybody is asked, by field; empty: nothing. */
export function problemsOf(fields: SourceFields, { stored, taken }: Checking): FieldProblems {
	const { name, host, port, database, user, ca, tls, tunnel, maxConcurrent } = fields;
	const isNew = stored === undefined;
	return {
		...(isNew && !NAME.test(name) && { name: '1 to 63 letters, digits, “-” or “_”; begin with a letter or a digit.' }),
		...(isNew &&
			taken.includes(name) && { name: `There is a source “${name}” already; edit that one, or take another name.` }),
		...(host === '' && { host: 'The host is missing.' }),
		...(!isWhole(port, MOST_PORT) && { port: 'A port is a number from 1 to 65535.' }),
		...(database === '' && { database: 'The database is missing.' }),
		...(isNew && user === '' && { user: 'The role is missing.' }),
		...(tls === 'verify' &&
			ca !== '' &&
			!ca.includes('-----BEGIN CERTIFICATE-----') && {
				ca: 'Certificates in PEM begin with -----BEGIN CERTIFICATE-----.',
			}),
		...(tunnel === 'given' && problemsOfTunnel(fields)),
		...(!isWhole(maxConcurrent, MOST_CONCURRENT) && { maxConcurrent: 'A number from 1 to 100.' }),
	};
}

const tlsOf = ({ tls, ca }: SourceFields) => ({ mode: tls, ...(tls === 'verify' && ca !== '' && { ca }) });

const sshOf = (fields: SourceFields) => ({
	host: fields.sshHost,
	port: Number(fields.sshPort),
	user: fields.sshUser,
	hostKey: fields.sshHostKey,
	...(fields.sshBy === 'password' && { password: fields.sshPassword }),
	...(fields.sshBy === 'key' && { privateKey: fields.sshKey }),
	...(fields.sshBy === 'key' && fields.sshPassphrase !== '' && { passphrase: fields.sshPassphrase }),
});

/** The address of a new source, as `POST /v1/sources/test` takes it. */
export const addressOfFields = (fields: SourceFields) => ({
	engine: fields.engine,
	host: fields.host,
	port: Number(fields.port),
	database: fields.database,
	user: fields.user,
	password: fields.password,
	tls: tlsOf(fields),
	...(fields.tunnel === 'given' && { ssh: sshOf(fields) }),
});

/** As `PUT /v1/sources/:name` takes it. */
export const newSourceOf = (fields: SourceFields) => ({
	...addressOfFields(fields),
	maxConcurrent: Number(fields.maxConcurrent),
});

/** What is to change, as `PATCH /v1/sources/:name` takes it; undefined: nothing. */
export function changesOf(fields: SourceFields, stored: ShownSource): Readonly<Record<string, unknown>> | undefined {
	const before = fieldsOf(stored);
	const isOther = (name: FieldName): boolean => fields[name] !== before[name];
	const changes = {
		...(isOther('host') && { host: fields.host }),
		...(isOther('port') && { port: Number(fields.port) }),
		...(isOther('database') && { database: fields.database }),
		...(isOther('user') && { user: fields.user }),
		...(isOther('password') && { password: fields.password }),
		...((isOther('tls') || isOther('ca')) && { tls: tlsOf(fields) }),
		...(fields.tunnel === 'given' && { ssh: sshOf(fields) }),
		...(fields.tunnel === 'none' && stored.ssh !== null && { ssh: null }),
		...(isOther('maxConcurrent') && { maxConcurrent: Number(fields.maxConcurrent) }),
	};
	return Object.keys(changes).length === 0 ? undefined : changes;
}

const MODES: Readonly<Record<string, TlsMode>> = {
	disable: 'off',
	disabled: 'off',
	require: 'required',
	required: 'required',
	'verify-ca': 'verify',
	'verify-full': 'verify',
	verify_ca: 'verify',
	verify_identity: 'verify',
};

/** Of `postgres://role:password@host/database?sslmode=…` or `mysql://…` what it says; undefined for any other text. */
export function fieldsOfUrl(text: string): Partial<SourceFields> | undefined {
	try {
		const url = new URL(text.trim());
		const isMysql = /^(mysql|mariadb):$/.test(url.protocol);
		if (!isMysql && !/^postgres(ql)?:$/.test(url.protocol)) return undefined;
		const engine: Engine = isMysql ? 'mysql' : 'postgresql';
		const mode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl-mode') ?? '';
		const tls = MODES[mode.toLowerCase()];
		return {
			engine,
			host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '') || 'localhost',
			port: url.port || DEFAULT_PORTS[engine],
			database: decodeURIComponent(url.pathname.slice(1)),
			user: decodeURIComponent(url.username),
			password: decodeURIComponent(url.password),
			...(tls !== undefined && { tls }),
		};
	} catch {
		return undefined;
	}
}
