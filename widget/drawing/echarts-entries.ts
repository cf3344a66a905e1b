import { shownWords } from './echarts-legend.ts';
import type { FamilySurface } from './echarts-surface.ts';
import { alone } from './plot-view.ts';

/** Shows one entry of a legend alone, and all again; to switch one off and on is the legend's own. */
export class FamilyEntries {
	readonly #on: FamilySurface;

	constructor(surface: FamilySurface) {
		this.#on = surface;
	}

	/** True when the event was one of the legend's. */
	hear(event: Event, target: Element | null): boolean {
		const button = target?.closest('.legend button');
		if (!button) return false;
		const { altKey, shiftKey, key } = event as KeyboardEvent;
		const isKeyed = event.type === 'keydown' && key === 'Enter' && (altKey || shiftKey);
		if (!isKeyed && event.type !== 'dblclick' && !(event.type === 'click' && altKey)) return true;
		event.preventDefault();
		event.stopPropagation();
		this.#alone([...this.#on.box.querySelectorAll('.legend button')].indexOf(button));
		return true;
	}

	#alone(index: number): void {
		const { built, hidden, said, show, locale } = this.#on;
		const { entries = [] } = built()?.legend ?? {};
		const keys = entries.map(({ key }) => key);
		const key = keys[index];
		if (key === undefined) return;
		const next = alone(keys, hidden, key);
		hidden.clear();
		for (const each of next) hidden.add(each);
		show();
		said.textContent = shownWords(entries, hidden, locale);
	}
}
