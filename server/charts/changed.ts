/**
 * Says that what a chart shows may have changed. Only Postgres is told: the driver asks for the new answer while
 * somebody watches, at once and then once in the chart's `changeMs` at most, so that the last change is never missed.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyedHash } from '../auth/keys.ts';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';

const markChanged = statement<never>(import.meta.url, 'mark-changed');

/** A signature is refused when it is this much older, or newer, than now. */
export const SIGNATURE_WINDOW_MS = 300_000;
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

export async function chartChanged(on: Executor, project: string, chart: string): Promise<void> {
	await markChanged(on, [project, chart]);
}

/** With which a project's webhook is signed: derived from the server's secret, so that it need not be kept. Hexadecimal. */
export function changeKey(secret: string, project: string): string {
	return Buffer.from(keyedHash(secret, 'change webhook', project), 'base64url').toString('hex');
}

export interface SignedChange {
	readonly key: string;
	/** `t=SECONDS,v1=HEX`: the HMAC-SHA-256 of `SECONDS.BODY` under the key. */
	readonly signature: string;
	readonly body: string;
	/** In ms since 1970. */
	readonly now: number;
}

/** @throws NamedError signature_invalid, which says what to look at */
export function demandSignature({ key, signature, body, now }: SignedChange): void {
	const [, seconds = '', given = ''] = SIGNATURE.exec(signature) ?? [];
	const refuse = (why: string) => new NamedError('signature_invalid', `The change was not accepted: ${why}.`);
	if (given === '') throw refuse('the header "chartwire-signature" must be t=SECONDS,v1=HEX');
	const expected = createHmac('sha256', key).update(`${seconds}.${body}`).digest();
	if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) {
		throw refuse('its signature is not that of the time, a dot and the body under this project’s key');
	}
	if (Math.abs(now - Number(seconds) * 1_000) > SIGNATURE_WINDOW_MS) {
		throw refuse(
			`it was signed more than ${SIGNATURE_WINDOW_MS / 60_000} minutes from now; sign it anew, and set the clock`,
		);
	}
}
