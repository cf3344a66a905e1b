import { pageColor } from '../drawing/page-color.ts';

/** Behind a chart on a page that has no colour of its own. */
const PAPER = { light: '#ffffff', dark: '#12161b' } as const;

/** The colour that a picture of a chart has behind it: that of its page. */
export function paperOf(root: Element): string {
	const paper = pageColor(root);
	return paper === 'Canvas' ? PAPER[root.classList.contains('dark') ? 'dark' : 'light'] : paper;
}
