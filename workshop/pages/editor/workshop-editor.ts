import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import './views/editor-closed.ts';
import './views/editor-history.ts';
import './views/editor-results.ts';
import './views/editor-save.ts';
import './views/editor-schema.ts';
import '../../shared/divider.ts';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { go, type PageElement, say } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';
import { DesignController } from './design-controller.ts';
import { EditorKeys } from './editor-keys.ts';
import { editorStyles } from './editor-styles.ts';
import { EditorModel } from './model/editor-model.ts';
import { paramsIn } from './pure/params.ts';
import { statementAt, statementsIn } from './pure/statements.ts';
import { stepTab } from './pure/tabs.ts';
import { TextController } from './text-controller.ts';
import { dialogStyles } from './views/dialog-styles.ts';
import { conflictDialog, keysDialog } from './views/dialogs.ts';
import type { RunFailureDetail, RunPhase, RunPhaseDetail } from './views/editor-results.ts';
import type { EditorSave } from './views/editor-save.ts';
import { forAuthors } from './views/for-authors.ts';
import { panelStyles } from './views/panel-styles.ts';
import { paramsPanel } from './views/params-panel.ts';
import { resultPart } from './views/result-part.ts';
import { type SideName, side } from './views/side.ts';
import { tabBar } from './views/tab-bar.ts';
import { toolbar } from './views/toolbar.ts';

const LIVE: readonly RunPhase[] = ['waiting', 'queued', 'running'];
const SIDE = 'chartwire-workshop-side';
const NARROW = '(max-width: 860px)';

/** `<workshop-editor>`: SQL is written here, run, looked at as rows and chart, explained, and kept as a chart. */
export class WorkshopEditor extends LitElement implements PageElement {
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		_side: { state: true },
		_phase: { state: true },
		_renaming: { state: true },
		_isKeysOpen: { state: true },
	};
	static override readonly styles = [pageStyles, panelStyles, editorStyles, dialogStyles];

	declare session: ProjectSession;
	declare route: Route;
	/** Which panel stands beside the text; '': none. */
	declare _side: SideName | '';
	declare _phase: RunPhaseDetail | undefined;
	declare _renaming: string;
	declare _isKeysOpen: boolean;
	#model: EditorModel | undefined;
	/** What was asked for by the address, and is being opened. */
	#followed: Route | undefined;
	readonly design = new DesignController(this, () => this.#model);
	readonly #text = new TextController(this, {
		model: () => this.#model,
		run: (part) => void this.run(part),
	});

	constructor() {
		super();
		const kept = localStorage.getItem(SIDE);
		this._side = matchMedia(NARROW).matches || kept === '' ? '' : 'schema';
		this._renaming = '';
		this._isKeysOpen = false;
		new EditorKeys(this);
	}

	override connectedCallback(): void {
		super.connectedCallback();
		if (!this.session.isAuthor) return;
		const model = new EditorModel(this.session, () => this.requestUpdate());
		this.#model = model;
		this.#followed = undefined;
		void model.begin().then(() => this.#follow());
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#model?.end();
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('route') && this.#model?.sources) this.#follow();
	}

	protected override updated(): void {
		const model = this.#model;
		if (model?.sources) model.settleSource();
		this.#text.show();
	}

	/** Opens what the address names: a run, a chart, a recipe that was filled in, or a query. */
	#follow(): void {
		const { route } = this;
		const model = this.#model;
		if (model === undefined || route === this.#followed) return;
		this.#followed = route;
		const { query } = route;
		const [run, chart, recipe, draft, sql] = ['run', 'chart', 'recipe', 'draft', 'sql'].map((name) => query.get(name));
		// What is opened once stays a tab: the address then names what is shown.
		if (run) void model.openRun(run);
		else if (chart) void model.openChart(chart).then(() => this.tellAddress());
		else if (recipe) void model.openRecipe(recipe, query).then(() => this.tellAddress());
		else if (draft) void model.openDraft(draft).then((whose) => this.#openedDraft(whose));
		else if (sql) {
			// Somebody else may have written the address: nothing runs before it is asked for here.
			model.open({ sql, source: query.get('source') ?? model.tab.source });
			this.tellAddress();
		} else this.tellAddress();
	}

	#openedDraft(whose: string | undefined): void {
		this.tellAddress();
		if (whose) say(this, `This is a copy of a query of ${whose}; what you change is yours.`);
	}

	/** The run that is shown has an address, which somebody else can open. */
	tellAddress(): void {
		// What it asks for is opened first: whoever is quick with a key would lose it.
		if (this.#followed === undefined) return;
		const { run = '', plan = '' } = this.#model?.tab ?? {};
		const shown = plan || run;
		if (shown !== (this.route.query.get('run') ?? '') || this.route.query.size > (shown ? 1 : 0))
			go(this, { page: 'editor', query: shown ? { run: shown } : {} }, { replace: true });
	}

	/** The run that is shown, or its plan, is under way. */
	get isLive(): boolean {
		const { run, plan } = this.#model?.tab ?? {};
		const { run: told, phase } = this._phase ?? {};
		return phase !== undefined && (told === run || told === plan) && LIVE.includes(phase);
	}

	/** All, or only what is selected, or else the statement at the caret; and where it begins. */
	#chosen(part: boolean): { readonly sql: string; readonly from: number } | undefined {
		const model = this.#model;
		if (model === undefined) return undefined;
		const { sql } = model.tab;
		if (!part) return { sql, from: 0 };
		const { from, to } = this.#text.selection;
		const stretch = from < to ? { from, to } : statementAt(sql, from, model.engine);
		return stretch && { sql: sql.slice(stretch.from, stretch.to), from: stretch.from };
	}

	async run(part: boolean): Promise<void> {
		const model = this.#model;
		const chosen = this.#chosen(part);
		if (model === undefined || chosen === undefined || this.isLive || model.submitting) return;
		const { length } = statementsIn(chosen.sql, model.engine);
		if (length > 1) {
			const where = part ? 'Select one of them.' : 'Run the one at the caret by “Run part”.';
			model.refuse(`There are ${length} statements here, and a run is one. ${where}`);
			return;
		}
		this.#text.unmark();
		await model.run(chosen.sql, chosen.from);
		this.tellAddress();
	}

	async explain(how: true | 'analyze' = true): Promise<void> {
		const isSeveral = statementsIn(this.#model?.tab.sql ?? '', this.#model?.engine ?? 'postgresql').length > 1;
		const chosen = this.#chosen(isSeveral);
		if (chosen === undefined || this.isLive) return;
		await this.#model?.explain(chosen.sql, how);
		this.tellAddress();
	}

	cancel(): void {
		const { run, plan } = this.#model?.tab ?? {};
		if (run || plan) void this.#model?.cancel(plan || run || '');
	}

	format(): Promise<void> {
		return this.#text.format();
	}

	saveAsChart(): void {
		const model = this.#model;
		if (model) this.renderRoot.querySelector<EditorSave>('editor-save')?.open(model.tab);
	}

	openKeys(): void {
		this._isKeysOpen = true;
	}

	add(): void {
		this.#model?.open();
		this.tellAddress();
		void this.updateComplete.then(() => this.#text.focus());
	}

	close(id = this.#model?.bench.active ?? ''): void {
		this.#model?.close(id);
		this.tellAddress();
	}

	step(by: 1 | -1): void {
		if (this.#model) this.show(stepTab(this.#model.bench, by).active);
	}

	show(id: string): void {
		this.#model?.show(id);
		this.tellAddress();
	}

	async rename(id = this.#model?.bench.active ?? ''): Promise<void> {
		this._renaming = id;
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLInputElement>('.name')?.select();
	}

	readonly #renamed = (title: string | undefined): void => {
		if (this._renaming === '') return;
		const isHere = this._renaming === this.#model?.bench.active;
		if (title !== undefined && isHere) this.#model?.edit({ title });
		this._renaming = '';
		this.#text.focus();
	};

	focusText(): void {
		this.#text.focus();
	}

	onPhase(phase: RunPhaseDetail): void {
		this._phase = phase;
	}

	#showSide(name: SideName | ''): void {
		this._side = name;
		localStorage.setItem(SIDE, name);
	}

	onFailure(failure: RunFailureDetail): void {
		this.#text.markFailure(failure);
	}

	protected override render(): TemplateResult | typeof nothing {
		const model = this.#model;
		if (model === undefined) return forAuthors(this.session);
		const { bench, tab, conflict } = model;
		const mine = bench.tabs.find(({ id }) => id === conflict?.id);
		return html`
			${this.design.render()}
			${this._side === '' || this.design.isOpen ? nothing : this.#side(model, this._side)}
			<div class="work" ?hidden=${this.design.isOpen}>
				<h1 class="sr">Editor</h1>
				${tabBar({
					bench,
					renaming: this._renaming,
					show: (id) => this.show(id),
					close: (id) => this.close(id),
					add: () => this.add(),
					rename: (id) => void this.rename(id),
					renamed: this.#renamed,
				})}
				${toolbar(this, { model, side: this._side, onSide: () => this.#showSide(this._side === '' ? 'schema' : '') })}
				<div class=${model.problem ? 'said' : ''} role="alert">${model.problem ? html`<span class="problem">${model.problem}</span>${model.isUnreached ? html`<button class="quiet" @click=${() => void model.begin()}>Try again</button>` : nothing}` : nothing}</div>
				<div class="parts">
					<div class="text">
						${this.#text.render()}
						${paramsPanel(paramsIn(tab.sql, model.engine), tab.params, (params) => model.edit({ params }))}
					</div>
					<workshop-divider axis="y" label="Between text and result" property="--editor-split" value="42"></workshop-divider>
					${resultPart(this, model)}
				</div>
			</div>
			<div class="over">
				<editor-save .save=${this.#save}></editor-save>
				${keysDialog(this._isKeysOpen, this.#onKeysHidden)}
				${conflictDialog(conflict, mine, (choice) => model.settle(choice))}
			</div>
		`;
	}

	readonly #save = async (name: string, title: string, over: boolean): Promise<void> => {
		await this.#model?.saveChart(name, title, over);
		say(this, `Saved as the chart “${name}”.`);
	};

	readonly #onKeysHidden = (event: Event): void => {
		if (event.target === event.currentTarget) this._isKeysOpen = false;
	};

	#side(model: EditorModel, name: SideName): TemplateResult {
		return side(model, {
			name,
			moment: this._phase,
			show: (other) => this.#showSide(other),
			insert: (text) => this.#text.insert(text),
			openRun: (run) => void model.openRun(run).then(() => this.tellAddress()),
		});
	}
}
