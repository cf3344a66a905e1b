/** What a token says: the shape of its payload, checked, and the bearer that it makes. */
import { z } from 'zod';
import type { Params } from '../../widget/protocol.ts';
import { paramValueSchema } from '../http.ts';

export const claimValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type ClaimValue = z.infer<typeof claimValue>;

/** What somebody may do in a project: manage it, write SQL and charts, or look. */
export const ROLES = ['administrator', 'author', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const payloadSchema = z.object({
	sub: z.string().min(1).max(200),
	exp: z.number(),
	iat: z.number().optional(),
	/** A name by which this one token can be revoked. */
	jti: z.string().min(1).max(200).optional(),
	project: z.string().min(1).max(100).optional(),
	/** The charts that may be watched; `*` is every chart of the project. */
	charts: z.union([z.literal('*'), z.array(z.string()).max(1_000)]).default([]),
	/** The dashboards that may be watched, with the charts that are on them now; `*` is every dashboard of the project. */
	dashboards: z.union([z.literal('*'), z.array(z.string()).max(1_000)]).default([]),
	permissions: z.array(z.string()).default([]),
	/** Parameters whose values the page cannot change. */
	params: z.record(z.string(), paramValueSchema).default({}),
	/** The parameters that the page may set; without it, all that are not fixed. */
	parameters: z.array(z.string().max(100)).max(200).optional(),
	/** What rows the bearer may see; a chart says which of these it reads. */
	claims: z.record(z.string(), claimValue).default({}),
	/**
	 * In which formats a chart may be taken away; without it, in all. Whatever a newer version calls a format is none of
	 * ours: while a deploy rolls, an older node must not take such a token for a wrong one.
	 */
	exports: z.array(z.string().max(40)).max(40).optional(),
	/** The origins whose pages may use it; without it, those of the project. */
	origins: z.array(z.string().max(300)).max(100).optional(),
	/** What this viewer receives is to be recorded, where the operator has opened the tap. */
	record: z.boolean().default(false),
	/** The public link whose token it is: of the claims that a chart reads, it must have each. */
	share: z.string().min(1).max(100).optional(),
	/** The role of the account whose token it is; counts only where the server itself has signed. */
	role: z.enum(ROLES).optional(),
});

export type Payload = z.infer<typeof payloadSchema>;

/** Who speaks, and what they may do. Times in ms. */
export interface Bearer {
	readonly subject: string;
	readonly project: string;
	readonly charts: '*' | readonly string[];
	readonly dashboards: '*' | readonly string[];
	/** May write SQL, and see every run of the project. */
	readonly author: boolean;
	readonly params: Params;
	/** The parameters that the page may set; undefined: all that `params` does not fix. */
	readonly parameters?: readonly string[] | undefined;
	readonly claims: Readonly<Record<string, ClaimValue>>;
	/** The formats in which rows and pictures may be taken away; undefined: all. */
	readonly exports?: readonly string[] | undefined;
	/** The origins whose pages may use the token; undefined: those of the project. */
	readonly origins?: readonly string[] | undefined;
	readonly record: boolean;
	/** Of a public link, which one; undefined: of somebody. */
	readonly share?: string | undefined;
	/** Of an account, or of a machine's key; undefined: a customer's back end has signed, or the operator's. */
	readonly role?: Role | undefined;
	readonly expiresAt: number;
	/** When it was signed, if it says so. */
	readonly issuedAt?: number | undefined;
	/** The project's key that has signed it; undefined: the server's own secret. */
	readonly keyId?: string | undefined;
	/** By which it can be revoked by itself. */
	readonly tokenId?: string | undefined;
}
