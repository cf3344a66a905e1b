/**
 * Shares: links by which whoever has one may look at one chart or dashboard, without an account. The code of a link has 128
 * random bits and stands behind the `#` of an address, which no server sees and no log has; here is only its hash.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Params } from '../../widget/protocol.ts';
import { revoke } from '../auth/revocations.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { SharedClaims, Target } from './target.ts';

/** Times in ms. */
export interface Share {
	readonly id: string;
	readonly target: Target;
	readonly title: string;
	/** Which whoever opens it cannot change. */
	readonly params: Params;
	/** What its charts read as claims, the same for everybody who opens it. */
	readonly claims: SharedClaims;
	/** Whether rows and pictures may be taken away. */
	readonly exports: boolean;
	readonly hasPassword: boolean;
	readonly createdBy: string;
	/** What an account is called; else as `createdBy`. */
	readonly createdByName: string;
	readonly createdAt: number;
	/** null: does not end by itself. */
	readonly expiresAt: number | null;
	readonly revokedAt: number | null;
	readonly revokedByName: string | null;
	/** How often it was opened, and when last. */
	readonly opens: number;
	readonly lastOpenedAt: number | null;
	/** Claims that its chart has come to read since, for which nothing was chosen: nobody can open it until it is shared anew. */
	readonly lacking: readonly string[];
}

type ShareRow = Omit<Share, 'target'> & { readonly chart: string | null; readonly dashboard: string | null };

const CODE_BYTES = 16;
const MOST_LIVE = 200;

const insertShare = statement<{ createdAt: number }>(import.meta.url, 'insert-share');
const countShares = statement<{ live: number }>(import.meta.url, 'count-shares');
const selectShares = statement<ShareRow>(import.meta.url, 'select-shares');
const revokeRow = statement<{ title: string }>(import.meta.url, 'revoke-share');
const deleteOldShares = statement<never>(import.meta.url, 'delete-old-shares');

/** What has 128 random bits needs no salt and no slow hash. */
export const hashOfShare = (code: string): string => createHash('sha256').update(`share\n${code}`).digest('base64url');

export interface NewShare {
	readonly target: Target;
	readonly title: string;
	readonly params: Params;
	readonly claims: SharedClaims;
	readonly exports: boolean;
	/** Hashed. */
	readonly password: string | null;
	/** ms */
	readonly expiresAt: number | null;
	readonly createdBy: string;
}

/** Its id, and once the code that opens it. @throws NamedError conflict: there are too many */
export async function addShare(on: Executor, project: string, share: NewShare) {
	const [counted] = await countShares(on, [project]);
	if ((counted?.live ?? 0) >= MOST_LIVE)
		throw new NamedError(
			'conflict',
			`A project may have ${MOST_LIVE} live links; revoke one that is not needed any more.`,
		);
	const code = randomBytes(CODE_BYTES).toString('base64url');
	const id = `sh_${randomBytes(12).toString('base64url')}`;
	const { target, title, params, claims, exports, password, expiresAt, createdBy } = share;
	const [chart, dashboard] = 'chart' in target ? [target.chart, null] : [null, target.dashboard];
	const values = [id, hashOfShare(code), project, chart, dashboard, title, params, claims, exports, password];
	await insertShare(on, [...values, createdBy, expiresAt] as Bindable[]);
	return { id, code };
}

export interface ShareFilter {
	readonly id?: string | undefined;
	readonly chart?: string | undefined;
	readonly dashboard?: string | undefined;
}

/** Those that work first; those that have ended stay for 30 days. */
export async function listShares(on: Executor, project: string, filter: ShareFilter = {}): Promise<readonly Share[]> {
	const { id = null, chart: ofChart = null, dashboard: ofDashboard = null } = filter;
	const rows = await selectShares(on, [project, id, ofChart, ofDashboard] as Bindable[]);
	return rows.map(({ chart, dashboard, ...rest }) => ({
		...rest,
		target: chart === null ? { dashboard: dashboard ?? '' } : { chart },
	}));
}

/** @throws NamedError not_found */
export async function findShare(on: Executor, project: string, id: string): Promise<Share> {
	const [share] = await listShares(on, project, { id });
	if (share === undefined) throw unknownShare(id);
	return share;
}

const unknownShare = (id: string): NamedError =>
	new NamedError('not_found', `There is no link "${id.slice(0, 40)}" in this project.`);

/**
 * Nobody opens it any more, and the pages that show it lose it as soon as the nodes have looked. On a transaction. Returns what
 * it was called. @throws NamedError not_found: there is none that is not revoked
 */
export async function revokeShare(
	on: Executor,
	project: string,
	{ id, by }: { readonly id: string; readonly by: string },
) {
	const [revoked] = await revokeRow(on, [project, id, by]);
	if (revoked === undefined) throw unknownShare(id);
	// Its tokens have its id as their own.
	await revoke(on, project, { kind: 'token', name: id });
	return revoked.title;
}

export async function dropOldShares(on: Executor): Promise<void> {
	await deleteOldShares(on, []);
}
