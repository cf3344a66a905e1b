// The button that copies the ten lines, and the themes of the chart. Everything else on this page is HTML.
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

const themes = [...document.querySelectorAll('button[data-theme]')];
const figure = document.querySelector('.proof-chart');
for (const button of themes) {
	button.addEventListener('click', () => {
		const { theme } = button.dataset;
		figure.className = `proof-chart ${theme && `chartwire-${theme}`}`;
		for (const each of themes) each.setAttribute('aria-pressed', String(each === button));
	});
}
