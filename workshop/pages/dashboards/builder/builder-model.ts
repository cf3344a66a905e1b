/**
 * A dashboard that is being built: what it is now, what it was, what is chosen, and where it is saved. Every change is kept in
 * this browser at once, and given to the server when somebody saves.
 *
 *     loading ─▶ ready ─edit─▶ changed ─save─▶ saving ─▶ ready
 *                  ▲               ▲            └─ saved by somebody else meanwhile ─▶ conflict
 *                  └── discard ────┴───────────── mine, or theirs ─────────────────────────┘
 */
import type { Dashboard, DashboardItem, DashboardTab } from '../../../../widget/dashboard-spec.ts';
import type { ProjectSession } from '../../../app/session.ts';
import { ApiError, messageOf } from '../../../shared/api.ts';
import { begin, change, type History, redo, undo } from '../../../shared/history.ts';
import type { StoredDashboard } from '../dashboard-types.ts';
import { DraftStore } from '../pure/draft.ts';
import { itemOf, tabWith } from '../pure/edits.ts';
import { inReadingOrder } from '../pure/grid.ts';
import { ChartFacts } from './chart-facts.ts';

export interface Conflict {
	/** As somebody else has saved it; null: it was deleted. */
	readonly stored: StoredDashboard | null;
}

/** Elements stand in the page in the order in which they are read. */
const inOrder = (dashboard: Dashboard): Dashboard => ({
	...dashboard,
	tabs: dashboard.tabs.map((tab) => ({ ...tab, items: inReadingOrder(tab.items) })),
});

export class BuilderModel {
	readonly session: ProjectSession;
	readonly name: string;
	readonly charts: ChartFacts;
	/** Undefined while it is on its way, and where there is none. */
	history: History<Dashboard> | undefined;
	/** What is shown, by its id. */
	tab = '';
	/** The item that is chosen, by its id; '': none. */
	selected = '';
	/** What could not be done last, and what to do; '': nothing. */
	problem = '';
	conflict: Conflict | undefined;
	/** Since when there are changes of an earlier visit, in ms; undefined: there are none. */
	resumed: number | undefined;
	isSaving = false;
	/** What was done last, for whoever cannot see it. */
	said = '';
	readonly #changed: () => void;
	readonly #drafts: DraftStore;
	#base: Dashboard | undefined;
	#revision: number | undefined;

	constructor(session: ProjectSession, name: string, changed: () => void) {
		this.session = session;
		this.name = name;
		this.#changed = changed;
		this.charts = new ChartFacts(session.api, changed);
		this.#drafts = new DraftStore([session.account.account, session.project.project, name], localStorage);
	}

	get dashboard(): Dashboard | undefined {
		return this.history?.present;
	}

	get shown(): DashboardTab | undefined {
		const tabs = this.dashboard?.tabs ?? [];
		return tabs.find(({ id }) => id === this.tab) ?? tabs[0];
	}

	get item(): DashboardItem | undefined {
		return this.dashboard && itemOf(this.dashboard, this.selected);
	}

	get isChanged(): boolean {
		return this.history !== undefined && this.history.present !== this.#base;
	}

	get keeping(): string {
		if (this.isSaving) return 'Saving';
		if (!this.isChanged) return 'Saved';
		return this.#drafts.isFull
			? 'Not saved; this browser has no room to keep it'
			: 'Not saved yet; kept in this browser';
	}

	async begin(): Promise<void> {
		this.problem = '';
		this.#changed();
		try {
			const stored = await this.session.api.ask<StoredDashboard>('GET', `/dashboards/${this.name}`);
			this.#take(stored);
			const draft = this.#drafts.read();
			if (draft) {
				// Its changes began from the version that it names: whoever has saved since then is heard of when it is saved.
				this.#revision = draft.revision;
				this.resumed = draft.at;
				this.edit(draft.dashboard);
			}
		} catch (error) {
			this.problem = messageOf(error);
		}
		this.#changed();
	}

	#take({ declaration, revision }: StoredDashboard): void {
		const dashboard = inOrder(declaration);
		this.#base = dashboard;
		this.#revision = revision;
		this.history = this.history ? change(this.history, dashboard) : begin(dashboard);
		this.resumed = undefined;
		this.#look();
	}

	/** @param about see `change` */
	edit(dashboard: Dashboard, about = ''): void {
		if (this.history === undefined || dashboard === this.history.present) return;
		this.#show(change(this.history, dashboard, about));
	}

	undo(): boolean {
		return this.#travel(undo, 'Taken back');
	}

	redo(): boolean {
		return this.#travel(redo, 'Made again');
	}

	#travel(step: typeof undo<Dashboard>, said: string): boolean {
		const history = this.history && step(this.history);
		if (history === undefined) return false;
		this.said = said;
		this.#show(history);
		return true;
	}

	#show(history: History<Dashboard>): void {
		this.history = history;
		this.problem = '';
		this.#keep();
		this.#look();
	}

	#keep(): void {
		if (this.isChanged && this.history && this.#revision !== undefined)
			this.#drafts.keep({ revision: this.#revision, at: Date.now(), dashboard: this.history.present });
		else this.#drafts.forget();
	}

	/** What was shown or chosen may be there no more. */
	#look(): void {
		const { dashboard } = this;
		if (dashboard === undefined) return;
		if (!dashboard.tabs.some(({ id }) => id === this.tab)) this.tab = dashboard.tabs[0]?.id ?? '';
		if (tabWith(dashboard, this.selected)?.id !== this.tab) this.selected = '';
		this.charts.find(dashboard);
		this.#changed();
	}

	show(tab: string): void {
		this.tab = tab;
		this.#look();
	}

	select(item: string): void {
		if (item === this.selected) return;
		this.selected = item;
		this.#changed();
	}

	/** For whoever cannot see it; the same words again are said again. */
	say(text: string): void {
		this.said = text === this.said ? `${text}\u00a0` : text;
		this.#changed();
	}

	/** Back to what is saved; undoing it brings the changes back. */
	discard(): void {
		if (this.history === undefined || this.#base === undefined) return;
		this.resumed = undefined;
		this.#show(change(this.history, this.#base));
	}

	async save(): Promise<void> {
		const { dashboard } = this;
		if (dashboard === undefined || this.isSaving) return;
		this.isSaving = true;
		this.problem = '';
		this.#changed();
		const isNew = this.#revision === undefined;
		const headers: Record<string, string> = isNew ? { 'if-none-match': '*' } : { 'if-match': `"${this.#revision}"` };
		try {
			const options = { body: dashboard, headers };
			const { revision } = await this.session.api.ask<{ revision: number }>('PUT', `/dashboards/${this.name}`, options);
			// What was changed while it was on its way is not saved yet.
			this.#base = dashboard;
			this.#revision = revision;
			this.resumed = undefined;
			this.said = 'Saved';
			this.#keep();
		} catch (error) {
			if (error instanceof ApiError && error.code === 'dashboard_conflict') await this.#compare();
			else this.problem = messageOf(error);
		}
		this.isSaving = false;
		this.#changed();
	}

	async #compare(): Promise<void> {
		try {
			this.conflict = { stored: await this.session.api.ask<StoredDashboard>('GET', `/dashboards/${this.name}`) };
		} catch (error) {
			if (error instanceof ApiError && error.code === 'unknown_dashboard') this.conflict = { stored: null };
			else this.problem = messageOf(error);
		}
	}

	/** Of two that were saved from the same version, which it is from now on; the other is in the history, or among the versions. */
	async settle(choice: 'mine' | 'theirs'): Promise<void> {
		const stored = this.conflict?.stored;
		this.conflict = undefined;
		if (stored === undefined) return;
		if (choice === 'theirs' && stored !== null) {
			this.#take(stored);
			this.#keep();
			return;
		}
		this.#revision = stored?.revision;
		await this.save();
	}
}
