/** Signatures of webhooks, by the specification of Standard Webhooks (https://www.standardwebhooks.com). Pure. */
import { createHmac } from 'node:crypto';

/** As a receiver is given it; what follows is base64. */
export const SECRET_PREFIX = 'whsec_';

export interface SignedMessage {
	/** The same for each attempt, so that a receiver can tell a repetition. */
	readonly id: string;
	/** Seconds. */
	readonly timestamp: number;
	readonly body: string;
}

function signatureOf(secret: string, { id, timestamp, body }: SignedMessage): string {
	const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
	return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** One signature for each secret that counts now. */
export function webhookHeaders(secrets: readonly string[], message: SignedMessage): Readonly<Record<string, string>> {
	return {
		'webhook-id': message.id,
		'webhook-timestamp': String(message.timestamp),
		'webhook-signature': secrets.map((secret) => signatureOf(secret, message)).join(' '),
	};
}
