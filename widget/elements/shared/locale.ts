import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { speak } from '../../texts/say.ts';
import { speech } from '../../texts/speech.ts';

interface LocaleHost extends ReactiveControllerHost, HTMLElement {
	readonly renderRoot: HTMLElement | DocumentFragment;
	locale: string;
}

/** The first of the wishes that this browser can format for; `undefined` leaves the choice to the browser. */
function usableLocale(...wishes: readonly (string | null | undefined)[]): string | undefined {
	for (const wish of wishes) {
		if (!wish) continue;
		try {
			if (Intl.NumberFormat.supportedLocalesOf(wish).length > 0) return wish;
		} catch {
			// Not a language tag: the next wish counts.
		}
	}
	return undefined;
}

/** What a page without any `lang` may have in its place (HTML, “Content language state”). */
const DECLARED = 'meta[http-equiv=content-language i]';

/** What the page says around an element, also around the components that it stands in. */
function langAround(element: Element): string | undefined {
	const near = element.closest<HTMLElement>('[lang]');
	const { host } = element.getRootNode() as Partial<ShadowRoot>;
	if (near || !host) return near?.lang ?? document.head.querySelector<HTMLMetaElement>(DECLARED)?.content;
	return langAround(host);
}

/**
 * Owns an element's locale: that of its attribute `locale`, of the page around it, or of the browser. Fetches its
 * language, and has the element rendered again when that comes. The attribute decides the direction as well; without it,
 * the page does.
 */
export class LocaleController implements ReactiveController {
	/** Undefined leaves the choice to the browser. */
	locale: string | undefined;
	readonly #host: LocaleHost;

	constructor(host: LocaleHost) {
		this.#host = host;
		host.addController(this);
	}

	hostConnected(): void {
		speech.hosts.add(this.#host);
	}

	hostDisconnected(): void {
		speech.hosts.delete(this.#host);
	}

	hostUpdate(): void {
		this.locale = usableLocale(this.#host.locale, langAround(this.#host), navigator.language);
		void speak(this.locale);
	}

	hostUpdated(): void {
		const root = this.#host.renderRoot.querySelector<HTMLElement>('.root');
		if (root) root.dir = this.#host.locale && (speech.directionOf?.(this.locale) ?? 'ltr');
	}
}
