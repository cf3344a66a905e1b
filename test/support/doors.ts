/** Doors without a store: tokens of the server's own secret, and whatever a test has revoked. */
import type { Bearer } from '../../server/auth/embed-claims.ts';
import { expiredToken, verifyToken } from '../../server/auth/tokens.ts';
import type { NamedError } from '../../server/errors.ts';

export const secretDoors = (secret: string, revoked: (bearer: Bearer) => NamedError | undefined = () => undefined) => ({
	admit: (token: string): Promise<Bearer> => verifyToken({ secret }, token),
	refusal: (bearer: Bearer) => (bearer.expiresAt <= Date.now() ? expiredToken() : revoked(bearer)),
});
