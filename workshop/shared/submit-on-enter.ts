const LIKE_TEXT = /^(date|datetime-local|email|month|number|password|search|tel|text|time|url|week)$/;

/**
 * Enter in a field sends its form, as everywhere on the web. Browsers see to that for native buttons alone, and for forms of
 * a single field.
 */
export function submitOnEnter(event: KeyboardEvent): void {
	const [field] = event.composedPath();
	if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return;
	if (!(field instanceof HTMLInputElement) || !LIKE_TEXT.test(field.type)) return;
	const button = field.form?.querySelector<HTMLElement>('wa-button[type="submit"]');
	if (!button) return;
	event.preventDefault();
	// One that is disabled does nothing.
	button.click();
}
