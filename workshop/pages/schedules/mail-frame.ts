/**
 * A mail's HTML in a frame of the page. The frame runs nothing and is held to the page's own policy, which lets no style in
 * that stands in markup; so styles wait in other attributes, and are set from here once the frame is there. Pure, but for `dress`.
 */

const WAITING = 'data-style';

export interface FramedMail {
	readonly html: string;
	readonly css: string;
}

/** Texts in a mail are escaped, so that a quotation mark after `style=` is always markup. */
export function framed(mail: string): FramedMail {
	const css = [...mail.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, sheet = '']) => sheet).join('\n');
	const html = mail.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/ style="/g, ` ${WAITING}="`);
	return { html, css };
}

/** Dresses a frame that has loaded what `framed` made, and makes it as high as its content. */
export function dress(frame: HTMLIFrameElement, css: string): void {
	const { contentDocument: document, contentWindow: view } = frame;
	if (!document || !view) return;
	for (const element of document.querySelectorAll<HTMLElement>(`[${WAITING}]`))
		element.style.cssText = element.getAttribute(WAITING) ?? '';
	const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
	sheet.replaceSync(css);
	document.adoptedStyleSheets = [sheet];
	// Where a link leads is another page; the frame stays what it is.
	for (const link of document.querySelectorAll('a')) link.target = '_top';
	frame.style.blockSize = `${document.documentElement.scrollHeight}px`;
}
