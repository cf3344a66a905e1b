/** Reads a mail (RFC 2045 to 2049), as far as tests look into one. */

export interface MailPart {
	/** Names in small letters. */
	readonly headers: ReadonlyMap<string, string>;
	/** Such as `text/html`. */
	readonly type: string;
	readonly body: Buffer;
	/** Of a part that has some. */
	readonly parts: readonly MailPart[];
}

const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;

const quotedPrintable = (text: string): Buffer =>
	Buffer.from(
		text
			.replace(/=\r?\n/g, '')
			.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
		'latin1',
	);

/** A header's text (RFC 2047). */
const headerText = (text: string): string =>
	text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(ENCODED_WORD, (_, kind: string, body: string) =>
			(kind.toLowerCase() === 'b'
				? Buffer.from(body, 'base64')
				: quotedPrintable(body.replaceAll('_', ' '))
			).toString(),
		);

function headersOf(text: string): ReadonlyMap<string, string> {
	const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
	return new Map(
		lines.map((line) => {
			const at = line.indexOf(':');
			return [line.slice(0, at).toLowerCase(), headerText(line.slice(at + 1).trim())];
		}),
	);
}

function decoded(text: string, encoding: string | undefined): Buffer {
	if (encoding === 'base64') return Buffer.from(text, 'base64');
	return encoding === 'quoted-printable' ? quotedPrintable(text) : Buffer.from(text, 'latin1');
}

export function readMail(raw: string): MailPart {
	const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
	const text = rest.join('\r\n\r\n');
	const headers = headersOf(head);
	const content = headers.get('content-type') ?? 'text/plain';
	const [, boundary] = /boundary="?([^";]+)"?/.exec(content) ?? [];
	const pieces = boundary === undefined ? [] : text.split(`--${boundary}`).slice(1, -1);
	return {
		headers,
		type: content.split(';')[0]?.toLowerCase() ?? '',
		body: decoded(text, headers.get('content-transfer-encoding')?.toLowerCase()),
		parts: pieces.map((piece) => readMail(piece.replace(/^\r?\n/, ''))),
	};
}

/** Itself, and all that is in it. */
export const partsOf = (part: MailPart): readonly MailPart[] => [part, ...part.parts.flatMap(partsOf)];
