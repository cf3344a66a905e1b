// The list of examples: a click puts the SQL into the editor, and the list shows which one stands there unchanged.
// The inbox: a run that is chosen there is opened in the editor. "Run 20 at once" makes a line to look at.
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

const inbox = document.querySelector('sql-inbox');
inbox.addEventListener('chartwire-open', ({ detail }) => {
	editor.run = detail.run;
	inbox.run = detail.run;
	editor.scrollIntoView({ block: 'nearest' });
});
editor.addEventListener('chartwire-run', ({ detail }) => {
	inbox.run = detail.run;
});

const MANY = 20;
const said = document.querySelector('#many-said');

async function post(sql) {
	const answer = await fetch('/v1/runs', {
		method: 'POST',
		headers: { authorization: `Bearer ${editor.getAttribute('token')}`, 'content-type': 'application/json' },
		body: JSON.stringify({ source: 'sample', sql }),
	});
	if (!answer.ok) throw new Error((await answer.json()).message);
	return (await answer.json()).run;
}

document.querySelector('#many').addEventListener('click', async () => {
	// Each is a question of its own: equal ones would be one run.
	const batch = Date.now();
	const sql = (number) => `select ${number} as number, pg_sleep(4), ${batch} as batch`;
	try {
		const runs = await Promise.all(Array.from({ length: MANY }, (_, index) => post(sql(index + 1))));
		said.textContent = `${MANY} queries have been sent.`;
		editor.run = runs.at(-1);
	} catch (error) {
		said.className = '';
		said.textContent = `Not all were sent: ${error.message}`;
	}
});
