import type { ReactiveController } from 'lit';
import type { WorkshopEditor } from './workshop-editor.ts';

/** Somebody is writing there: a letter is a letter. */
function isWriting(event: KeyboardEvent): boolean {
	const [target] = event.composedPath();
	if (!(target instanceof HTMLElement)) return false;
	return target.isContentEditable || target.matches('input, textarea, select');
}

/** The editor's keys, wherever in the page the focus is. By code where Alt makes another letter of the key. */
export class EditorKeys implements ReactiveController {
	readonly #editor: WorkshopEditor;
	readonly #onKey = (event: KeyboardEvent): void => this.#press(event);

	constructor(editor: WorkshopEditor) {
		this.#editor = editor;
		editor.addController(this);
	}

	hostConnected(): void {
		addEventListener('keydown', this.#onKey);
	}

	hostDisconnected(): void {
		removeEventListener('keydown', this.#onKey);
	}

	#press(event: KeyboardEvent): void {
		if (event.defaultPrevented || event.isComposing) return;
		// A dialog keeps its keys.
		if (event.composedPath().some((each) => each instanceof HTMLDialogElement)) return;
		const act = this.#actOf(event);
		if (act === undefined || act() === false) return;
		event.preventDefault();
	}

	#actOf(event: KeyboardEvent): (() => unknown) | undefined {
		const editor = this.#editor;
		const { key, code, altKey, shiftKey } = event;
		const mod = event.ctrlKey || event.metaKey;
		if (mod && !altKey) {
			if (key === 'Enter') return () => editor.run(shiftKey);
			if (key === '/') return () => editor.openKeys();
			if (key === 's' && !shiftKey) return () => editor.saveAsChart();
			return undefined;
		}
		if (altKey && shiftKey) {
			const acts: Readonly<Record<string, () => unknown>> = {
				KeyE: () => editor.explain(),
				KeyF: () => editor.format(),
				KeyN: () => editor.add(),
				KeyW: () => editor.close(),
				ArrowLeft: () => editor.step(-1),
				ArrowRight: () => editor.step(1),
			};
			return acts[code];
		}
		if (key === 'Escape') return () => this.#escape();
		if (key === 'F6') return () => this.#nextPart();
		if (key === 'F2') return () => editor.rename();
		return key === '?' && !isWriting(event) ? () => editor.openKeys() : undefined;
	}

	/** Goes on to the next of text, result and side. */
	#nextPart(): void {
		const parts = ['.surface', '.result', 'aside'].flatMap(
			(each) => this.#editor.renderRoot.querySelector<HTMLElement>(each) ?? [],
		);
		const at = parts.findIndex((part) => part.matches(':focus-within'));
		const next = parts[(at + 1) % parts.length];
		if (next?.matches('.surface')) this.#editor.focusText();
		else next?.focus();
	}

	/** Escape first leaves the text, for the button that cancels: a key by which one leaves a field must not end a query. */
	#escape(): boolean {
		const button = this.#editor.renderRoot.querySelector<HTMLElement>('.cancel');
		if (!this.#editor.isLive || button === null) return false;
		if (button.matches(':focus')) this.#editor.cancel();
		else button.focus();
		return true;
	}
}
