/** The browser has begun to save it long before. */
const REVOKE_MS = 60_000;

/** Lets the browser save something as a file. */
export function offerFile(name: string, content: Blob): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(content);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}
