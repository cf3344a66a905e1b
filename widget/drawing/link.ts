import type { Table } from '../protocol.ts';
import { plainText } from './format.ts';

const PLACEHOLDER = /\{([^{}]+)\}/g;

interface Filled {
	readonly address: URL;
	readonly text: string;
}

/** What may not change: where it leads, how deep, and by how many steps back (`..`, however it is written). */
const shapeOf = ({ address, text }: Filled): string =>
	[
		address.origin,
		address.pathname.split('/').length,
		text.match(/(?<=^|\/)(\.|%2e){1,2}(?=$|[/?#])/gi)?.length ?? 0,
	].join();

/**
 * Where a row leads by the template of its chart, such as `/orders?region={region}`, with each value percent-encoded.
 * Values come from data, and only say what is looked at, never where: `undefined` when the template is no address of http
 * or https, when a placeholder stands where scheme, host or port do, when the values change the origin or the depth of the
 * path (`/{a}/x` with nothing would be the host x, `..` another page), or when there is no such column.
 */
export function linkOf(template: string, table: Table, row: number, base = document.baseURI): string | undefined {
	const filled = (value: (column: string) => string): Filled | undefined => {
		try {
			const text = template.replace(PLACEHOLDER, (_, column: string) => value(column));
			return { address: new URL(text, base), text };
		} catch {
			// No address; a text cut in the middle of a letter, which cannot be encoded; or a column that is missing.
			return undefined;
		}
	};
	const [one, other] = [filled(() => 'a'), filled(() => 'b')];
	if (one === undefined || other === undefined || shapeOf(one) !== shapeOf(other)) return undefined;
	const found = filled((column) => {
		const index = table.columns.findIndex(({ name }) => name === column);
		if (index < 0) throw new RangeError(column);
		return encodeURIComponent(plainText(table.data[index]?.[row]));
	});
	const isSafe = found && /^https?:$/.test(found.address.protocol) && shapeOf(found) === shapeOf(one);
	return isSafe ? found.address.href : undefined;
}

/** How an address is told to whoever may follow it: without what is the same as in this page's. */
export function linkText(href: string, page = location.origin): string {
	const { origin, host, pathname, search, hash } = new URL(href);
	const path = readable(pathname + search + hash);
	return origin === page ? path : host + path;
}

function readable(text: string): string {
	try {
		const read = decodeURI(text);
		// What cannot be seen, or turns the direction of a text around, stays encoded.
		return /\p{C}/u.test(read) ? text : read;
	} catch {
		return text;
	}
}
