/**
 * A source edited without giving its password again. What is left out stays as it is stored; but a stored secret goes only
 * to where it was given for, by a way that is no less safe: else an author who may not know it could have it sent to a
 * machine of their own.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { NamedError } from '../errors.ts';
import type { SourceAddress, SshSetting, TlsSetting } from '../source/address.ts';
import { maxConcurrentSchema, partsShape, sshSchema, tlsSchema } from './address-schema.ts';

export const editSchema = z
	.strictObject({
		host: partsShape.host,
		port: partsShape.port,
		database: partsShape.database,
		user: partsShape.user,
		password: partsShape.password,
		tls: tlsSchema.optional(),
		/** Null: no tunnel any more. */
		ssh: sshSchema.partial().extend({ port: partsShape.port }).nullable().optional(),
		maxConcurrent: maxConcurrentSchema.optional(),
	})
	.refine((edit) => Object.keys(edit).length > 0, 'names nothing that is to change');

export type SourceEdit = z.infer<typeof editSchema>;

const needed = (what: string, why: string) =>
	new NamedError('password_needed', `Give ${what} again: ${why}, and what is stored is not sent there.`);

const STRENGTHS = { off: 0, required: 1, verify: 2 } as const;

const isNoWeaker = (before: TlsSetting, after: TlsSetting) =>
	(before.mode === after.mode && before.ca === after.ca) || STRENGTHS[after.mode] > STRENGTHS[before.mode];

const wayOf = ({ host, port, user, hostKey }: SshSetting) => ({ host, port, user, hostKey });
const isSameWay = (a: SshSetting | undefined, b: SshSetting | undefined) =>
	isDeepStrictEqual(a && wayOf(a), b && wayOf(b));

/** @throws NamedError password_needed, bad_request */
function mergeSsh(stored: SshSetting | undefined, edit: SourceEdit['ssh']): SshSetting | undefined {
	if (edit === undefined) return stored;
	if (edit === null) return undefined;
	const { password, privateKey, passphrase, ...way } = edit;
	// They belong together: one that is given takes the place of all that is stored.
	const isAnew = password !== undefined || privateKey !== undefined;
	const merged = sshSchema.safeParse({ ...(stored && wayOf(stored)), ...way });
	if (!merged.success) {
		const fields = merged.error.issues.map((issue) => `ssh.${issue.path.join('.')}: ${issue.message}`);
		throw new NamedError('bad_request', `The request is not right: ${fields.join('; ')}.`);
	}
	const tunnel = wayOf(merged.data);
	if (isAnew) return { ...tunnel, password, privateKey, passphrase };
	if (stored === undefined || !isDeepStrictEqual(wayOf(stored), tunnel)) {
		throw needed("the tunnel's password or private key", 'it leads through another place');
	}
	return { ...stored, ...(passphrase === undefined ? {} : { passphrase }) };
}

/** The address as it is to be. @throws NamedError password_needed, bad_request */
export function editedAddress(stored: SourceAddress, edit: SourceEdit): SourceAddress {
	const { maxConcurrent: _most, ssh: sshEdit, password, ...parts } = edit;
	const ssh = mergeSsh(stored.ssh, sshEdit);
	const next: SourceAddress = {
		engine: stored.engine,
		host: parts.host ?? stored.host,
		port: parts.port ?? stored.port,
		database: parts.database ?? stored.database,
		user: parts.user ?? stored.user,
		password: password ?? stored.password,
		tls: parts.tls === undefined ? stored.tls : { ...parts.tls, ca: parts.tls.ca ?? stored.tls.ca },
		ssh,
	};
	if (password !== undefined) return next;
	const isSameServer = next.host === stored.host && next.port === stored.port && next.user === stored.user;
	if (!isSameServer) throw needed('the password', 'host, port or user are others');
	if (!isSameWay(stored.ssh, ssh)) throw needed('the password', 'the way there is another one');
	if (!isNoWeaker(stored.tls, next.tls)) throw needed('the password', 'TLS would be weaker, or trust somebody else');
	return next;
}
