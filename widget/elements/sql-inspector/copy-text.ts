/** Copies a text, or selects where it stands if the page may not copy; answers what to say. */
export async function copyText(
	text: string,
	standsIn: Element | null,
): Promise<'Copied' | 'This page may not copy; the text is selected'> {
	try {
		await navigator.clipboard.writeText(text);
		return 'Copied';
	} catch {
		if (standsIn) getSelection()?.selectAllChildren(standsIn);
		return 'This page may not copy; the text is selected';
	}
}
