/** What is done to a text of CodeMirror beside typing, by every editor of SQL. */
import { setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import type { SqlPosition } from '../../protocol.ts';

/**
 * Types over a selection. Left to Chromium, it would keep the look of what is replaced by writing style attributes,
 * which a strict `style-src` forbids and reports.
 */
export function typeOver(event: InputEvent, view: EditorView): boolean {
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

/** Underlines the word at this place, with the message in the gutter and on hover. */
export function markAt(view: EditorView, position: SqlPosition, message: string): void {
	const { doc } = view.state;
	const line = doc.line(Math.min(Math.max(1, position.line), doc.lines));
	const at = Math.min(line.from + Math.max(0, position.column - 1), doc.length);
	const word = /^("[^"]*"|'[^']*'|[\w$.]+|\S)/.exec(doc.sliceString(at, line.to))?.[0].length ?? 0;
	const from = word === 0 ? Math.max(line.from, at - 1) : at;
	const to = word === 0 ? Math.max(from, at) : at + word;
	view.dispatch(setDiagnostics(view.state, [{ from, to, severity: 'error', message }]));
	// Scrolling moves the page as well: only for somebody who is working in the text.
	if (view.hasFocus) view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'nearest' }) });
}

export function unmark(view: EditorView): void {
	view.dispatch(setDiagnostics(view.state, []));
}
