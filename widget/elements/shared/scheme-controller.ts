import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { pixelOf } from '../../drawing/pixel.ts';

export type Scheme = 'light' | 'dark';

interface SchemeHost extends ReactiveControllerHost, HTMLElement {
	theme: string;
}

/** To read a pixel takes a while, and the charts of a page ask about one colour. */
let known: { readonly color: string; readonly isLight: boolean } | undefined;

/** True when text of this computed colour is meant for a dark background. Luma by ITU-R BT.601. */
function isLight(color: string): boolean {
	if (known?.color !== color) {
		const [red = 0, green = 0, blue = 0] = pixelOf(color);
		known = { color, isLight: 0.299 * red + 0.587 * green + 0.114 * blue > 140 };
	}
	return known.isLight;
}

/** What is computed has to be asked for, and a page whose charts all ask at every update does nothing else. */
const REST_MS = 1000;

/**
 * Owns the choice between light and dark. The attribute `theme` decides; without it, the colour of the text around
 * the element does, because a page may be dark by the system's preference, by its own switch, or not at all. A change
 * of either is noticed by the transition that theme.ts puts on the host. In print everything is light.
 */
export class SchemeController implements ReactiveController {
	scheme: Scheme = 'light';
	/** The computed colour of the text around the element, or `print`: with another one, a page's theme is another one. */
	ink = '';
	readonly #host: SchemeHost;
	readonly #media = ['print', '(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
		matchMedia(query),
	);
	/** For which theme, and when by the page's clock, it was looked last. */
	#theme = '';
	#lookedAt = 0;
	readonly #look = (): void => {
		this.#lookedAt = 0;
		this.#host.requestUpdate();
	};
	readonly #sensed = (event: TransitionEvent): void => {
		if (event.target === this.#host && event.propertyName === 'color') this.#look();
	};

	constructor(host: SchemeHost) {
		this.#host = host;
		host.addController(this);
	}

	hostConnected(): void {
		for (const each of this.#media) each.addEventListener('change', this.#look);
		this.#host.addEventListener('transitionend', this.#sensed);
		this.#look();
	}

	hostDisconnected(): void {
		for (const each of this.#media) each.removeEventListener('change', this.#look);
		this.#host.removeEventListener('transitionend', this.#sensed);
	}

	hostUpdate(): void {
		const { theme } = this.#host;
		const now = Date.now();
		if (theme === this.#theme && Math.abs(now - this.#lookedAt) < REST_MS) return;
		this.#theme = theme;
		this.#lookedAt = now;
		this.ink = getComputedStyle(this.#host).color;
		if (theme === 'light' || theme === 'dark') this.scheme = theme;
		else this.scheme = isLight(this.ink) ? 'dark' : 'light';
		if (this.#media[0]?.matches) [this.scheme, this.ink] = ['light', 'print'];
	}
}
