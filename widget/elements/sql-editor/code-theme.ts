import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** CodeMirror dressed in the tokens of theme.ts, so that light and dark need no second theme. */
export const codeTheme = EditorView.theme({
	'&': { height: '100%', color: 'var(--ink)', backgroundColor: 'transparent', fontSize: '13px' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', overflow: 'auto', scrollbarWidth: 'thin' },
	'.cm-content': { padding: '12px 0', caretColor: 'var(--ink)' },
	'.cm-line': { padding: '0 16px 0 8px' },
	'.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '1.5px' },
	'.cm-gutters': { backgroundColor: 'transparent', border: '0', color: 'var(--muted)', paddingLeft: '8px' },
	'.cm-lineNumbers .cm-gutterElement': { minWidth: '24px', padding: '0 4px' },
	'.cm-gutter-lint': { width: '14px' },
	'.cm-gutter-lint .cm-gutterElement': { padding: '0' },
	'.cm-lint-marker': { width: '8px', height: '8px', margin: '6px 3px', borderRadius: '50%' },
	'.cm-lint-marker-error': { content: 'none', backgroundColor: 'var(--danger)' },
	'.cm-lintRange-error': {
		backgroundImage: 'none',
		textDecoration: 'underline wavy var(--danger) 1px',
		textUnderlineOffset: '4px',
		textDecorationSkipInk: 'none',
	},
	'.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
		backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
	},
	'.cm-placeholder': { color: 'var(--muted)' },
	'.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
		backgroundColor: 'var(--grid)',
		outline: '1px solid var(--line)',
	},
	'.cm-tooltip': {
		backgroundColor: 'var(--raised)',
		color: 'var(--ink)',
		border: '1px solid var(--line)',
		borderRadius: '6px',
		overflow: 'hidden',
	},
	'.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12px', maxHeight: '200px' },
	'.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 12px' },
	'.cm-tooltip-autocomplete > ul > li[aria-selected]': {
		backgroundColor: 'var(--accent)',
		color: 'var(--on-accent)',
	},
	'.cm-diagnostic': { padding: '6px 12px', borderLeft: '3px solid var(--danger)', fontFamily: 'inherit' },
});

export const codeHighlight = HighlightStyle.define([
	{ tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--accent)', fontWeight: '500' },
	{ tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
	{ tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
	{ tag: [tags.lineComment, tags.blockComment], color: 'var(--muted)', fontStyle: 'italic' },
	{ tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--ink)' },
	{ tag: [tags.operator, tags.punctuation], color: 'var(--muted)' },
]);
