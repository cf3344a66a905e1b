/**
 * The address of a Redis in one of its three forms, read from one configured value:
 *
 *     redis[s]://user:password@host:port/db                                   one server
 *     redis[s]+sentinel://user:password@host:port,host:port/primary-name/db   whichever server Sentinel says is primary
 *     redis[s]+cluster://user:password@host:port,host:port                    a cluster, found from any of its nodes
 *
 * Sentinels with a password of their own: `?sentinelUsername=…&sentinelPassword=…`.
 */

export interface RedisNode {
	readonly host: string;
	readonly port: number;
}

interface Access {
	readonly tls: boolean;
	readonly username?: string;
	readonly password?: string;
}

export type RedisAddress =
	| { readonly kind: 'standalone'; readonly url: string }
	| (Access & {
			readonly kind: 'sentinel';
			readonly nodes: readonly RedisNode[];
			readonly name: string;
			readonly db: number;
			readonly sentinelUsername?: string;
			readonly sentinelPassword?: string;
	  })
	| (Access & { readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] });

const FORMS =
	'redis://host:port/db, redis+sentinel://host:port,host:port/primary-name, or redis+cluster://host:port,host:port';
const MANY = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]*)([^?#]*)(?:\?([^#]*))?$/;
const SENTINEL_PORT = 26_379;
const REDIS_PORT = 6_379;

/** @throws Error whose message says what is wrong, and never repeats the value: it may hold a password. */
export function parseRedisAddress(text: string): RedisAddress {
	if (/^rediss?:\/\//.test(text)) return parseStandalone(text);
	const [, scheme, kind, auth, hosts = '', path = '', query] = MANY.exec(text) ?? [];
	if (scheme === undefined) throw new Error(`must have one of the forms ${FORMS}`);
	const access = { tls: scheme === 'rediss', ...parseAuth(auth) };
	const segments = path.split('/').slice(1).map(decode);
	if (kind === 'cluster') {
		if (!/^\/?0?$/.test(path)) throw new Error('names a database, but a cluster has only database 0');
		return { kind, ...access, nodes: parseNodes(hosts, REDIS_PORT) };
	}
	const [name, db = '', ...more] = segments;
	if (!name || more.length > 0) {
		throw new Error(
			'must end with the name that the sentinels give the primary: redis+sentinel://host:port/primary-name',
		);
	}
	const nodes = parseNodes(hosts, SENTINEL_PORT);
	return { kind: 'sentinel', ...access, nodes, name, db: parseDatabase(db), ...parseSentinelAuth(query) };
}

function parseStandalone(text: string): RedisAddress {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url?.hostname) {
		const several = text.includes(',')
			? '; several hosts are a cluster or sentinels, and have a form of their own'
			: '';
		throw new Error(`must have one of the forms ${FORMS}${several}`);
	}
	parseDatabase(decode(url.pathname.slice(1)));
	return { kind: 'standalone', url: text };
}

function parseDatabase(text: string): number {
	if (!/^\d{0,5}$/.test(text)) throw new Error('names a database that is not a number');
	return Number(text);
}

function parseNodes(hosts: string, fallbackPort: number): RedisNode[] {
	return hosts.split(',').map((each) => {
		const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(each) ?? [];
		const host = bracketed ?? plain;
		const number = port === undefined ? fallbackPort : Number(port);
		if (host === undefined || number < 1 || number > 65_535) {
			throw new Error('must list its nodes as host:port,host:port, with IPv6 addresses in brackets');
		}
		return { host, port: number };
	});
}

function parseAuth(auth: string | undefined): { username?: string; password?: string } {
	if (!auth) return {};
	const colon = auth.indexOf(':');
	const username = decode(colon === -1 ? auth : auth.slice(0, colon));
	const password = colon === -1 ? '' : decode(auth.slice(colon + 1));
	return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

function parseSentinelAuth(query = ''): { sentinelUsername?: string; sentinelPassword?: string } {
	const known: { sentinelUsername?: string; sentinelPassword?: string } = {};
	for (const [name, value] of new URLSearchParams(query)) {
		if (name !== 'sentinelUsername' && name !== 'sentinelPassword') {
			throw new Error(
				'has an unknown parameter after the question mark; known are sentinelUsername and sentinelPassword',
			);
		}
		known[name] = value;
	}
	return known;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new Error('holds a % that is no percent-encoding; write % itself as %25');
	}
}
