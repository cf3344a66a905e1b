/** Where a request with a cookie may come from: pages of this server, and nothing else. Pure. */

/** As the headers say. */
export interface Asking {
	readonly method: string;
	readonly origin: string | undefined;
	readonly host: string | undefined;
	/** `Sec-Fetch-Site` (Fetch Metadata), where a browser sends it. */
	readonly site: string | undefined;
	/** The header that only a script of the own origin can send without being asked about it (CORS). */
	readonly marked: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname);

/** Whether an origin is that of this server. On one's own machine it has several names. */
function isOwn(publicUrl: URL, origin: string, host: string | undefined): boolean {
	if (origin === publicUrl.origin) return true;
	if (!isLoopback(publicUrl) || !URL.canParse(origin)) return false;
	const from = new URL(origin);
	return isLoopback(from) && from.host === host;
}

/** Why a request is refused; undefined: it is one of our own pages'. */
export function problemOfOrigin(publicUrl: URL, asking: Asking): string | undefined {
	const { method, origin, host, site, marked } = asking;
	if (!marked) return 'Requests of this part of the API carry the header "Chartwire-Account: 1".';
	if (site !== undefined && site !== 'same-origin') return 'Another site may not use your session.';
	if (origin === undefined) {
		const reads = method === 'GET' || method === 'HEAD';
		return reads ? undefined : 'A request that changes something says where it comes from: send "Origin".';
	}
	if (isOwn(publicUrl, origin, host)) return undefined;
	return `Pages of ${origin.slice(0, 200)} may not use your session; if they are this server's own, its operator has to set CHARTWIRE_PUBLIC_URL to that address.`;
}

/** A path of our own to go on to, and never another site. */
export function ownPath(wanted: string | undefined): string {
	// Browsers take a backslash for a slash, and leave out tabs and ends of lines.
	const isPath = wanted !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(wanted) && wanted.length <= 2_000;
	return isPath ? wanted : '/';
}
