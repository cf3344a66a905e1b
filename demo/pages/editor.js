// The list of examples: a click puts the SQL into the editor, and the list shows which one stands there unchanged.
const editor = document.querySelector('sql-editor');
const buttons = [...document.querySelectorAll('button[data-sql]')];

function markCurrent() {
	const sql = editor.value ?? editor.getAttribute('value');
	for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.sql === sql));
}

for (const button of buttons) {
	button.addEventListener('click', () => {
		editor.setAttribute('value', button.dataset.sql);
		editor.scrollIntoView({ block: 'nearest' });
		editor.focus();
		markCurrent();
	});
}
editor.addEventListener('input', () => setTimeout(markCurrent));
editor.addEventListener('chartwire-run', markCurrent);
markCurrent();
