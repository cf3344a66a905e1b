import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { SqlPosition } from '../../../widget/protocol.ts';
import { messageOf } from '../../shared/api.ts';
import type { EditorModel } from './model/editor-model.ts';
import { type Suggestions, suggestionsAt } from './pure/completion.ts';
import { placeInWhole } from './pure/statements.ts';
import type { CodeSurface } from './surface/code-surface.ts';
import { functionsOf } from './surface/functions.ts';
import type { RunFailureDetail } from './views/editor-results.ts';

interface TextOptions {
	readonly model: () => EditorModel | undefined;
	readonly run: (part: boolean) => void;
}

/**
 * The text that is written: a plain field at first, so that writing can begin at once, and CodeMirror in its place when it
 * has been loaded. The model's word is what is shown.
 */
export class TextController implements ReactiveController {
	readonly #host: LitElement;
	readonly #options: TextOptions;
	#surface: CodeSurface | undefined;
	#isLoading = false;
	/** A mark for when the surface is there. */
	#mark: { readonly position: SqlPosition; readonly message: string } | undefined;

	constructor(host: LitElement, options: TextOptions) {
		this.#host = host;
		this.#options = options;
		host.addController(this);
	}

	hostConnected(): void {
		void this.#load();
	}

	get #field(): HTMLTextAreaElement | null {
		return this.#host.renderRoot.querySelector('.surface textarea');
	}

	get selection(): { readonly from: number; readonly to: number } {
		if (this.#surface) return this.#surface.selection;
		const { selectionStart: from = 0, selectionEnd: to = 0 } = this.#field ?? {};
		return { from, to };
	}

	focus(): void {
		if (this.#surface) this.#surface.focus();
		else this.#field?.focus();
	}

	insert(text: string): void {
		const model = this.#options.model();
		if (this.#surface) this.#surface.insert(text);
		else model?.edit({ sql: `${model.tab.sql}${text}` });
	}

	/** Where the run has failed, if it is still the text that ran. */
	markFailure({ run, position, message, hint }: RunFailureDetail): void {
		const tab = this.#options.model()?.tab;
		if (tab === undefined || run !== tab.run || position === undefined) return;
		const { from, text } = tab.ran;
		if (tab.sql.slice(from, from + text.length) !== text) return;
		this.mark(placeInWhole(tab.sql, from, position), hint ? `${message}\n${hint}` : message);
	}

	mark(position: SqlPosition, message: string): void {
		this.#mark = { position, message };
		this.#surface?.mark(position, message);
	}

	unmark(): void {
		this.#mark = undefined;
		this.#surface?.unmark();
	}

	/** Shows the tab of the model. */
	show(): void {
		const model = this.#options.model();
		if (model === undefined) return;
		const { id, sql: text } = model.tab;
		this.#surface?.show({ id, text, engine: model.engine });
		this.#surface?.keepOnly(model.bench.tabs.map((tab) => tab.id));
	}

	async format(): Promise<void> {
		const model = this.#options.model();
		if (model === undefined) return;
		const { id, sql } = model.tab;
		try {
			const { formatSql } = await import('./surface/format.ts');
			// Whoever has gone on writing meanwhile keeps what they wrote.
			if (model.tab.id === id && model.tab.sql === sql) model.edit({ sql: formatSql(sql, model.engine) });
		} catch (error) {
			const [reason = ''] = messageOf(error).split('\n');
			model.refuse(`Left as it is, since it cannot be read as SQL: ${reason}`);
		}
	}

	async #load(): Promise<void> {
		if (this.#surface || this.#isLoading) return;
		this.#isLoading = true;
		try {
			const { CodeSurface } = await import('./surface/code-surface.ts');
			await this.#host.updateComplete;
			const model = this.#options.model();
			const parent = this.#host.renderRoot.querySelector<HTMLElement>('.code');
			const root = this.#host.renderRoot;
			if (model === undefined || parent === null || !(root instanceof ShadowRoot)) return;
			const field = this.#field;
			const isFocused = field !== null && root.activeElement === field;
			const { from, to } = this.selection;
			const { id, sql: text } = model.tab;
			const options = {
				parent,
				root,
				describedBy: 'leaving',
				onChange: (sql: string) => this.#options.model()?.edit({ sql }),
				onRun: this.#options.run,
				suggest: (sql: string, at: number) => this.#suggest(sql, at),
			};
			this.#surface = new CodeSurface(options, { id, text, engine: model.engine }, [from, to]);
			if (isFocused) this.#surface.focus();
			if (this.#mark) this.#surface.mark(this.#mark.position, this.#mark.message);
			this.#host.requestUpdate();
		} catch {
			// The plain field does as well.
		} finally {
			this.#isLoading = false;
		}
	}

	#suggest(sql: string, at: number): Suggestions | undefined {
		const model = this.#options.model();
		if (model === undefined) return undefined;
		const { engine } = model;
		return suggestionsAt(sql, at, {
			engine,
			catalog: model.schemas.catalog(model.tab.source),
			functions: functionsOf(engine),
		});
	}

	render(): TemplateResult {
		const model = this.#options.model();
		const write = (event: Event): void => model?.edit({ sql: (event.target as HTMLTextAreaElement).value });
		return html`<div class="surface">
			<div class="code"></div>
			${
				this.#surface
					? ''
					: html`<textarea aria-label="SQL" aria-describedby="leaving" spellcheck="false" autocomplete="off" autocapitalize="off" .value=${model?.tab.sql ?? ''} @input=${write}></textarea>`
			}
			<p class="sr" id="leaving">Tab indents; press Escape and then Tab to leave the text. Control or Command and slash lists all keys.</p>
		</div>`;
	}
}
