/**
 * The two cookies: of a session, and of a sign-in under way elsewhere. Both are for this host alone, by `__Host-` (RFC 6265bis):
 * no other host of the same domain can set or read them. Over plain HTTP, which is for one's own machine only, browsers take no
 * such cookie; there the name lacks the prefix.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

export type CookieName = 'chartwire' | 'chartwire-oidc';

export class Cookies {
	readonly #secure: boolean;

	constructor(publicUrl: URL) {
		this.#secure = publicUrl.protocol === 'https:';
	}

	#nameOf(name: CookieName): string {
		return this.#secure ? `__Host-${name}` : name;
	}

	read(context: Context, name: CookieName): string | undefined {
		return getCookie(context, this.#nameOf(name));
	}

	set(context: Context, name: CookieName, { value, livesMs }: { readonly value: string; readonly livesMs: number }) {
		setCookie(context, this.#nameOf(name), value, { ...this.#attributes(), maxAge: Math.floor(livesMs / 1_000) });
	}

	drop(context: Context, name: CookieName): void {
		deleteCookie(context, this.#nameOf(name), this.#attributes());
	}

	/** Lax: a link from elsewhere, as from a mail or the OpenID provider, finds whoever is signed in. */
	#attributes() {
		return { path: '/', httpOnly: true, sameSite: 'Lax', secure: this.#secure } as const;
	}
}
