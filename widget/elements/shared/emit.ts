/** Dispatches one of the element's typed events: it bubbles, and leaves shadow roots. False: a listener has prevented it. */
export function emit<K extends keyof HTMLElementEventMap>(
	target: HTMLElement,
	type: K,
	detail: HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never,
): boolean {
	return target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
}
