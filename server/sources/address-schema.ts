/** A source's address as an author gives it: in parts, or as one `url`. */
import { z } from 'zod';
import { DEFAULT_PORTS, type SourceAddress } from '../source/address.ts';

const text = (most: number) => z.string().min(1).max(most);
const secret = z.string().max(65_536);
const port = z.number().int().min(1).max(65_535);

export const tlsSchema = z.strictObject({
	mode: z.enum(['off', 'required', 'verify']),
	ca: z
		.string()
		.includes('-----BEGIN CERTIFICATE-----', { error: 'must be certificates in PEM' })
		.max(65_536)
		.optional(),
});

export const sshSchema = z.strictObject({
	host: text(255),
	port: port.default(22),
	user: text(128),
	hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'must be SHA256:…, as "ssh-keygen -lf" prints it'),
	password: secret.optional(),
	privateKey: secret.optional(),
	passphrase: secret.optional(),
});

const urlSchema = z.url({
	protocol: /^(postgres(ql)?|mysql|mariadb)$/,
	error: 'must be a postgres:// or mysql:// address',
});

export const partsShape = {
	host: text(255).optional(),
	port: port.optional(),
	database: text(128).optional(),
	user: text(128).optional(),
	password: secret.optional(),
	tls: tlsSchema.optional(),
	ssh: sshSchema.optional(),
};

const MODES: Readonly<Record<string, SourceAddress['tls']['mode']>> = {
	require: 'required',
	required: 'required',
	'verify-ca': 'verify',
	'verify-full': 'verify',
	verify_ca: 'verify',
	verify_identity: 'verify',
};

/** The parts of an address in one text. `sslmode` (or `ssl-mode`) says what TLS; other options are left out. */
export function addressOfUrl(address: string): SourceAddress {
	const url = new URL(address);
	const engine = url.protocol.startsWith('postgres') ? 'postgresql' : 'mysql';
	const mode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl-mode') ?? '';
	return {
		engine,
		host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '') || 'localhost',
		port: Number(url.port) || DEFAULT_PORTS[engine],
		database: decodeURIComponent(url.pathname.slice(1)),
		user: decodeURIComponent(url.username),
		password: decodeURIComponent(url.password),
		tls: { mode: MODES[mode.toLowerCase()] ?? 'off' },
	};
}

const bodyShape = z.object({ engine: z.enum(['postgresql', 'mysql']), url: urlSchema.optional(), ...partsShape });

/** @throws nothing; what is missing becomes an issue of the schema. */
function toAddress(body: z.infer<typeof bodyShape>, context: z.RefinementCtx): SourceAddress {
	const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
	if (body.url !== undefined) {
		const address = addressOfUrl(body.url);
		if (address.engine !== body.engine) wrong('url', `is not an address of the engine ${body.engine}`);
		if (body.host !== undefined || body.database !== undefined) wrong('url', 'stands in place of host and database');
		return { ...address, tls: body.tls ?? address.tls, ssh: body.ssh };
	}
	const { host = '', database = '', user = '', password = '', tls, ssh } = body;
	for (const [name, value] of Object.entries({ host, database, user })) if (value === '') wrong(name, 'is missing');
	if (ssh !== undefined && ssh.password === undefined && ssh.privateKey === undefined) {
		wrong('ssh', 'needs a password or a privateKey');
	}
	const address = {
		engine: body.engine,
		host,
		database,
		user,
		password,
		port: body.port ?? DEFAULT_PORTS[body.engine],
	};
	return { ...address, tls: tls ?? { mode: 'off' }, ssh };
}

export const addressSchema = bodyShape.transform(toAddress);

export const maxConcurrentSchema = z.number().int().min(1).max(100);

export const sourceSchema = bodyShape
	.extend({ maxConcurrent: maxConcurrentSchema.default(8) })
	.transform((body, context) => ({ address: toAddress(body, context), maxConcurrent: body.maxConcurrent }));

/** What of an address may be shown to authors: no user, and nothing secret. */
export function shownOf({ host, port, database, tls, ssh }: SourceAddress) {
	return { host, port, database, tls: tls.mode, ssh: ssh === undefined ? null : ssh.host };
}
