/** What a file with rows is called, and how an answer says so to whichever browser. */

/** Of a title in any language; a file system has room for 255 bytes. */
const MOST_CHARACTERS = 60;

export interface Taken {
	/** The chart's title, or its name. */
	readonly title: string;
	/** Of what the rows were true: the server's time in ms. */
	readonly asOf: number;
	/** Undefined: not known yet. */
	readonly rows: number | undefined;
	readonly truncated: boolean;
}

/** Such as `orders-per-region-2026-11-24.csv`; a file that lacks rows says so in its name. As widget/taking/take.ts has it. */
export function fileName({ title, asOf, rows, truncated }: Taken): string {
	const words = [...title.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')].slice(0, MOST_CHARACTERS).join('');
	const cut = truncated ? `-first-${rows}-rows` : '';
	return `${words.replace(/^-+|-+$/g, '') || 'chart'}-${new Date(asOf).toISOString().slice(0, 10)}${cut}.csv`;
}

/** RFC 6266: the name in ASCII for whoever knows nothing else, and as it is by RFC 8187. */
export function attachment(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\w.-]/g, '_');
	const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
