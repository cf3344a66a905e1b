import type { CSSResult } from 'lit';

/** Adds a drawing's style sheet, once, to the shadow root that its host is in. Nothing is written into the document. */
export function adopt(host: Element, styles: CSSResult): void {
	const root = host.getRootNode();
	const sheet = styles.styleSheet;
	if (!(root instanceof ShadowRoot) || sheet === undefined) return;
	if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
