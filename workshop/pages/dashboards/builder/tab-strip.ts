/** The tabs of the dashboard that is built: shown, added, renamed in their place, moved, removed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DashboardTab } from '../../../../widget/dashboard-spec.ts';
import { addTab, moveTab, removeTab, renameTab } from '../pure/edits.ts';
import type { BuilderModel } from './builder-model.ts';

export interface TabStrip {
	readonly model: BuilderModel;
	/** The one whose name is being written; '': none. */
	readonly renaming: string;
	/** Whose name is to be written from now on. */
	readonly rename: (id: string) => void;
	readonly say: (text: string) => void;
}

function renamed({ model, renaming, rename }: TabStrip, title: string): void {
	rename('');
	if (model.dashboard && title && renaming) model.edit(renameTab(model.dashboard, renaming, title));
}

function shift({ model }: TabStrip, id: string, by: number): void {
	if (model.dashboard) model.edit(moveTab(model.dashboard, id, by));
}

function add({ model, rename }: TabStrip): void {
	const added = model.dashboard && addTab(model.dashboard, `Tab ${model.dashboard.tabs.length + 1}`);
	if (added === undefined) {
		model.say('There is no room for another tab.');
		return;
	}
	model.tab = added.id;
	model.edit(added.dashboard);
	rename(added.id);
}

function remove({ model, say }: TabStrip, { id, title }: DashboardTab): void {
	if (model.dashboard) model.edit(removeTab(model.dashboard, id));
	say(`Removed the tab “${title}”. Undo brings it back.`);
}

function nameField({ title }: DashboardTab, strip: TabStrip): TemplateResult {
	const textOf = ({ target }: Event): string => (target as HTMLInputElement).value.trim();
	const onKey = (event: KeyboardEvent): void => {
		if (event.key === 'Enter') renamed(strip, textOf(event));
		else if (event.key === 'Escape') strip.rename('');
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return html`<input class="name" aria-label="Name of the tab" maxlength="100" .value=${title} @keydown=${onKey} @blur=${(event: Event) => renamed(strip, textOf(event))}>`;
}

function menu(tab: DashboardTab, strip: TabStrip): TemplateResult {
	const tabs = strip.model.dashboard?.tabs ?? [];
	const at = tabs.indexOf(tab);
	const chosen = ({ detail }: CustomEvent<{ item: { value: string } }>): void => {
		const { value } = detail.item;
		if (value === 'rename') strip.rename(tab.id);
		else if (value === 'left') shift(strip, tab.id, -1);
		else if (value === 'right') shift(strip, tab.id, 1);
		else remove(strip, tab);
	};
	return html`<wa-dropdown @wa-select=${chosen}>
		<button slot="trigger" type="button" class="icon" aria-label=${`More about the tab ${tab.title}`}><wa-icon name="more" aria-hidden="true"></wa-icon></button>
		<wa-dropdown-item value="rename">Rename</wa-dropdown-item>
		<wa-dropdown-item value="left" ?disabled=${at === 0}>Move to the left</wa-dropdown-item>
		<wa-dropdown-item value="right" ?disabled=${at === tabs.length - 1}>Move to the right</wa-dropdown-item>
		<wa-dropdown-item value="remove" variant="danger" ?disabled=${tabs.length === 1}>Remove</wa-dropdown-item>
	</wa-dropdown>`;
}

function tabEntry(tab: DashboardTab, strip: TabStrip): TemplateResult {
	const { id, title } = tab;
	const isShown = id === strip.model.tab;
	const onKey = (event: KeyboardEvent): void => {
		if (event.key === 'F2') strip.rename(id);
		else if (event.altKey && event.key === 'ArrowLeft') shift(strip, id, -1);
		else if (event.altKey && event.key === 'ArrowRight') shift(strip, id, 1);
		else return;
		event.preventDefault();
	};
	const button = html`<button type="button" class="tab" aria-current=${isShown ? 'true' : nothing} @click=${() => strip.model.show(id)} @dblclick=${() => strip.rename(id)} @keydown=${onKey}>${title || 'Untitled'}</button>`;
	return html`<li class=${isShown ? 'shown' : ''}>
		${strip.renaming === id ? nameField(tab, strip) : button}
		${isShown ? menu(tab, strip) : nothing}
	</li>`;
}

export const tabStrip = (strip: TabStrip): TemplateResult =>
	html`<nav class="strip" aria-label="Tabs of the dashboard">
		<ul>${strip.model.dashboard?.tabs.map((tab) => tabEntry(tab, strip))}</ul>
		<button type="button" class="icon" aria-label="Add a tab" title="Add a tab" @click=${() => add(strip)}><wa-icon name="add" aria-hidden="true"></wa-icon></button>
	</nav>`;
