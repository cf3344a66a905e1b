import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { messageOf } from '../../../shared/api.ts';
import { pageStyles } from '../../../shared/styles.ts';
import type { Draft } from '../pure/tabs.ts';
import { panelStyles, waitingBeside } from './panel-styles.ts';
import { ageText } from './words.ts';

/**
 * `<editor-closed>`: the tabs that were closed in the last 30 days.
 *
 * @fires editor-reopen - One of them is wanted again.
 */
export class EditorClosed extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		load: { attribute: false },
		moment: { attribute: false },
		_drafts: { state: true },
		_problem: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		panelStyles,
		css`
			:host {
				overflow: auto;
				padding: 8px;
			}
			li button {
				inline-size: 100%;
				display: grid;
				justify-items: start;
				gap: 0;
				text-align: start;
				color: var(--ink);
			}
		`,
	];

	declare load: () => Promise<readonly Draft[]>;
	/** Whatever changes when a tab was closed or opened. */
	declare moment: unknown;
	declare _drafts: readonly Draft[] | undefined;
	declare _problem: string;

	constructor() {
		super();
		this._problem = '';
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('moment') || changed.has('load')) void this.#ask();
	}

	async #ask(): Promise<void> {
		try {
			this._drafts = await this.load();
			this._problem = '';
		} catch (error) {
			this._problem = messageOf(error);
		}
	}

	#reopen(id: string): void {
		this._drafts = this._drafts?.filter(({ draft }) => draft !== id);
		this.dispatchEvent(new CustomEvent('editor-reopen', { detail: { id }, bubbles: true, composed: true }));
	}

	protected override render(): TemplateResult {
		const drafts = this._drafts;
		return html`${waitingBeside({ value: drafts, problem: this._problem }, () => void this.#ask())}
			<ul>
				${drafts?.map(
					({ draft, title, source, deletedAt }) =>
						html`<li><button class="quiet" @click=${() => this.#reopen(draft)}>
							<span>${title || 'Query without a name'}</span>
							<span class="small muted">${[source ?? '', deletedAt === undefined ? '' : `closed ${ageText(deletedAt)}`].filter(Boolean).join(' · ')}</span>
						</button></li>`,
				)}
			</ul>
			${drafts?.length === 0 ? html`<p class="note">A tab that you close stays here for 30 days.</p>` : nothing}`;
	}
}

customElements.define('editor-closed', EditorClosed);
