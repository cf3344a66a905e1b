/** SQL as tokens, as PostgreSQL (manual, 4.1 Lexical Structure) and MySQL read it; enough for what an editor asks. Pure. */

export type Engine = 'postgresql' | 'mysql';

export interface SqlToken {
	readonly kind: 'comment' | 'text' | 'quoted' | 'word' | 'number' | 'param' | 'symbol';
	/** As it is written. */
	readonly text: string;
	readonly from: number;
	readonly to: number;
}

const SHARED = String.raw`(?<param>\{\{\s*(?:claims\.)?[a-zA-Z_]\w*(?:\.(?:start|end))?\s*\}\})|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\w.]*)|(?<symbol>::|[^\s])`;

/** An unclosed literal or comment goes to the end: it is being typed. */
const POSTGRES = new RegExp(
	String.raw`(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>[eE]'(?:[^'\\]|\\.|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$(?<tag>(?:[a-zA-Z_]\w*)?)\$[\s\S]*?(?:\$\k<tag>\$|$))|(?<quoted>"(?:[^"]|"")*(?:"|$))|${SHARED}`,
	'gsu',
);
const MYSQL = new RegExp(
	String.raw`(?<comment>--[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:[^'\\]|\\.|'')*(?:'|$)|"(?:[^"\\]|\\.|"")*(?:"|$))|(?<quoted>${'`'}(?:[^${'`'}]|${'``'})*(?:${'`'}|$))|${SHARED}`,
	'gsu',
);

const KINDS = ['comment', 'text', 'quoted', 'param', 'word', 'number', 'symbol'] as const;

export function tokensOf(sql: string, engine: Engine): readonly SqlToken[] {
	return [...sql.matchAll(engine === 'mysql' ? MYSQL : POSTGRES)].map(({ 0: text, index: from, groups }) => ({
		kind: KINDS.find((each) => groups?.[each] !== undefined) ?? 'symbol',
		text,
		from,
		to: from + text.length,
	}));
}

/** What a name stands for, without its quotes; PostgreSQL reads an unquoted one in small letters. */
export function nameOf({ kind, text }: SqlToken, engine: Engine): string {
	if (kind !== 'quoted') return engine === 'postgresql' ? text.toLowerCase() : text;
	const quote = text.charAt(0);
	return text.replace(new RegExp(`^${quote}|${quote}$`, 'g'), '').replaceAll(quote + quote, quote);
}
