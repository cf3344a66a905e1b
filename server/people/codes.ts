/** Random codes that somebody else holds: of sessions, links and sign-ins under way. Only their hashes are kept. */
import { createHash, createHmac, randomBytes } from 'node:crypto';

const BYTES = 32;

export const newCode = (): string => randomBytes(BYTES).toString('base64url');

/** SHA-256: what has 256 random bits needs no salt and no slow hash. */
export const hashOfCode = (code: string): string => createHash('sha256').update(code).digest('base64url');

/** A name that nobody can read back, for what is counted by address and account. */
export const hiddenName = (secret: string, kind: string, value: string): string =>
	createHmac('sha256', secret).update(`sign-in ${kind}\n${value}`).digest('base64url');
