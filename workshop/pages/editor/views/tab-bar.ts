/** The queries that are open, each with what closes it; one is renamed in its place. */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { type Bench, isSaved, nameOfTab, type Tab } from '../pure/tabs.ts';

export interface TabBar {
	readonly bench: Bench;
	/** The one whose name is being written; '': none. */
	readonly renaming: string;
	readonly show: (id: string) => void;
	readonly close: (id: string) => void;
	readonly add: () => void;
	readonly rename: (id: string) => void;
	/** Undefined: it keeps the name that it has. */
	readonly renamed: (title: string | undefined) => void;
}

function nameField(tab: Tab, { renamed }: TabBar): TemplateResult {
	const onKey = (event: KeyboardEvent): void => {
		if (event.key === 'Enter') renamed((event.target as HTMLInputElement).value.trim());
		else if (event.key === 'Escape') renamed(undefined);
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const onBlur = (event: Event): void => renamed((event.target as HTMLInputElement).value.trim());
	return html`<input class="name" aria-label="Name of the query" maxlength="300" .value=${tab.title || nameOfTab(tab)} @keydown=${onKey} @blur=${onBlur} />`;
}

/** Called when another tab becomes the shown one, which may be further along than the bar is wide; lit draws the others first. */
const reveal = (item: Element | undefined): void => {
	if (item) requestAnimationFrame(() => item.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
};
const leave = (): void => {};

function tabItem(tab: Tab, bar: TabBar): TemplateResult {
	const { id } = tab;
	const name = nameOfTab(tab);
	const isShown = id === bar.bench.active;
	const onKey = (event: KeyboardEvent): void => {
		if (event.key !== 'Delete') return;
		event.preventDefault();
		bar.close(id);
	};
	const button = html`<button
		class="tab"
		aria-current=${isShown ? 'true' : nothing}
		@click=${() => bar.show(id)}
		@dblclick=${() => bar.rename(id)}
		@keydown=${onKey}
	>
		<span>${name}</span>
	</button>`;
	return html`<li class=${isShown ? 'shown' : ''} ${ref(isShown ? reveal : leave)}>
		${bar.renaming === id ? nameField(tab, bar) : button}
		<button class="icon" aria-label=${`Close ${name}`} title=${isSaved(tab) ? 'Close' : 'Close (not saved yet)'} @click=${() => bar.close(id)}>
			<wa-icon name="close" aria-hidden="true"></wa-icon>
		</button>
	</li>`;
}

export const tabBar = (bar: TabBar): TemplateResult =>
	html`<nav class="tabs" aria-label="Open queries">
		<ul class="sideways">${bar.bench.tabs.map((tab) => tabItem(tab, bar))}</ul>
		<button class="icon" aria-label="Open a new tab" title="New tab" @click=${bar.add}>
			<wa-icon name="add" aria-hidden="true"></wa-icon>
		</button>
	</nav>`;
