import { css, html, type LitElement, nothing, type TemplateResult } from 'lit';
import { adopt } from '../../drawing/adopt.ts';
import type { ExportFormat } from '../../taking/formats.ts';
import { type Taken, take } from '../../taking/take.ts';
import { say, sayServer } from '../../texts/say.ts';

const LABELS = {
	csv: 'Download CSV',
	json: 'Download JSON',
	png: 'Download picture (PNG)',
	svg: 'Download picture (SVG)',
	copy: 'Copy as table',
} as const satisfies Readonly<Record<ExportFormat, string>>;
/** Long enough to be read. */
const SAID_MS = { least: 4000, aCharacter: 70 } as const;

const styles = css`
	.menu {
		position: absolute;
		inset-block-end: calc(100% + 4px);
		inset-inline-end: 0;
		z-index: 3;
		display: flex;
		flex-direction: column;
		inline-size: max-content;
		min-inline-size: min(12em, 100cqi);
		max-inline-size: 100cqi;
		box-sizing: border-box;
		white-space: normal;
		padding: 4px;
		border: 1px solid var(--line);
		border-radius: 8px;
		background: var(--raised);
		box-shadow: 0 4px 16px rgb(0 0 0 / 0.14);
	}
	.menu button {
		padding: 6px 10px;
		border: 0;
		border-radius: 5px;
		background: none;
		color: var(--ink);
		font: inherit;
		line-height: calc(20 / 12);
		text-align: start;
		cursor: pointer;
	}
	.menu button:hover,
	.menu button:focus-visible {
		background: var(--grid);
	}
	.footer .end {
		flex: 0 1 auto;
		min-inline-size: 0;
	}
	.end .switch {
		flex: none;
	}
	.said {
		order: -1;
		min-inline-size: 0;
		overflow: hidden;
		text-overflow: ellipsis;
	}
	/* It must be there before it says something; its gap need not. */
	.said:empty {
		margin-inline-end: -12px;
	}
	@container (max-width: 560px) {
		.said:not(:empty) {
			position: absolute;
			inset-block-end: calc(100% + 4px);
			inset-inline-end: 0;
			z-index: 3;
			inline-size: max-content;
			max-inline-size: calc(100cqi - 18px);
			padding: 4px 8px;
			border: 1px solid var(--line);
			border-radius: 4px;
			background: var(--raised);
			overflow-wrap: anywhere;
			white-space: normal;
		}
	}
`;

/**
 * The menu behind the button "Export", and what is said after a choice. A chunk of its own, fetched when it is first
 * opened. Keys as the ARIA Authoring Practices have them for a menu button.
 */
export class ExportMenu {
	isOpen = false;
	#said = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #host: LitElement;

	constructor(host: LitElement) {
		this.#host = host;
		const footer = host.renderRoot.querySelector<HTMLElement>('.footer');
		if (footer) adopt(footer, styles);
	}

	toggle(): void {
		this.isOpen = !this.isOpen;
		this.#host.requestUpdate();
		if (this.isOpen) void this.#host.updateComplete.then(() => this.#items()[0]?.focus());
	}

	render(formats: readonly ExportFormat[], locale: string | undefined, taken: () => Taken | undefined): TemplateResult {
		const menu = html`<div part="menu" class="menu" role="menu" aria-label=${say(locale, 'Export')} @keydown=${this.#onKey} @focusout=${this.#onLeave}>
			${formats.map(
				(format) =>
					html`<button role="menuitem" tabindex="-1" @click=${() => void this.#take(format, taken())}>${say(locale, LABELS[format])}</button>`,
			)}
		</div>`;
		return html`<span class="said" role="status" .textContent=${this.#said} title=${this.#said || nothing}></span>${this.isOpen ? menu : nothing}`;
	}

	#items(): HTMLElement[] {
		return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.menu [role="menuitem"]')];
	}

	#close(): void {
		this.isOpen = false;
		this.#host.requestUpdate();
	}

	/** Back to the button that opened it. */
	#return(): void {
		this.#close();
		this.#host.renderRoot.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus();
	}

	readonly #onLeave = ({ relatedTarget, currentTarget }: FocusEvent): void => {
		const next = relatedTarget as Element | null;
		// The button closes it by itself.
		if (next && ((currentTarget as Element).contains(next) || next.getAttribute('aria-haspopup'))) return;
		this.#close();
	};

	readonly #onKey = (event: KeyboardEvent): void => {
		const items = this.#items();
		const at = items.indexOf((this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement);
		const { length } = items;
		const targets: Readonly<Record<string, number>> = {
			ArrowDown: (at + 1) % length,
			ArrowUp: (at - 1 + length) % length,
			Home: 0,
			End: length - 1,
		};
		const target = targets[event.key];
		if (event.key === 'Escape') this.#return();
		else if (target === undefined) return;
		else items[target]?.focus();
		event.preventDefault();
		event.stopPropagation();
	};

	async #take(format: ExportFormat, taken: Taken | undefined): Promise<void> {
		this.#return();
		try {
			const tell = (text: string): void => this.#say(text, true);
			if (taken) this.#say(await take(format, { ...taken, tell }));
		} catch (error) {
			this.#say(sayServer(taken?.look.locale, error instanceof Error ? error.message : String(error)));
		}
	}

	/** Until something else is said, or for a while. */
	#say(text: string, stays = false): void {
		clearTimeout(this.#timer);
		this.#said = text;
		this.#host.requestUpdate();
		if (text !== '' && !stays)
			this.#timer = setTimeout(() => this.#say(''), Math.max(SAID_MS.least, text.length * SAID_MS.aCharacter));
	}
}
