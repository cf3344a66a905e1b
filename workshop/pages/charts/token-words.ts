/** The payload of the token that shows one chart or dashboard, line by line, and what each line means. Pure. */

export interface PayloadOf {
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
	/** Those by which its rows are told apart. */
	readonly claims: readonly string[];
}

export interface PayloadLine {
	readonly name: string;
	/** JSON */
	readonly value: string;
	readonly words: string;
	/** Whether a token without it is taken. */
	readonly isOptional: boolean;
}

/** A time by which the example is reckoned; any will do. */
const ISSUED_S = 1_767_225_600;
const LIFE_S = 900;

export const exampleClaims = (claims: readonly string[]): Readonly<Record<string, string>> =>
	Object.fromEntries(claims.map((claim) => [claim, `the ${claim} of this viewer`]));

function grantLine({ kind, name }: PayloadOf): PayloadLine {
	const also = kind === 'dashboard' ? ', with the charts that are on it now' : '';
	const words = `What this viewer may watch: this ${kind}${also}, and nothing else. More names may stand in the list; "*" in its place is all of the project.`;
	return { name: `${kind}s`, value: JSON.stringify([name]), words, isOptional: false };
}

function claimsLine({ kind, claims }: PayloadOf): PayloadLine {
	const words =
		claims.length === 0
			? `Whose rows. This ${kind} reads no claim: whoever has the token sees all of its rows.`
			: `Whose rows: the ${kind} reads ${claims.join(', ')}. What your back end signs here is what counts, and a page cannot change it; one that is missing is null in the SQL.`;
	return { name: 'claims', value: JSON.stringify(exampleClaims(claims)), words, isOptional: claims.length === 0 };
}

export const payloadLines = (of: PayloadOf): readonly PayloadLine[] => [
	{
		name: 'sub',
		value: '"user-17"',
		words:
			'Who looks, as your own system names them. It counts for nothing but limits and revoking: two viewers with the same claims share one answer.',
		isOptional: false,
	},
	grantLine(of),
	claimsLine(of),
	{
		name: 'params',
		value: '{}',
		words: 'Parameters whose values the page cannot change. Where it is empty, the page sets all of them.',
		isOptional: true,
	},
	{
		name: 'exports',
		value: '["csv","png"]',
		words: 'In which formats it may be taken away. Without this line, in all of them; an empty list: in none.',
		isOptional: true,
	},
	{
		name: 'iat',
		value: String(ISSUED_S),
		words:
			'When it was signed, in seconds since 1970: by it a viewer who was revoked is told from one who was let in again.',
		isOptional: true,
	},
	{
		name: 'exp',
		value: String(ISSUED_S + LIFE_S),
		words: 'Until when it works: here 15 minutes. The element asks your back end for the next one in time.',
		isOptional: false,
	},
];
