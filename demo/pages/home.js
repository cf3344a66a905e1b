// The button that copies the ten lines. Everything else on this page is HTML.
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
