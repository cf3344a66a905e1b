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
		if (key === 'Escape') return () => editor.escape();
		if (key === 'F6') return () => editor.nextPart();
		if (key === 'F2') return () => editor.rename();
		return key === '?' && !isWriting(event) ? () => editor.openKeys() : undefined;
	}
}
