/** Dispatches one of the element's typed events: it bubbles, and leaves shadow roots. */
export function emit<K extends keyof HTMLElementEventMap>(
	target: HTMLElement,
	type: K,
	detail: HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never,
): void {
	target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
