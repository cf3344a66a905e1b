import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ApiError, messageOf } from '../../../shared/api.ts';
import { pageStyles } from '../../../shared/styles.ts';
import { chartNameOf, problemOfName } from '../pure/declaration.ts';
import type { Tab } from '../pure/tabs.ts';
import { panelStyles } from './panel-styles.ts';

export type SaveChart = (name: string, title: string, over: boolean) => Promise<void>;

/** `<editor-save>`: asks for name and title of the chart that the tab becomes, and says why it cannot be kept. */
export class EditorSave extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		save: { attribute: false },
		_tab: { state: true },
		_name: { state: true },
		_title: { state: true },
		_problem: { state: true },
		_isTaken: { state: true },
		_isBusy: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		panelStyles,
		css`
			form,
			label {
				display: grid;
				gap: 4px;
			}
			form {
				gap: 16px;
			}
		`,
	];

	/** @throws ApiError */
	declare save: SaveChart;
	declare _tab: Tab | undefined;
	declare _name: string;
	declare _title: string;
	declare _problem: string;
	/** There is another one of this name, or it was saved by somebody else. */
	declare _isTaken: boolean;
	declare _isBusy: boolean;

	constructor() {
		super();
		this._name = '';
		this._title = '';
		this._problem = '';
		this._isTaken = false;
		this._isBusy = false;
	}

	open(tab: Tab): void {
		this._tab = tab;
		this._title = tab.chart?.title || tab.title;
		this._name = tab.chart?.name ?? chartNameOf(tab.title);
		this._problem = '';
		this._isTaken = false;
	}

	readonly #close = (): void => {
		this._tab = undefined;
	};

	async #submit(over: boolean): Promise<void> {
		this._problem = problemOfName(this._name);
		if (this._problem || this._isBusy) return;
		this._isBusy = true;
		try {
			await this.save(this._name, this._title.trim(), over);
			this.#close();
		} catch (error) {
			this._problem = messageOf(error);
			this._isTaken = error instanceof ApiError && (error.status === 409 || error.status === 412);
		}
		this._isBusy = false;
	}

	readonly #onTitle = (event: Event): void => {
		const isFollowing = this._tab?.chart === null && this._name === chartNameOf(this._title);
		this._title = (event.target as HTMLInputElement).value;
		if (isFollowing) this._name = chartNameOf(this._title);
	};

	readonly #onName = (event: Event): void => {
		this._name = (event.target as HTMLInputElement).value.trim();
		this._isTaken = false;
	};

	readonly #onHide = (event: Event): void => {
		if (event.target === event.currentTarget) this.#close();
	};

	protected override render(): TemplateResult {
		const submit = (event: Event): void => {
			event.preventDefault();
			void this.#submit(false);
		};
		return html`<wa-dialog label="Save as a chart" ?open=${this._tab !== undefined} @wa-after-hide=${this.#onHide}>
			<form id="form" @submit=${submit}>
				<label>Title <input autofocus maxlength="300" autocomplete="off" .value=${this._title} @input=${this.#onTitle} /></label>
				<label>
					Name
					<input autocomplete="off" spellcheck="false" maxlength="63" aria-describedby="what" .value=${this._name} @input=${this.#onName} />
					<span id="what" class="small muted">Pages embed it by this name. Its parameters and their defaults are those of the panel.</span>
				</label>
				<p class="problem" role="alert">${this._problem}</p>
			</form>
			<wa-button slot="footer" appearance="plain" @click=${this.#close}>Cancel</wa-button>
			${this._isTaken ? html`<wa-button slot="footer" appearance="outlined" variant="danger" @click=${() => void this.#submit(true)}>Replace it</wa-button>` : nothing}
			<wa-button slot="footer" variant="brand" ?loading=${this._isBusy} @click=${() => void this.#submit(false)}>Save</wa-button>
		</wa-dialog>`;
	}
}

customElements.define('editor-save', EditorSave);
