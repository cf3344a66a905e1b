import { say } from '../texts/say.ts';
import type { Surface } from './plot-surface.ts';
import { alone, toggled } from './plot-view.ts';

interface Focused {
	readonly key: string | undefined;
}

/** Owns which series are hidden, and the buttons of the legend that say so. */
export class Entries {
	hidden: ReadonlySet<string> = new Set();
	readonly #on: Surface;
	/** The entry that has the focus: a legend that is made anew gives it back. */
	#focused: Focused | undefined;

	constructor(surface: Surface) {
		this.#on = surface;
	}

	/** True when the event was one of the legend's. */
	hear(event: Event, target: Element | null): boolean {
		const button = target?.closest('.legend button') ?? undefined;
		const key = this.#keyOf(button);
		if (event.type === 'focusin') this.#focused = { key };
		if (event.type === 'focusout') this.#unfocus(this.#focused);
		if (key === undefined) return false;
		const { altKey, shiftKey, key: pressed } = event as KeyboardEvent;
		const isAlone = event.type === 'keydown' && pressed === 'Enter' && (altKey || shiftKey);
		if (isAlone) event.preventDefault();
		if (isAlone || event.type === 'dblclick' || (event.type === 'click' && altKey)) this.#change(alone, key);
		else if (event.type === 'click') this.#change(toggled, key);
		return true;
	}

	/** Says at each entry whether its series is shown. */
	dress(): void {
		const keys = this.#on.raw()?.keys ?? [];
		this.#buttons().forEach((button, index) => {
			button.ariaPressed = String(!this.hidden.has(keys[index] ?? ''));
			if (this.#focused && keys[index] === this.#focused.key) button.focus();
		});
	}

	/** An entry that is taken away loses the focus before the one in its place is there. */
	#unfocus(before: Focused | undefined): void {
		queueMicrotask(() => {
			if (this.#focused === before) this.#focused = undefined;
		});
	}

	#buttons(): HTMLElement[] {
		return [...(this.#on.legend()?.querySelectorAll('button') ?? [])];
	}

	#keyOf(button: Element | undefined): string | undefined {
		return this.#on.raw()?.keys[this.#buttons().indexOf(button as HTMLElement)];
	}

	#change(change: typeof toggled, key: string): void {
		const { keys = [], names = [], locale } = this.#on.raw() ?? {};
		this.hidden = change(keys, this.hidden, key);
		this.#on.show();
		this.dress();
		const shown = names.filter((_, index) => !this.hidden.has(keys[index] ?? '')).join(', ');
		this.#on.said.textContent =
			this.hidden.size === 0 ? say(locale, 'All series are shown') : say(locale, 'Shown: {names}', { names: shown });
	}
}
