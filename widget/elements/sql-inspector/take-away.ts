/** The ways in which something leaves an inspector for the viewer's own use. */

/** Lets the browser save a text as a file. */
export function offerFile(name: string, text: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Copies a text, or selects where it stands if the page may not copy; answers what to say. */
export async function copyText(text: string, standsIn: Element | null): Promise<string> {
	try {
		await navigator.clipboard.writeText(text);
		return 'Copied';
	} catch {
		if (standsIn) getSelection()?.selectAllChildren(standsIn);
		return 'This page may not copy; the text is selected';
	}
}
