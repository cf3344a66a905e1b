// Buttons that copy a piece of code. Where the clipboard is closed the code is selected, so that one key copies it.
for (const button of document.querySelectorAll('button[data-copy]')) {
	const code = document.getElementById(button.dataset.copy);
	button.addEventListener('click', async () => {
		try {
			await navigator.clipboard.writeText(code.textContent);
			button.textContent = 'Copied';
		} catch {
			getSelection().selectAllChildren(code);
			button.textContent = 'Selected';
		}
		setTimeout(() => {
			button.textContent = 'Copy';
		}, 2000);
	});
}
