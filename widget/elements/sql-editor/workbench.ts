import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { Client, ConnectionState } from '../../client.ts';
import { adopt } from '../../drawing/adopt.ts';
import { DRAWING_TYPES, type DrawingType } from '../../drawing/drawing.ts';
import { load } from '../../load.ts';
import { say, sayServer } from '../../texts/say.ts';
import { emit } from '../shared/emit.ts';
import { Ticker } from '../shared/ticker.ts';
import { failedText } from '../shared/words.ts';
import { benchStyles } from './bench-styles.ts';
import type { CodeSurface } from './code-surface.ts';
import { runInAddress, writeRunToAddress } from './run-address.ts';
import { RunSession } from './run-session.ts';
import { isLive, type RunFailure, type RunRecord, type RunState, runOf } from './run-state.ts';
import { connectionWords, runWords } from './run-words.ts';
import type { SqlEditor } from './sql-editor.ts';
import { TYPE_NAMES } from './type-names.ts';

export interface BenchContext {
	readonly client: Client | undefined;
	readonly connection: ConnectionState;
	readonly scheme: string;
	readonly locale: string | undefined;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Everything of an editor that its first paint does not need: the run that it follows, its toolbar, its result. */
export class Workbench implements ReactiveController {
	readonly session: RunSession;
	readonly #editor: SqlEditor;
	#surface: CodeSurface | undefined;
	#sources: readonly string[] = [];
	#asTable = false;
	#type: DrawingType | '' = '';
	/** The run that the attribute named when it was last looked at: another one there is the page's wish. */
	#run = '';
	/** The text that the run followed has run, and the one that stood here when it was opened. */
	#ranText = '';
	#openText = '';
	#told = '';
	#marked: RunFailure | undefined;
	/** The run whose result stays in view while the next one is on its way. */
	#last = '';
	#wasOnCancel = false;
	readonly #onPopState = (): void => {
		const run = runInAddress();
		if (run !== '' && run !== runOf(this.session.state)) this.#open(run);
	};

	constructor(editor: SqlEditor) {
		this.#editor = editor;
		this.session = new RunSession({ changed: (state) => this.#changed(state), found: (record) => this.#found(record) });
		new Ticker(editor, () => isLive(this.session.state));
		editor.addController(this);
		adopt(editor.renderRoot.querySelector('.root') as HTMLElement, benchStyles);
	}

	get hasSurface(): boolean {
		return this.#surface !== undefined;
	}

	hostConnected(): void {
		if (!this.#editor.address) return;
		addEventListener('popstate', this.#onPopState);
		this.#onPopState();
	}

	hostDisconnected(): void {
		removeEventListener('popstate', this.#onPopState);
	}

	hostUpdate(): void {
		const { run, value } = this.#editor;
		if (run !== this.#run && run) this.#open(run);
		this.#surface?.setText(value || '');
		this.#wasOnCancel = this.#find('.cancel')?.matches(':focus') === true;
	}

	/** The button goes with the run that it cancels; whoever stood on it goes on at Run. */
	hostUpdated(): void {
		if (this.#wasOnCancel && !this.#find('.cancel')) this.#find('.primary')?.focus();
	}

	#find(selector: string): HTMLElement | null {
		return this.#editor.renderRoot.querySelector(selector);
	}

	attach(client: Client | undefined): void {
		this.session.attach(client);
		if (client && !this.#editor.source) void this.#loadSources(client);
	}

	/** Puts CodeMirror in the place of the text field, with the text, the caret and the focus as they are. */
	async loadSurface(onFailure: () => void): Promise<void> {
		const { CodeSurface } = await load(() => import('./code-surface.ts'), onFailure);
		const root = this.#editor.renderRoot;
		const field = root.querySelector('textarea');
		const parent = root.querySelector<HTMLElement>('.code');
		if (!(root instanceof ShadowRoot) || parent === null || this.#surface) return;
		const focused = field !== null && root.activeElement === field;
		this.#surface = new CodeSurface({
			parent,
			root,
			text: field?.value ?? this.#editor.value,
			selection: [field?.selectionStart ?? 0, field?.selectionEnd ?? 0],
			describedBy: 'keys',
			onChange: (text) => {
				this.#editor.value = text;
			},
			onRun: () => this.run(),
		});
		if (focused) this.#surface.focus();
		this.#editor.requestUpdate();
		this.#mark();
	}

	focus(): void {
		this.#surface?.focus();
	}

	readonly run = (): void => {
		const value = this.#editor.value || '';
		const source = this.#editor.source || this.#sources[0] || '';
		if (value.trim() === '' || isLive(this.session.state)) return;
		this.#ranText = value;
		void this.session.start(source, value);
	};

	/**
	 * Escape ends the run that is followed. In the text it first leaves the text, for the button that cancels: a key by
	 * which one leaves a field must not end a query of hours.
	 */
	escape(event: Event): void {
		const button = this.#find('.cancel');
		if (button === null || event.defaultPrevented) return;
		event.preventDefault();
		if (this.#find('.surface')?.matches(':focus-within')) button.focus();
		else void this.session.cancel();
	}

	#changed(state: RunState): void {
		const run = runOf(state);
		if (run !== '' && run !== this.#run) {
			this.#run = run;
			this.#editor.run = run;
			if (this.#editor.address) writeRunToAddress(run);
		}
		if (!isLive(state)) this.#last = state.status === 'done' ? run : '';
		const told = `${run} ${state.status}`;
		if (run !== '' && told !== this.#told) emit(this.#editor, 'chartwire-run', { run, state: state.status });
		this.#told = told;
		this.#mark();
		this.#editor.requestUpdate();
	}

	/** Fills the editor with the run's SQL, unless somebody has begun to type meanwhile. */
	#found({ sql, source }: RunRecord): void {
		this.#ranText = sql;
		this.#editor.source = source;
		if (this.#editor.value !== this.#openText) return;
		this.#editor.value = sql;
		this.#surface?.setText(sql);
		this.#marked = undefined;
		this.#mark();
	}

	#open(run: string): void {
		this.#run = run;
		this.#editor.run = run;
		if (this.#editor.address) writeRunToAddress(run);
		this.#openText = this.#editor.value;
		this.session.open(run);
	}

	/** Marks the failure in the text, if the text is still the one that failed. */
	#mark(): void {
		const { state } = this.session;
		const failure = state.status === 'failed' ? state.failure : undefined;
		const surface = this.#surface;
		if (surface === undefined || failure === this.#marked) return;
		this.#marked = failure;
		if (failure?.position && surface.text === this.#ranText) surface.mark(failure.position, failure.message);
		else surface.unmark();
	}

	async #loadSources(client: Client): Promise<void> {
		try {
			const answer = (await client.request('GET', '/v1/sources')) as { sources?: readonly { name: string }[] };
			this.#sources = (answer.sources ?? []).map(({ name }) => name);
			this.#editor.requestUpdate();
		} catch {
			// Without the list a run says by itself that its source is missing.
		}
	}

	toolbar(context: BenchContext): TemplateResult {
		const { state, canceling } = this.session;
		const live = isLive(state);
		const now = context.client?.serverNow() ?? Date.now();
		const { title, detail, spoken } = runWords(state, now, context.locale);
		const { locale } = context;
		const why = this.session.problem && sayServer(locale, this.session.problem);
		const problem = why && say(locale, 'not canceled: {why}', { why });
		const notes = live ? [problem, connectionWords(context.connection, locale)] : [];
		const ready = context.client !== undefined && (this.#editor.value || '').trim() !== '';
		return html`<button class="primary" ?disabled=${live || !ready} @click=${this.run}>
				${say(locale, 'Run')}<kbd aria-hidden="true">${isMac ? '⌘' : say(locale, 'Ctrl')} ↵</kbd>
			</button>
			${live ? this.#cancelButton(canceling, locale) : nothing}
			<span class="state ${state.status}" aria-hidden="true">
				${live || state.status === 'loading' ? html`<i class="spin"></i>` : nothing}
				<span>${title ? html`<b>${title}</b> ` : nothing}${[detail, ...notes].filter(Boolean).join(' · ')}</span>
			</span>
			<span class="sr" role="status">${(live && problem) || spoken}</span>
			<span class="choices">${this.#sourceChoice(locale)} ${this.#typeChoice(locale)}</span>`;
	}

	#cancelButton(canceling: boolean, locale: string | undefined): TemplateResult {
		const waiting = canceling || runOf(this.session.state) === '';
		// Not `disabled`: a button that is loses the focus.
		return html`<button
			class="cancel"
			aria-disabled=${waiting}
			aria-keyshortcuts="Escape"
			@click=${() => !waiting && this.session.cancel()}
		>
			${say(locale, canceling ? 'Canceling' : 'Cancel')}${canceling ? nothing : html`<kbd aria-hidden="true">${say(locale, 'Esc')}</kbd>`}
		</button>`;
	}

	#sourceChoice(locale: string | undefined): TemplateResult | typeof nothing {
		if (this.#sources.length < 2) return nothing;
		const choose = (event: Event) => {
			this.#editor.source = (event.target as HTMLSelectElement).value;
		};
		return html`<select aria-label=${say(locale, 'Source')} @change=${choose}>
			${this.#sources.map((name) => html`<option ?selected=${name === this.#editor.source}>${name}</option>`)}
		</select>`;
	}

	#typeChoice(locale: string | undefined): TemplateResult {
		const view = (asTable: boolean) => () => {
			this.#asTable = asTable;
			this.#editor.requestUpdate();
		};
		const choose = (event: Event) => {
			const { value } = event.target as HTMLSelectElement;
			this.#type = DRAWING_TYPES.find((type) => type === value) ?? '';
			this.#editor.requestUpdate();
		};
		const types = DRAWING_TYPES.flatMap((type) => (type === 'table' ? [] : type));
		return html`<select aria-label=${say(locale, 'Chart type')} ?disabled=${this.#asTable} @change=${choose}>
				<option value="">${say(locale, 'Automatic')}</option>
				${types.map((type) => html`<option value=${type}>${say(locale, TYPE_NAMES[type])}</option>`)}
			</select>
			<span class="segments" role="group" aria-label=${say(locale, 'Show the result as')}>
				<button aria-pressed=${!this.#asTable} @click=${view(false)}>${say(locale, 'Chart')}</button>
				<button aria-pressed=${this.#asTable} @click=${view(true)}>${say(locale, 'Table')}</button>
			</span>`;
	}

	output({ client, scheme, locale }: BenchContext): TemplateResult {
		const { state } = this.session;
		if (state.status === 'failed') return problem(state.failure, locale);
		const kept = isLive(state) ? this.#last : '';
		const run = kept || runOf(state);
		if (run === '') return html`<div class="note">${say(locale, 'The result of the query appears here.')}</div>`;
		return html`<sql-chart
			class=${kept ? 'kept' : ''}
			aria-busy=${kept !== ''}
			.client=${client}
			.run=${run}
			explain
			.type=${this.#asTable ? 'table' : this.#type}
			.theme=${scheme}
			.locale=${this.#editor.locale}
		></sql-chart>`;
	}
}

function problem({ code, message, hint, position }: RunFailure, locale: string | undefined): TemplateResult {
	const title = code === 'unreachable' ? say(locale, 'Not sent') : failedText(position, locale);
	return html`<div class="problem" role="group" aria-label=${say(locale, 'Error')} tabindex="0">
		<h3>${title}</h3>
		<pre>${sayServer(locale, message, code)}</pre>
		${hint ? html`<p>${hint}</p>` : nothing}
	</div>`;
}
