/** An element with a class and a text. */
export function make(tag: string, className: string, text = ''): HTMLElement {
	const element = document.createElement(tag);
	element.className = className;
	element.textContent = text;
	return element;
}
