/**
 * What of a project is kept as files, and how a name becomes that of a file: reversibly, and so that every file system takes
 * it. Two names that differ in the size of a letter are two files also where the file system sees no difference, and none is
 * a device of Windows, hidden, or leads anywhere else.
 */

/** In the order in which they are pushed: each may need those before it. */
export const KINDS = ['source', 'chart', 'dashboard', 'schedule', 'alert'] as const;
export type Kind = (typeof KINDS)[number];

export interface Place {
	readonly kind: Kind;
	readonly name: string;
}

export const folderOf = (kind: Kind): string => `${kind}s`;

const PLAIN = /[a-z0-9_-]/;
/** Names of devices, whatever ending they have. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;

const escaped = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`;

/** Small letters, digits, `-` and `_` stay; each other byte of UTF-8 becomes `%` and two digits, as in addresses. */
export function encodeName(name: string): string {
	const encoded = [...Buffer.from(name)].map((byte) => {
		const letter = String.fromCharCode(byte);
		return PLAIN.test(letter) ? letter : escaped(byte);
	});
	if (RESERVED.test(name)) encoded[0] = escaped(name.charCodeAt(0));
	return encoded.join('');
}

/** Undefined for what no name is encoded as: each name has one file only. */
export function decodeName(encoded: string): string | undefined {
	try {
		const name = decodeURIComponent(encoded);
		return name !== '' && encodeName(name) === encoded ? name : undefined;
	} catch {
		return undefined;
	}
}

/** Such as `charts/revenue`: its file without the ending. */
export const keyOf = ({ kind, name }: Place): string => `${folderOf(kind)}/${encodeName(name)}`;

/** Undefined for what is no such key. */
export function placeOf(key: string): Place | undefined {
	const [folder = '', encoded = '', ...more] = key.split('/');
	const kind = KINDS.find((each) => folderOf(each) === folder);
	const name = decodeName(encoded);
	return kind === undefined || name === undefined || more.length > 0 ? undefined : { kind, name };
}
