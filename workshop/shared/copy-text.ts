import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { say } from './page.ts';
import { pageStyles } from './styles.ts';

/** `<workshop-copy label="…" .text=${…}>`: a text to be taken elsewhere, with a button that copies it. */
export class WorkshopCopy extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		text: { attribute: false },
		label: {},
	};
	static override readonly styles = [
		pageStyles,
		css`
			.head {
				flex-wrap: nowrap;
				min-block-size: 32px;
			}
			pre {
				padding: 12px 16px;
				border: 1px solid var(--line-quiet);
				border-radius: 8px;
				background: var(--sunken);
				color: var(--ink);
				line-height: 1.55;
				tab-size: 4;
				white-space: pre-wrap;
				overflow-wrap: anywhere;
				max-block-size: 420px;
				overflow: auto;
			}
		`,
	];
	/** What it is, such as “Link”; the button is named by it. */
	declare label: string;
	declare text: string;

	constructor() {
		super();
		this.label = '';
		this.text = '';
	}

	async #copy(): Promise<void> {
		try {
			await navigator.clipboard.writeText(this.text);
			say(this, 'Copied.');
		} catch {
			// Over plain HTTP, or when the browser does not let pages: then it is chosen, and one key copies it.
			const text = this.renderRoot.querySelector('pre');
			if (text) getSelection()?.selectAllChildren(text);
			say(this, 'This browser does not let the page copy; the text is selected for you to copy.');
		}
	}

	protected override render(): TemplateResult {
		return html`
			<div class="head">
				<span class="small muted">${this.label}</span>
				<wa-button size="s" appearance="plain" @click=${this.#copy}><wa-icon slot="start" name="copy" aria-hidden="true"></wa-icon>Copy<span class="sr">: ${this.label}</span></wa-button>
			</div>
			<pre tabindex="0" role="region" aria-label=${this.label}><code>${this.text}</code></pre>`;
	}
}

if (!customElements.get('workshop-copy')) customElements.define('workshop-copy', WorkshopCopy);
