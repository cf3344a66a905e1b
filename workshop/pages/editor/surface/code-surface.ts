/** The text of the editor: CodeMirror, in its own chunk. Each tab keeps its own undo history, selection and marks. */
import {
	type CompletionContext as At,
	autocompletion,
	type CompletionResult,
	closeBrackets,
	closeBracketsKeymap,
	closeCompletion,
	completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, toggleComment } from '@codemirror/commands';
import { keywordCompletionSource, MySQL, PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { markAt, typeOver, unmark } from '../../../../widget/elements/sql-editor/code-hand.ts';
import { codeHighlight, codeTheme } from '../../../../widget/elements/sql-editor/code-theme.ts';
import type { SqlPosition } from '../../../../widget/protocol.ts';
import type { Suggestion, Suggestions } from '../pure/completion.ts';
import type { Engine } from '../pure/sql-tokens.ts';

export interface SurfaceOptions {
	readonly parent: HTMLElement;
	readonly root: ShadowRoot;
	/** The id of the text that says how to leave by keyboard. */
	readonly describedBy: string;
	readonly onChange: (text: string) => void;
	/** All, or what is selected, or else the statement at the caret. */
	readonly onRun: (part: boolean) => void;
	readonly suggest: (sql: string, at: number) => Suggestions | undefined;
}

export interface Shown {
	readonly id: string;
	readonly text: string;
	readonly engine: Engine;
}

const TYPES: Readonly<Record<Suggestion['kind'], string>> = {
	column: 'property',
	table: 'class',
	schema: 'namespace',
	alias: 'variable',
	function: 'function',
	param: 'constant',
};
const NARROW = '(max-width: 860px)';
const dialects = { postgresql: PostgreSQL, mysql: MySQL } as const;

export class CodeSurface {
	readonly #options: SurfaceOptions;
	readonly #view: EditorView;
	readonly #states = new Map<string, EditorState>();
	readonly #language = new Compartment();
	#shown: Shown;

	constructor(options: SurfaceOptions, shown: Shown, selection: readonly [number, number]) {
		this.#options = options;
		this.#shown = shown;
		const [anchor, head] = selection.map((at) => Math.min(at, shown.text.length)) as [number, number];
		const state = this.#stateOf(shown).update({ selection: { anchor, head } }).state;
		this.#view = new EditorView({ parent: options.parent, root: options.root, state });
	}

	/** Shows a tab; its history is as it was left. */
	show(shown: Shown): void {
		const { id, text, engine } = shown;
		const before = this.#shown;
		this.#shown = shown;
		if (id !== before.id) {
			this.#states.set(before.id, this.#view.state);
			this.#view.setState(this.#states.get(id) ?? this.#stateOf(shown));
		}
		if (id !== before.id || engine !== before.engine)
			this.#view.dispatch({ effects: this.#language.reconfigure(this.#languageOf(engine)) });
		if (text !== this.text) this.replace(text);
	}

	/** The closed tabs' histories go. */
	keepOnly(ids: readonly string[]): void {
		for (const id of this.#states.keys()) if (!ids.includes(id)) this.#states.delete(id);
	}

	get text(): string {
		return this.#view.state.doc.toString();
	}

	get selection(): { readonly from: number; readonly to: number } {
		return this.#view.state.selection.main;
	}

	get hasFocus(): boolean {
		return this.#view.hasFocus;
	}

	/** Puts a text in the place of all; can be undone. */
	replace(text: string): void {
		const { length } = this.#view.state.doc;
		const anchor = Math.min(this.selection.from, text.length);
		this.#view.dispatch({ changes: { from: 0, to: length, insert: text }, selection: { anchor } });
		unmark(this.#view);
	}

	/** Puts a text in the place of the selection, apart from what stands before it. */
	insert(text: string): void {
		const { from } = this.selection;
		const before = this.#view.state.sliceDoc(Math.max(0, from - 1), from);
		const apart = /[\w"`,]/.test(before) ? ' ' : '';
		this.#view.dispatch(this.#view.state.replaceSelection(apart + text), { scrollIntoView: true });
		this.focus();
	}

	mark(position: SqlPosition, message: string): void {
		markAt(this.#view, position, message);
	}

	unmark(): void {
		unmark(this.#view);
	}

	focus(): void {
		this.#view.focus();
	}

	destroy(): void {
		this.#view.destroy();
	}

	#languageOf(engine: Engine): Extension {
		const dialect = dialects[engine];
		const keywords = keywordCompletionSource(dialect, false);
		// After a point stands what a table or a schema has, and never a word of the language.
		const unqualified = (at: At) => (at.matchBefore(/\.[\p{L}\w$]*/u) ? null : keywords(at));
		const override = [(at: At) => this.#complete(at), unqualified];
		return [sql({ dialect, upperCaseKeywords: false }), autocompletion({ icons: false, override })];
	}

	#complete({ state, pos, explicit }: At): CompletionResult | null {
		const before = state.sliceDoc(Math.max(0, pos - 1), pos);
		if (!explicit && !/[\p{L}\w.]/u.test(before)) return null;
		const found = this.#options.suggest(state.doc.toString(), pos);
		if (found === undefined || found.options.length === 0) return null;
		const options = found.options.map(({ label, detail, kind, boost, info }) => ({
			label,
			detail,
			type: TYPES[kind],
			boost,
			...(info ? { info } : {}),
		}));
		return { from: found.from, options, validFor: /^["`]?[\p{L}\w$]*$/u };
	}

	#stateOf({ text, engine }: Shown): EditorState {
		const { describedBy, onChange, onRun } = this.#options;
		const run = (part: boolean) => (view: EditorView) => {
			// Also one that is still being put together: whoever runs has written what they wanted.
			closeCompletion(view);
			onRun(part);
			return true;
		};
		return EditorState.create({
			doc: text,
			extensions: [
				Prec.highest(
					keymap.of([
						{ key: 'Mod-Shift-Enter', run: run(true), preventDefault: true },
						{ key: 'Mod-Enter', run: run(false), preventDefault: true },
						{ key: 'Alt-/', run: toggleComment, preventDefault: true },
						// The page's: its list of keys.
						{ key: 'Mod-/', run: () => false },
					]),
				),
				lineNumbers(),
				lintGutter(),
				history(),
				drawSelection(),
				indentUnit.of('  '),
				bracketMatching(),
				closeBrackets(),
				this.#language.of(this.#languageOf(engine)),
				syntaxHighlighting(codeHighlight),
				// What is scrolled goes below the numbers, not over them: said before the looks that it is an exception of.
				EditorView.theme({ '.cm-gutters': { backgroundColor: 'var(--surface)' } }),
				codeTheme,
				...(matchMedia(NARROW).matches ? [EditorView.lineWrapping] : []),
				placeholder('select …'),
				EditorState.tabSize.of(2),
				keymap.of([
					...closeBracketsKeymap,
					...completionKeymap,
					...historyKeymap,
					...defaultKeymap.filter(({ key }) => key !== 'Mod-/'),
					indentWithTab,
				]),
				EditorView.contentAttributes.of({ 'aria-label': 'SQL', 'aria-describedby': describedBy, tabindex: '0' }),
				EditorView.domEventHandlers({ beforeinput: typeOver }),
				EditorView.updateListener.of(({ docChanged, state }) => {
					if (docChanged && state === this.#view.state) onChange(state.doc.toString());
				}),
			],
		});
	}
}
