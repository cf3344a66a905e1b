/** The tabs of one author in one project: kept by the browser at every change, and by the server once they are quiet. */

import type { ProjectSession } from '../../../app/session.ts';
import { messageOf } from '../../../shared/api.ts';
import {
	activeTab,
	type Bench,
	type Content,
	changeTab,
	closeTab,
	compareWithServer,
	contentOfDraft,
	type Draft,
	isEmpty,
	isSaved,
	isWhole,
	type ListedDraft,
	newTab,
	openTab,
	printOf,
	showTab,
	type Tab,
	tabOfDraft,
} from '../pure/tabs.ts';
import { BrowserStore } from './browser-store.ts';
import { DraftSync } from './draft-sync.ts';

export interface Conflict {
	readonly id: string;
	readonly stored: Draft;
}

const draftPath = (id: string): string => `/drafts/${encodeURIComponent(id)}`;

export class TabsModel {
	readonly session: ProjectSession;
	bench: Bench;
	conflict: Conflict | undefined;
	/** What could not be done last, and what to do; '': nothing. */
	problem = '';
	/** Says that something that is shown has changed. */
	protected readonly changed: () => void;
	readonly #store: BrowserStore;
	readonly #sync: DraftSync;

	constructor(session: ProjectSession, changed: () => void) {
		this.session = session;
		this.changed = changed;
		const { account, project, api } = session;
		this.#store = new BrowserStore(`chartwire-editor:${account.account}:${project.project}`, localStorage);
		this.bench = this.#store.read() ?? openTab({ tabs: [], active: '' }, newTab(crypto.randomUUID()));
		this.#sync = new DraftSync(
			{
				put: (id, body) => api.ask('PUT', draftPath(id), { body }),
				get: (id) => api.ask('GET', draftPath(id)),
			},
			{
				find: (id) => {
					const place = this.bench.tabs.findIndex((tab) => tab.id === id);
					const tab = this.bench.tabs[place];
					return tab && { tab, place };
				},
				saved: (id, revision, print) => this.changeTab(id, { revision, saved: print }),
				conflict: (id, stored) => {
					this.conflict = { id, stored };
					changed();
				},
				lost: (id) => this.#renew(id),
				changed,
			},
		);
	}

	get tab(): Tab {
		return activeTab(this.bench) ?? (this.bench.tabs[0] as Tab);
	}

	/** What is said of where the text is kept. */
	get keeping(): string {
		if (this.#store.isFull) return 'Not kept: this browser has no room left. Close tabs.';
		if (this.conflict) return 'Changed elsewhere';
		if (this.#sync.problem) return `Kept in this browser only. ${this.#sync.problem}`;
		return this.#sync.isIdle ? 'Saved' : 'Saving';
	}

	/** What was written before is there at once; what the server knows is added. @returns whether it could be asked */
	protected async beginDrafts(): Promise<boolean> {
		const { api } = this.session;
		let isReached = true;
		try {
			const { drafts } = await api.ask<{ drafts: readonly ListedDraft[] }>('GET', '/drafts?content=true');
			const { read, close } = compareWithServer(this.bench, drafts);
			const told = new Map(drafts.map((draft) => [draft.draft, draft]));
			for (const id of read) {
				const draft = told.get(id);
				this.#takeDraft(draft && isWhole(draft) ? draft : await api.ask<Draft>('GET', draftPath(id)));
			}
			for (const id of close) this.set(closeTab(this.bench, id, crypto.randomUUID()));
		} catch (error) {
			this.problem = messageOf(error);
			isReached = false;
		}
		for (const { id } of this.bench.tabs) this.#sync.changed(id, 0);
		return isReached;
	}

	/** The page is left: what is not on the server yet is sent, or waits in the browser. */
	end(): void {
		this.#sync.flush();
		this.#sync.stop();
	}

	edit(change: Partial<Content>): void {
		const { id } = this.tab;
		this.changeTab(id, change);
		this.#sync.changed(id);
	}

	/** An empty tab is no loss: what is opened takes its place. */
	open(content: Partial<Content> = {}): Tab {
		const tab = newTab(crypto.randomUUID(), { source: this.tab.source, ...content });
		const { tab: before } = this;
		const isSpent = isEmpty(before) && before.run === '' && Object.keys(content).length > 0;
		this.set(openTab(this.bench, tab));
		if (isSpent) this.close(before.id);
		this.#sync.changed(tab.id);
		return tab;
	}

	show(id: string): void {
		this.problem = '';
		this.set(showTab(this.bench, id));
	}

	/** The draft stays on the server for 30 days, and can be opened again. */
	close(id: string): void {
		const tab = this.bench.tabs.find((each) => each.id === id);
		if (tab === undefined) return;
		this.#sync.drop(id);
		this.set(closeTab(this.bench, id, crypto.randomUUID()));
		if (tab.revision > 0) void this.attempt(() => this.session.api.ask('DELETE', draftPath(id)));
	}

	/** Those that can be opened again, the last closed first. */
	readonly closed = async (): Promise<readonly Draft[]> => {
		const { drafts } = await this.session.api.ask<{ drafts: readonly Draft[] }>('GET', '/drafts?deleted=true');
		return drafts;
	};

	/** Whether other authors may open the tab by its address; it is on the server at once, so that they can. */
	share(shared: boolean): void {
		this.edit({ shared });
		this.#sync.changed(this.tab.id, 0);
	}

	/** One's own tab, or a copy of somebody else's that they share. @returns whose it is; undefined: one's own */
	async openDraft(id: string): Promise<string | undefined> {
		if (this.bench.tabs.some((tab) => tab.id === id)) {
			this.show(id);
			return undefined;
		}
		let whose: string | undefined;
		await this.attempt(async () => {
			const draft = await this.session.api.ask<Draft>('GET', draftPath(id));
			if (draft.own && draft.deletedAt !== undefined) return this.reopen(id);
			if (draft.own) return this.set(openTab(this.bench, tabOfDraft(draft)));
			whose = draft.ownerName ?? draft.owner;
			this.open({ ...contentOfDraft(draft), shared: false });
		});
		return whose;
	}

	reopen(id: string): Promise<void> {
		return this.attempt(async () => {
			const draft = await this.session.api.ask<Draft>('POST', `${draftPath(id)}/restore`);
			this.set(openTab(this.bench, tabOfDraft(draft)));
		});
	}

	/** `both`: what is here goes on as a draft of its own. */
	settle(choice: 'mine' | 'theirs' | 'both'): void {
		const { conflict } = this;
		const mine = this.bench.tabs.find(({ id }) => id === conflict?.id);
		this.conflict = undefined;
		if (conflict === undefined || mine === undefined) return;
		const { stored, id } = conflict;
		if (choice === 'mine') this.changeTab(id, { revision: stored.revision });
		else this.changeTab(id, tabOfDraft(stored, mine));
		if (choice === 'both') {
			const { title, source, sql, params, spec } = mine;
			this.open({ title: title && `${title} (mine)`, source, sql, params, spec });
		}
		this.#sync.release(id);
	}

	protected changeTab(id: string, change: Partial<Tab>): void {
		this.set(changeTab(this.bench, id, change));
	}

	protected set(bench: Bench): void {
		const before = this.bench;
		this.bench = bench;
		this.#store.keep(bench, before);
		this.changed();
	}

	protected async attempt(act: () => Promise<unknown>): Promise<void> {
		this.problem = '';
		try {
			await act();
		} catch (error) {
			this.problem = messageOf(error);
		}
		this.changed();
	}

	/** A draft that was closed elsewhere goes on under an id of its own. */
	#renew(id: string): void {
		const fresh = crypto.randomUUID();
		const { tabs, active } = this.bench;
		const renewed = tabs.map((tab) => (tab.id === id ? { ...tab, id: fresh, revision: 0 } : tab));
		this.set({ tabs: renewed, active: active === id ? fresh : active });
		this.#sync.changed(fresh);
	}

	#takeDraft(draft: Draft): void {
		const known = this.bench.tabs.find(({ id }) => id === draft.draft);
		// Written while it was being read: sending it tells of the conflict.
		if (known && !isSaved(known)) return;
		const tab = tabOfDraft(draft, known);
		if (known) {
			this.changeTab(draft.draft, tab);
			return;
		}
		const { tabs, active } = this.bench;
		const [only] = tabs;
		const isSpare = tabs.length === 1 && only !== undefined && isEmpty(only) && printOf(only) === only.saved;
		this.set(isSpare ? { tabs: [tab], active: tab.id } : { tabs: [...tabs, tab], active });
	}
}
