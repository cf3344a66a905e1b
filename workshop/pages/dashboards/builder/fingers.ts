/**
 * Touches within shadow roots, for gridstack. Once a finger has rested for a while it makes a press, moves and a release of the
 * touch, and two things hold for what is in shadow roots: a touch that is looked at late names the outermost element for its
 * target, and an event whose related target is in its own tree never leaves that tree, while gridstack listens at the document.
 */

const copyOf = ({ type, clientX, clientY, screenX, screenY, button }: MouseEvent): MouseEvent =>
	new MouseEvent(type, { clientX, clientY, screenX, screenY, button, bubbles: true, cancelable: true, view: window });

/** Gives presses to what was touched, and everything after them to the document. @returns what ends it */
export function followFingers(): () => void {
	const ends = new AbortController();
	const roots = new WeakSet<Node>();
	let touched: EventTarget | undefined;
	const onPress = (event: MouseEvent): void => {
		if (event.isTrusted || touched === undefined || event.composedPath().includes(touched)) return;
		event.stopPropagation();
		touched.dispatchEvent(copyOf(event));
	};
	const onMove = (event: Event): void => {
		if (event.isTrusted || !(event instanceof MouseEvent)) return;
		event.stopPropagation();
		document.dispatchEvent(copyOf(event));
	};
	const onTouch = (event: TouchEvent): void => {
		[touched] = event.composedPath();
		const root = touched instanceof Node ? touched.getRootNode() : document;
		if (!(root instanceof ShadowRoot) || roots.has(root)) return;
		roots.add(root);
		for (const type of ['mousemove', 'mouseup'])
			root.addEventListener(type, onMove, { capture: true, signal: ends.signal });
	};
	document.addEventListener('touchstart', onTouch, { capture: true, passive: true, signal: ends.signal });
	document.addEventListener('mousedown', onPress, { capture: true, signal: ends.signal });
	return () => ends.abort();
}
