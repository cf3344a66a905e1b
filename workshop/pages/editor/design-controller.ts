import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { BuilderDetail } from '../charts/builder/chart-builder.ts';
import type { EditorModel } from './model/editor-model.ts';
import { nameOfTab } from './pure/tabs.ts';

interface Design {
	/** The tab that is designed, and its run. */
	readonly tab: string;
	readonly run: string;
	readonly begun: { readonly spec: ChartSpec | null };
}

/**
 * The design of the tab's chart, in place of its text: loaded when it is first wanted. It is drawn from the result that is
 * there, and what is changed is the tab's at once.
 */
export class DesignController implements ReactiveController {
	readonly #host: LitElement;
	readonly #model: () => EditorModel | undefined;
	#design: Design | undefined;

	constructor(host: LitElement, model: () => EditorModel | undefined) {
		this.#host = host;
		this.#model = model;
		host.addController(this);
	}

	/** Another tab or run is shown: it has a design of its own. */
	hostUpdate(): void {
		const { id, run } = this.#model()?.tab ?? {};
		if (this.#design && (this.#design.tab !== id || this.#design.run !== run)) this.#design = undefined;
	}

	get isOpen(): boolean {
		return this.#design !== undefined;
	}

	async open(): Promise<void> {
		const { id: tab, run, spec } = this.#model()?.tab ?? {};
		if (tab === undefined || !run || spec === undefined) return;
		try {
			await import('../charts/builder/define.ts');
		} catch {
			this.#model()?.refuse('A part of the page could not be loaded. Look at your connection, and try again.');
			return;
		}
		this.#design = { tab, run, begun: { spec } };
		this.#host.requestUpdate();
		await this.#host.updateComplete;
		this.#host.renderRoot.querySelector<HTMLElement>('.design h2')?.focus();
	}

	readonly #close = async (): Promise<void> => {
		this.#design = undefined;
		this.#host.requestUpdate();
		await this.#host.updateComplete;
		this.#host.renderRoot.querySelector<HTMLElement>('.result')?.focus();
	};

	render(): TemplateResult | typeof nothing {
		const [design, model] = [this.#design, this.#model()];
		if (design === undefined || model === undefined) return nothing;
		const preview = (spec: ChartSpec): TemplateResult =>
			html`<div class="panel"><sql-chart .run=${design.run} .spec=${spec} loading="eager" explain .getToken=${model.session.token}></sql-chart></div>`;
		const changed = ({ detail }: CustomEvent<BuilderDetail>): void => {
			if (detail.spec !== model.tab.spec) model.edit({ spec: detail.spec });
		};
		const done = html`<span class="small muted">${model.keeping}</span><wa-button size="s" variant="brand" @click=${this.#close}>Done</wa-button>`;
		return html`<section class="design" aria-label="Design">
			<h2 tabindex="-1">${nameOfTab(model.tab)}</h2>
			<chart-builder .api=${model.session.api} .begun=${design.begun} .preview=${preview} .actions=${done} @builder-change=${changed}></chart-builder>
		</section>`;
	}
}
