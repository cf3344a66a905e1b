/** Where a client is: behind proxies its address stands in X-Forwarded-For, which only so many hops may be trusted for. */
import type { IncomingMessage } from 'node:http';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** `trustedHops`: how many proxies of our own stand before this node; 0: the header is not believed at all. */
export function forwardedAddress(direct: string, header: string | undefined, trustedHops: number): string {
	if (trustedHops === 0) return direct;
	const forwarded = (header ?? '').split(',').map((each) => each.trim());
	// Each of our proxies has added who spoke to it: the client is as many places from the end as there are proxies.
	return forwarded.filter((each) => each !== '').at(-trustedHops) ?? direct;
}

export function clientAddress(context: Context, trustedHops: number): string {
	const direct = getConnInfo(context).remote.address ?? 'unknown';
	return forwardedAddress(direct, context.req.header('x-forwarded-for'), trustedHops);
}

export function remoteAddress({ socket, headers }: IncomingMessage, trustedHops: number): string {
	const forwarded = headers['x-forwarded-for'];
	const header = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
	return forwardedAddress(socket.remoteAddress ?? 'unknown', header, trustedHops);
}
