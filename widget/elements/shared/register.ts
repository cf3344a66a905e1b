/** Registers an element unless the page has one of this name already. */
export function register(name: string, element: CustomElementConstructor): void {
	if (customElements.get(name) === undefined) customElements.define(name, element);
}
