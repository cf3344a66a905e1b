/** Who may fetch a result: whoever has its address, unless the project is private. */
import { tokenOf } from '../auth/bearer.ts';
import { type Bearer, verifyToken } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { findProject } from '../projects/projects.ts';
import type { StoredResult } from './store.ts';

export interface AccessDeps {
	readonly database: Database;
	readonly secret: string;
}

/** A project that becomes private is so everywhere after this time. */
const REMEMBERED_MS = 2_000;
const MAX_REMEMBERED = 1_000;

/** Whether a project is private, remembered for a moment: a crowd that fetches a result asks the store once. */
export function privacyOf(database: Database): (project: string) => Promise<boolean> {
	const known = new Map<string, { readonly at: number; readonly answer: Promise<boolean> }>();
	const ask = async (project: string) => (await findProject(database, project)).private;
	return (project) => {
		const last = known.get(project);
		if (last !== undefined && performance.now() - last.at < REMEMBERED_MS) return last.answer;
		if (known.size >= MAX_REMEMBERED) known.clear();
		const answer = ask(project);
		known.set(project, { at: performance.now(), answer });
		answer.catch(() => known.delete(project));
		return answer;
	};
}

/** The claims of the question must be the bearer's: that one viewer knows an address permits nothing to another (I9). */
const hasClaims = (bearer: Bearer, claims: StoredResult['claims']): boolean =>
	claims !== null && Object.entries(claims).every(([name, value]) => (bearer.claims[name] ?? null) === value);

/** @throws NamedError token_missing, token_expired, token_invalid, not_allowed */
export async function demandResult(secret: string, header: string | undefined, result: StoredResult): Promise<void> {
	const token = tokenOf(header);
	if (token === '') {
		const message = 'This result belongs to a private project; send a token of it as "Authorization: Bearer …".';
		throw new NamedError('token_missing', message);
	}
	const bearer = await verifyToken(secret, token);
	if (bearer.project !== result.project) {
		throw new NamedError(
			'not_allowed',
			'This result belongs to another project than the token; use a token of its own.',
		);
	}
	if (bearer.author || hasClaims(bearer, result.claims)) return;
	throw new NamedError('not_allowed', "This result answers a question with other claims than the token's.");
}
