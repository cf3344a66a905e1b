/** The first colour behind the element that hides what is under it; `Canvas` when the page has none. */
export function pageColor(from: Element): string {
	for (let node: Element | null = from; node !== null; ) {
		const color = getComputedStyle(node).backgroundColor;
		if (color !== 'transparent' && !/, 0\)$|\/ 0\)$/.test(color)) return color;
		const root = node.getRootNode();
		node = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
	}
	return 'Canvas';
}
