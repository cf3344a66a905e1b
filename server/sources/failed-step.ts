/** Which step of reaching a database failed, and what to do about it. */
import type { ErrorCode } from '../errors.ts';
import type { SourceAddress } from '../source/address.ts';

export type Step = 'name' | 'port' | 'tls' | 'ssh' | 'login' | 'permission';

export interface FailedStep {
	readonly step: Step;
	readonly message: string;
}

/** Why a source's schema could not be read; `step`: where on the way to its database. */
export interface SchemaFailure {
	readonly code: ErrorCode;
	readonly step?: Step;
	readonly message: string;
}

const NAME = /^(ENOTFOUND|EAI_)/;
const TLS =
	/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED|ERR_TLS|ERR_SSL|TLS_|HANDSHAKE_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/;
/** No such database belongs to the login: nobody may know more before it. */
const LOGIN = /^(28|3D000|ER_ACCESS_DENIED|ER_DBACCESS_DENIED|ER_BAD_DB|ER_HOST_NOT_PRIVILEGED|AUTH_|SASL_)/;
const PERMISSION = /^(42501|ER_TABLEACCESS_DENIED|ER_SPECIFIC_ACCESS_DENIED)/;

/** What was said by whoever answered, without our login. */
function saidBy(error: unknown, { user, password }: SourceAddress): string {
	const text = error instanceof Error ? error.message : String(error);
	return [password, user].filter((each) => each.length > 2).reduce((sum, each) => sum.replaceAll(each, '…'), text);
}

export function failedStep(error: unknown, address: SourceAddress): FailedStep {
	const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
	const { host, port, ssh } = address;
	const said = `${saidBy(error, address)}${code && ` (${code})`}`;
	if (code.startsWith('SSH_')) return { step: 'ssh', message: `The tunnel through ${ssh?.host} failed: ${said}.` };
	if (NAME.test(code)) {
		return { step: 'name', message: `The name "${host}" has no address; check its spelling, and where it is known.` };
	}
	if (TLS.test(code) || /certificate|\bSSL\b/i.test(said)) {
		const advice = 'check tls.mode, tls.ca, and that the host is the name in the certificate';
		return { step: 'tls', message: `TLS with ${host}:${port} failed: ${said}; ${advice}.` };
	}
	if (LOGIN.test(code)) {
		return { step: 'login', message: `${host}:${port} refused the login: ${said}; check user, password and database.` };
	}
	if (PERMISSION.test(code)) return { step: 'permission', message: `The role may not read: ${said}; grant it SELECT.` };
	return {
		step: 'port',
		message: `Nobody answers as a database at ${host}:${port}: ${said}; check host, port and firewall.`,
	};
}
