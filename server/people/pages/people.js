/** What the pages of accounts share: asking the server, and saying what came of it. */

const find = (selector) => document.querySelector(selector);

/** Asks `/v1/account…`. Resolves with what was answered; rejects with an Error that has the server's words and `code`. */
export async function ask(method, path, body) {
	const headers = { 'chartwire-account': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
	let response;
	try {
		response = await fetch(`/v1/account${path}`, { method, headers, body: body && JSON.stringify(body) });
	} catch {
		throw new Error('The server does not answer. Look at your connection, and try again.');
	}
	const text = await response.text();
	if (response.ok) return text === '' ? undefined : JSON.parse(text);
	throw errorOf(text);
}

function errorOf(text) {
	try {
		const { code, message } = JSON.parse(text).error;
		return Object.assign(new Error(message), { code });
	} catch {
		return new Error('The server has answered something that is not its own. Try again shortly.');
	}
}

function say(id, text) {
	const element = find(id);
	element.textContent = text ?? '';
	element.hidden = !text;
}

export const showProblem = (text) => say('#problem', text);
export const showDone = (text) => say('#done', text);
export const showLead = (text) => say('#lead', text);

/** Does something that a button has asked for: once at a time, and says what went wrong. */
export async function attempt(button, work) {
	showProblem();
	showDone();
	button.disabled = true;
	try {
		return await work();
	} catch (error) {
		showProblem(error.message);
	} finally {
		button.disabled = false;
	}
}

/** Shows the form; what it is for is done with its values, by name. */
export function onForm(work) {
	const form = find('form');
	form.hidden = false;
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		void attempt(event.submitter ?? form.querySelector('[type="submit"]'), () =>
			work(Object.fromEntries(new FormData(form)), form),
		);
	});
	const show = find('#show');
	show?.addEventListener('change', () => {
		find('#password').type = show.checked ? 'text' : 'password';
	});
	return form;
}
