import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import type { SqlPosition } from '../../protocol.ts';
import { markAt, typeOver, unmark } from './code-hand.ts';
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
		markAt(this.#view, position, message);
	}

	unmark(): void {
		unmark(this.#view);
	}

	destroy(): void {
		this.#view.destroy();
	}
}
