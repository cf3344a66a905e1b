// The themes of the chart. Everything else on this page is HTML.
const themes = [...document.querySelectorAll('button[data-theme]')];
const figure = document.querySelector('.proof-chart');
for (const button of themes) {
	button.addEventListener('click', () => {
		const { theme } = button.dataset;
		figure.className = `proof-chart ${theme && `chartwire-${theme}`}`;
		for (const each of themes) each.setAttribute('aria-pressed', String(each === button));
	});
}
