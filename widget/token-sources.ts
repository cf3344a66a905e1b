/**
 * Functions of the page that give tokens, each under a name in the form of an endpoint: whoever shares a function shares
 * a client, as whoever names one endpoint does.
 */
export type TokenSource = () => Promise<string> | string;

const sources: TokenSource[] = [];
const PREFIX = 'function:';

/** The same name for the same function. */
export function nameOfSource(source: TokenSource): string {
	const known = sources.indexOf(source);
	return PREFIX + (known < 0 ? sources.push(source) - 1 : known);
}

/** The function of a name; undefined for an address. */
export const sourceOf = (endpoint: string): TokenSource | undefined =>
	endpoint.startsWith(PREFIX) ? sources[Number(endpoint.slice(PREFIX.length))] : undefined;
