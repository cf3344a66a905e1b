import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import type { SqlPosition } from '../../protocol.ts';
import { codeHighlight, codeTheme } from './code-theme.ts';

export interface SurfaceOptions {
	readonly parent: HTMLElement;
	readonly root: ShadowRoot;
	readonly text: string;
	/** Where the caret stands, from and to. */
	readonly selection: readonly [number, number];
	/** The id of the text that says how to leave by keyboard. */
	readonly describedBy: string;
	readonly onChange: (text: string) => void;
	readonly onRun: () => void;
}

function extensions({ describedBy, onChange, onRun }: SurfaceOptions): Extension[] {
	const run = () => {
		onRun();
		return true;
	};
	return [
		Prec.highest(keymap.of([{ key: 'Mod-Enter', run, preventDefault: true }])),
		lineNumbers(),
		lintGutter(),
		history(),
		drawSelection(),
		indentUnit.of('  '),
		bracketMatching(),
		closeBrackets(),
		autocompletion({ icons: false }),
		sql({ dialect: PostgreSQL, upperCaseKeywords: false }),
		syntaxHighlighting(codeHighlight),
		codeTheme,
		placeholder('select …'),
		EditorState.tabSize.of(2),
		keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
		// A text that can be edited has the focus anyhow; said so, every tool knows that what scrolls can be reached.
		EditorView.contentAttributes.of({ 'aria-label': 'SQL', 'aria-describedby': describedBy, tabindex: '0' }),
		EditorView.domEventHandlers({ beforeinput: typeOver }),
		EditorView.updateListener.of((update) => {
			if (update.docChanged) onChange(update.state.doc.toString());
		}),
	];
}

/**
 * Types over a selection. Left to Chromium, it would keep the look of what is replaced by writing style attributes,
 * which a strict `style-src` forbids and reports.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
	const { data, inputType } = event;
	const { main, ranges } = view.state.selection;
	if (inputType !== 'insertText' || data === null || main.empty || view.composing) return false;
	event.preventDefault();
	const insert = () =>
		view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
	const handlers = ranges.length > 1 ? [] : view.state.facet(EditorView.inputHandler);
	if (!handlers.some((handle) => handle(view, main.from, main.to, data, insert))) view.dispatch(insert());
	return true;
}

/** The text with colours: CodeMirror, in its own chunk. Its styles are constructed sheets of the shadow root. */
export class CodeSurface {
	readonly #view: EditorView;

	constructor(options: SurfaceOptions) {
		const { parent, root, text, selection } = options;
		const [anchor, head] = selection.map((at) => Math.min(at, text.length));
		this.#view = new EditorView({
			parent,
			root,
			state: EditorState.create({
				doc: text,
				selection: { anchor: anchor ?? 0, head: head ?? 0 },
				extensions: extensions(options),
			}),
		});
	}

	get text(): string {
		return this.#view.state.doc.toString();
	}

	setText(text: string): void {
		if (text === this.text) return;
		const { length } = this.#view.state.doc;
		this.#view.dispatch({ changes: { from: 0, to: length, insert: text }, selection: { anchor: 0 } });
		this.unmark();
	}

	focus(): void {
		this.#view.focus();
	}

	/** Underlines the word at this place, with the message in the gutter and on hover. */
	mark(position: SqlPosition, message: string): void {
		const { doc } = this.#view.state;
		const line = doc.line(Math.min(Math.max(1, position.line), doc.lines));
		const at = Math.min(line.from + Math.max(0, position.column - 1), doc.length);
		const word = /^("[^"]*"|'[^']*'|[\w$.]+|\S)/.exec(doc.sliceString(at, line.to))?.[0].length ?? 0;
		const from = word === 0 ? Math.max(line.from, at - 1) : at;
		const to = word === 0 ? Math.max(from, at) : at + word;
		this.#view.dispatch(setDiagnostics(this.#view.state, [{ from, to, severity: 'error', message }]));
		// Scrolling moves the page as well: only for somebody who is working in the text.
		if (this.#view.hasFocus) this.#view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'nearest' }) });
	}

	unmark(): void {
		this.#view.dispatch(setDiagnostics(this.#view.state, []));
	}

	destroy(): void {
		this.#view.destroy();
	}
}
