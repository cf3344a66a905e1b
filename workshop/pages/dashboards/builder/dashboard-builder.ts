import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf, type Route } from '../../../app/route.ts';
import type { ProjectSession } from '../../../app/session.ts';
import { diffStyles } from '../../../shared/diff-view.ts';
import { say } from '../../../shared/page.ts';
import { partStyles, waitingFor } from '../../../shared/parts.ts';
import { pageStyles } from '../../../shared/styles.ts';
import { agoOf } from '../../../shared/times.ts';
import { addItem, arrange, type Content, placeAll, removeItem } from '../pure/edits.ts';
import { move, resize, type Side } from '../pure/grid.ts';
import { labelOfItem, movedText, placeText } from '../pure/words.ts';
import { BuilderModel } from './builder-model.ts';
import { contentOf } from './builder-palette.ts';
import { builderStyles } from './builder-styles.ts';
import { conflictDialog } from './conflict-dialog.ts';
import { drawItem } from './draw-item.ts';
import { filtersPanel } from './filters-panel.ts';
import { gridStyles } from './grid-styles.ts';
import { GridSurface, type SurfaceHost } from './grid-surface.ts';
import { itemPanel } from './item-panel.ts';
import { settingsPanel } from './settings-panel.ts';
import { tabStrip } from './tab-strip.ts';
import { toolbar } from './toolbar.ts';

const SIDES: Readonly<Record<string, Side>> = {
	ArrowLeft: 'left',
	ArrowRight: 'right',
	ArrowUp: 'up',
	ArrowDown: 'down',
};

const PANELS = [
	['item', 'Chosen'],
	['filters', 'Filters'],
	['settings', 'Dashboard'],
] as const;
type Panel = (typeof PANELS)[number][0];

/** `<workshop-dashboard-builder>`: a dashboard being built, on the grid on which it is shown. */
export class WorkshopDashboardBuilder extends LitElement implements SurfaceHost {
	static override readonly styles = [pageStyles, partStyles, diffStyles, gridStyles, builderStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		name: {},
		_panel: { state: true },
		_renaming: { state: true },
		_isPreview: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	declare name: string;
	declare _panel: Panel;
	/** The tab whose name is being written, by its id. */
	declare _renaming: string;
	declare _isPreview: boolean;
	#model: BuilderModel | undefined;
	#surface: GridSurface | undefined;
	#entries: readonly HTMLElement[] = [];

	constructor() {
		super();
		this._panel = 'item';
		this._renaming = '';
		this._isPreview = false;
		this.addEventListener('keydown', (event) => this.#onKey(event));
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#surface?.destroy();
		this.#surface = undefined;
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('name') && !changed.has('session')) return;
		this.#model = new BuilderModel(this.session, this.name, () => this.requestUpdate());
		void this.#model.begin();
	}

	protected override updated(): void {
		const model = this.#model;
		const grid = this.renderRoot.querySelector<HTMLElement>('.grid-stack');
		if (!grid || !model) {
			this.#surface?.destroy();
			this.#surface = undefined;
			return;
		}
		if (this.#surface === undefined) {
			this.#surface = new GridSurface(grid, this);
			this.#surface.dragIn(this.#entries);
		}
		this.#surface.show(model.shown?.items ?? [], model.selected);
	}

	draw(item: Parameters<SurfaceHost['draw']>[0]): TemplateResult {
		return this.#model ? drawItem(item, this.#model) : html``;
	}

	label(item: Parameters<SurfaceHost['label']>[0]): string {
		return `${labelOfItem(item, this.#model?.charts.titles ?? new Map())}, ${placeText(item)}`;
	}

	placed(places: Parameters<SurfaceHost['placed']>[0]): void {
		const model = this.#model;
		if (model?.dashboard === undefined) return;
		const before = model.shown?.items ?? [];
		model.edit(placeAll(model.dashboard, model.tab, places));
		model.say(movedText(before, model.shown?.items ?? [], model.selected));
	}

	dropped(...[entry, at, places]: Parameters<SurfaceHost['dropped']>): void {
		const model = this.#model;
		if (model?.dashboard === undefined) return;
		this.#took(addItem(placeAll(model.dashboard, model.tab, places), model.tab, contentOf(entry), at));
	}

	select(id: string): void {
		if (id !== '') this._panel = 'item';
		this.#model?.select(id);
	}

	/** Of something on the grid that has the focus. */
	key(event: KeyboardEvent, id: string): void {
		const model = this.#model;
		if (model?.dashboard === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		const side = SIDES[event.key];
		if (side) {
			const before = model.shown?.items ?? [];
			const step = event.shiftKey ? resize : move;
			model.edit(arrange(model.dashboard, model.tab, (items) => step(items, id, side)));
			model.say(movedText(before, model.shown?.items ?? [], id));
		} else if (event.key === 'Delete' || event.key === 'Backspace') this.#remove(id);
		else if (event.key === 'Enter') void this.#editChosen();
		else if (event.key === 'Escape') model.select('');
		else return;
		event.preventDefault();
	}

	/** Its first field, which is what it is called or says. */
	async #editChosen(): Promise<void> {
		this._panel = 'item';
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.side :is(input, textarea)')?.focus();
	}

	#onKey(event: KeyboardEvent): void {
		const model = this.#model;
		if (model === undefined || !(event.ctrlKey || event.metaKey) || event.altKey) return;
		const key = event.key.toLowerCase();
		const isField = event.composedPath().some((each) => each instanceof HTMLElement && each.matches('input, textarea'));
		if (key === 's') void model.save();
		// A field takes back its own letters.
		else if (isField) return;
		else if (key === 'y' || (key === 'z' && event.shiftKey)) model.redo();
		else if (key === 'z') model.undo();
		else return;
		event.preventDefault();
	}

	readonly #add = ({ detail }: CustomEvent<Content>): void => {
		const { dashboard, tab } = this.#model ?? {};
		if (dashboard && tab !== undefined) this.#took(addItem(dashboard, tab, detail));
	};

	#took(added: ReturnType<typeof addItem>): void {
		const model = this.#model;
		if (model === undefined) return;
		if (added === undefined) {
			model.problem = 'This tab is full. Remove something, or put it on another tab.';
			this.requestUpdate();
			return;
		}
		model.edit(added.dashboard);
		this._panel = 'item';
		model.select(added.id);
		if (model.item) model.say(`Added ${this.label(model.item)}`);
	}

	readonly #remove = (id: string): void => {
		const model = this.#model;
		const item = model?.shown?.items.find((each) => each.id === id);
		if (model?.dashboard === undefined || item === undefined) return;
		const at = model.shown?.items.indexOf(item) ?? 0;
		model.edit(removeItem(model.dashboard, id));
		const { items = [] } = model.shown ?? {};
		const next = items[Math.min(at, items.length - 1)];
		model.say(`Removed ${labelOfItem(item, model.charts.titles)}. Undo brings it back.`);
		say(this, `Removed ${labelOfItem(item, model.charts.titles)}. Undo brings it back.`);
		void this.updateComplete.then(() => {
			if (next) this.#surface?.focus(next.id);
			else this.renderRoot.querySelector<HTMLElement>('.stage')?.focus();
		});
	};

	readonly #onEntries = ({ detail }: CustomEvent<readonly HTMLElement[]>): void => {
		this.#entries = detail;
		this.#surface?.dragIn(detail);
	};

	#tabs(model: BuilderModel): TemplateResult {
		const rename = (id: string): void => {
			this._renaming = id;
			if (id !== '')
				void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('.strip .name')?.select());
		};
		return tabStrip({ model, renaming: this._renaming, rename, say: (text) => say(this, text) });
	}

	#side(model: BuilderModel): TemplateResult {
		const panel =
			this._panel === 'item'
				? itemPanel(model, this.#remove)
				: this._panel === 'filters'
					? filtersPanel(model)
					: settingsPanel(model);
		const choose = (to: Panel) => () => {
			this._panel = to;
		};
		return html`<aside class="side" aria-label="Properties">
			<div class="panels" role="group" aria-label="What the panel shows">${PANELS.map(
				([name, title]) =>
					html`<button type="button" aria-pressed=${name === this._panel} @click=${choose(name)}>${title}</button>`,
			)}</div>
			<div class="part">${panel}</div>
		</aside>`;
	}

	#stage(model: BuilderModel): TemplateResult {
		const isEmpty = model.shown?.items.length === 0;
		return html`<section class="stage" aria-label="Grid" tabindex="-1">
			${this.#tabs(model)}
			<p id="keys" class="sr">Arrow keys move it, with Shift they change its size. Delete removes it, Enter goes to its fields.</p>
			<div class="scroll"><div class="grid-stack"></div></div>
			${isEmpty ? html`<p class="muted">Nothing is on this tab yet. Drag a chart here, or press one in the list.</p>` : nothing}
			<p class="small muted" aria-hidden="true">Arrow keys move what is chosen, with Shift they change its size; Delete removes it. On a touch screen, rest a finger on it to move it.</p>
		</section>`;
	}

	#resumed(model: BuilderModel): TemplateResult | typeof nothing {
		if (model.resumed === undefined) return nothing;
		return html`<div class="note row" role="status"><span>Your changes from ${agoOf(model.resumed, Date.now())}, which were not saved, are here again.</span>
			<wa-button size="s" appearance="outlined" @click=${() => model.discard()}>Drop them</wa-button></div>`;
	}

	protected override render(): TemplateResult {
		const model = this.#model;
		if (model?.dashboard === undefined) {
			const { project } = this.session.project;
			return html`<div class="page"><a class="small" href=${addressOf({ project, page: 'dashboards' })}>All dashboards</a>
				<div class="head"><h1>Edit ${this.name}</h1></div>
				${waitingFor({ value: undefined, problem: model?.problem ?? '' }, () => void model?.begin())}</div>`;
		}
		const toggle = (): void => {
			this._isPreview = !this._isPreview;
		};
		return html`
			${toolbar(model, { isPreview: this._isPreview, toggle })}
			${model.problem ? html`<p class="problem note" role="alert">${model.problem}</p>` : nothing}
			${this.#resumed(model)}
			${
				this._isPreview
					? html`<div class="preview"><sql-dashboard .declaration=${model.dashboard} .getToken=${this.session.token}></sql-dashboard></div>`
					: html`<div class="bench">
				<builder-palette .charts=${model.charts} project=${this.session.project.project} @builder-add=${this.#add} @builder-entries=${this.#onEntries}></builder-palette>
				${this.#stage(model)}
				${this.#side(model)}
			</div>`
			}
			<p class="sr" role="status">${model.said}</p>
			${conflictDialog(model)}`;
	}
}
