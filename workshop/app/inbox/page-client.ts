/** The client of the page's own `/chartwire.mjs`: what is watched by it comes over the socket that the page's charts have. */
import type { Client } from '../../../widget/client.ts';
import type { TokenSource } from '../../../widget/token-sources.ts';

/** What `/chartwire.mjs` exports, as widget/define.ts says. */
type Script = Pick<typeof import('../../../widget/define.ts'), 'acquireClient' | 'nameOfSource'>;

export interface ClientLease {
	readonly client: Client;
	readonly release: () => void;
}

/** Whoever brings the same function for tokens shares the connection. @throws TypeError when the script could not be loaded */
export async function leaseClient(token: TokenSource): Promise<ClientLease> {
	// @ts-expect-error The bundler leaves it as it is: it is the very module that the page has loaded, at that address.
	const { acquireClient, nameOfSource } = (await import('/chartwire.mjs')) as Script;
	return acquireClient({ server: location.origin, token: '', tokenEndpoint: nameOfSource(token) });
}
