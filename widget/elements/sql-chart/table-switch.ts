import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';

const HINTS = {
	picture: ['t', 'Arrow keys read the values, T shows the rows as a table'],
	rows: ['t Escape', 'T or Escape shows the picture again'],
} as const;

/**
 * Owns whether the rows are shown in place of the picture: for everybody by a button, and one key away from the picture
 * for whoever is there without a pointer. The key counts only while the drawing has the focus, which goes with it.
 */
export class TableSwitch {
	isOn = false;
	readonly #host: LitElement;
	/** Whether there is a picture with rows behind it. */
	readonly #isThere: () => boolean;

	constructor(host: LitElement, isThere: () => boolean) {
		this.#host = host;
		this.#isThere = isThere;
		host.renderRoot.addEventListener('keydown', (event) => this.#onKey(event as KeyboardEvent));
	}

	render(locale: string | undefined): TemplateResult | typeof nothing {
		if (!this.#isThere()) return nothing;
		return html`<button part="button" class="link switch" aria-pressed=${this.isOn} @click=${() => this.#toggle()}>${say(locale, 'Table')}</button>`;
	}

	/** Says at what has the focus of a drawing which keys lead on, and of which chart its rows are. */
	dress(box: Element, { name, locale }: { name: string; locale: string | undefined }): void {
		const place = box.querySelector('[tabindex="0"]:not(.legend)');
		if (place?.role === 'region') place.ariaLabel = say(locale, '{name}: table, scrollable', { name });
		if (!place || !this.#isThere()) return;
		const [keys, hint] = HINTS[this.isOn ? 'rows' : 'picture'];
		place.setAttribute('aria-keyshortcuts', keys);
		place.setAttribute('aria-description', say(locale, hint));
	}

	#toggle(): void {
		this.isOn = !this.isOn;
		this.#host.requestUpdate();
	}

	#onKey(event: KeyboardEvent): void {
		const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
		const isMeant = key.toLowerCase() === 't' || (key === 'Escape' && this.isOn);
		if (!isMeant || !this.#isThere() || defaultPrevented || ctrlKey || metaKey || altKey) return;
		if (!(target instanceof Element) || !target.closest('.drawing') || target.matches('input, textarea')) return;
		event.preventDefault();
		this.#toggle();
	}
}
