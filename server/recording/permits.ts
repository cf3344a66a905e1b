/**
 * Which viewers are recorded, and how they show that they were asked: a permit names mode, session and expiry, and is
 * all that `POST /v1/received` needs, so that a page that is being closed can still report.
 */
import { timingSafeEqual } from 'node:crypto';
import type { RecordRequest } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';
import type { Bearer } from '../auth/tokens.ts';
import { NamedError } from '../errors.ts';

export interface RecordingPolicy {
	readonly mode: 'off' | RecordRequest['mode'];
	/** The share of viewers that is recorded without having asked for it, from 0 to 1. */
	readonly sample: number;
}

/** What was seen just before the token ended still arrives. */
const GRACE_MS = 60_000;

/** The same viewers on every node and after every reconnect: half of a recorded client would prove nothing. */
function isSampled(secret: string, { project, subject }: Bearer, sample: number): boolean {
	const drawn = Buffer.from(keyedHash(secret, 'sample', [project, subject]), 'base64url').readUInt32BE(0);
	return drawn < sample * 2 ** 32;
}

/** What a session's welcome says about recording; undefined where its viewer is not recorded. */
export function recordRequest(
	secret: string,
	{ mode, sample }: RecordingPolicy,
	{ session, bearer }: { readonly session: string; readonly bearer: Bearer },
): RecordRequest | undefined {
	if (mode === 'off' || !(bearer.record || isSampled(secret, bearer, sample))) return undefined;
	const fields = `${mode}.${session}.${bearer.expiresAt + GRACE_MS}`;
	return { mode, permit: `${fields}.${keyedHash(secret, 'permit', fields)}` };
}

/** Returns the session that a permit was given to. @throws NamedError not_allowed */
export function checkPermit(secret: string, permit: string): string {
	const [mode = '', session = '', until = '', mac = ''] = permit.split('.');
	const expected = Buffer.from(keyedHash(secret, 'permit', `${mode}.${session}.${until}`));
	const given = Buffer.from(mac);
	if (given.length === expected.length && timingSafeEqual(given, expected) && Number(until) > Date.now())
		return session;
	throw new NamedError('not_allowed', 'This client was not asked to report what it receives, or no longer is.');
}
