/** Origins (RFC 6454) of the pages that may use a project's tokens. */

/** As browsers send it: scheme, host and port, without a path; a `*` may stand for the first labels of the host. */
export const ORIGIN = /^(null|https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?|https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?)$/;

/** Where a request comes from, as its headers say. */
export interface Caller {
	/** Absent where no page of a browser asks, or one asks its own origin for something to read. */
	readonly origin?: string | undefined;
	/** That of this server, as the client has named it. */
	readonly host?: string | undefined;
}

function matches(allowed: string, origin: string): boolean {
	if (!allowed.includes('//*.')) return allowed === origin;
	const [scheme = '', rest = ''] = allowed.split('*');
	return origin.startsWith(scheme) && origin.endsWith(rest) && origin.length > scheme.length + rest.length;
}

/** A page of this server itself: whoever may load one may use what it shows. */
function isOwn({ origin = '', host }: Caller): boolean {
	return URL.canParse(origin) && new URL(origin).host === host;
}

/** Whether a list lets a caller in; an empty or missing list lets everybody in. */
export function lets(allowed: readonly string[] | undefined, caller: Caller): boolean {
	const { origin } = caller;
	if (allowed === undefined || allowed.length === 0 || origin === undefined || isOwn(caller)) return true;
	return allowed.some((each) => matches(each, origin));
}
