/** What the page of a public link asks the server, and what its own address says. */

export type Target = { readonly chart: string } | { readonly dashboard: string };

export interface Opened {
	readonly kind: 'opened';
	readonly token: string;
	readonly title: string;
	readonly target: Target;
	/** As good as the password, where there is one. */
	readonly pass: string | undefined;
}

export type Answer =
	| Opened
	/** Unknown, expired, revoked: nobody is told which. */
	| { readonly kind: 'gone' }
	| { readonly kind: 'password' }
	| { readonly kind: 'wrong' }
	/** Too often; `ms`: how long to wait. */
	| { readonly kind: 'later'; readonly ms: number }
	| { readonly kind: 'unreachable' };

export interface Asking {
	readonly code: string;
	readonly password?: string | undefined;
	readonly pass?: string | undefined;
	readonly renews?: boolean;
}

/** So long an answer may take. */
const ANSWER_MS = 15_000;
const LATER_MS = 2_000;

/** `#CODE`, with `&wall` behind it for a screen on a wall. */
export function parseFragment(hash: string): { readonly code: string; readonly isWall: boolean } {
	const [code = '', ...more] = hash.replace(/^#/, '').split('&');
	return { code, isWall: more.includes('wall') };
}

/** What an answer of `POST /v1/shares/open` means; whatever is not foreseen may pass. */
export function answerOf(status: number, body: unknown, retryAfterS: number): Answer {
	const fields = (body ?? {}) as Record<string, unknown>;
	if (status === 200) {
		const { token, title, target, pass } = fields as unknown as Opened;
		if (typeof token === 'string' && typeof target === 'object') return { kind: 'opened', token, title, target, pass };
		return { kind: 'unreachable' };
	}
	const { code } = (fields['error'] ?? {}) as { readonly code?: string };
	if (code === 'link_invalid') return { kind: 'gone' };
	if (code === 'password_needed') return { kind: 'password' };
	if (code === 'sign_in_failed') return { kind: 'wrong' };
	if (status === 429) return { kind: 'later', ms: retryAfterS > 0 ? retryAfterS * 1_000 : LATER_MS };
	return { kind: 'unreachable' };
}

/** Never throws. */
export async function openLink(asking: Asking): Promise<Answer> {
	try {
		const response = await fetch('/v1/shares/open', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(asking),
			credentials: 'omit',
			signal: AbortSignal.timeout(ANSWER_MS),
		});
		const body: unknown = await response.json();
		return answerOf(response.status, body, Number(response.headers.get('retry-after') ?? 0));
	} catch {
		return { kind: 'unreachable' };
	}
}
