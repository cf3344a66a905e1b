/** One's own account: where one is signed in, and the password. */
import { ask, attempt, onForm, showDone, showLead, showProblem } from './people.js';

const find = (selector) => document.querySelector(selector);
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function leave() {
	location.assign('/sign-in');
}

/** What a browser calls itself, in short. */
function browserOf(agent) {
	const [, name] = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent) ?? [];
	const [, system] = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent) ?? [];
	const browser = { Edg: 'Edge', OPR: 'Opera' }[name] ?? name ?? 'A browser';
	return system === undefined ? browser : `${browser} on ${system}`;
}

function rowOf({ id, agent, address, seenAt, current }) {
	const row = document.createElement('li');
	const what = document.createElement('div');
	const where = document.createElement('p');
	where.className = 'meta';
	where.textContent = `${address}, last used ${time.format(seenAt)}`;
	what.append(current ? `${browserOf(agent)} (this one)` : browserOf(agent), where);
	row.append(what);
	if (current) return row;
	const end = document.createElement('button');
	end.type = 'button';
	end.textContent = 'Sign out';
	end.setAttribute('aria-label', `Sign out ${browserOf(agent)}, ${where.textContent}`);
	end.addEventListener('click', () => {
		void attempt(end, async () => {
			await ask('DELETE', `/sessions/${id}`);
			await showSessions();
		});
	});
	row.append(end);
	return row;
}

/** One that is archived answers nobody: no link leads there. */
function projectOf({ project, name, role, archivedAt }) {
	const row = document.createElement('li');
	if (archivedAt !== null) {
		row.textContent = `${name} (${role}, archived)`;
		return row;
	}
	const link = document.createElement('a');
	link.href = `/workshop/${encodeURIComponent(project)}/charts`;
	link.textContent = name;
	row.append(link, ` (${role})`);
	return row;
}

async function showSessions() {
	const { sessions } = await ask('GET', '/sessions');
	find('#sessions').replaceChildren(...sessions.map(rowOf));
}

async function show() {
	showLead('Loading…');
	const me = await ask('GET', '');
	// Before anything of it is shown: nothing moves when it comes.
	await showSessions();
	const none = 'You are a member of no project yet. Ask an administrator for an invitation.';
	showLead(me.projects.length === 0 ? `${me.name}, ${me.email}. ${none}` : `${me.name}, ${me.email}`);
	find('#workshop').hidden = me.projects.every(({ archivedAt }) => archivedAt !== null);
	find('#projects').replaceChildren(...me.projects.map(projectOf));
	find('#member-of').hidden = me.projects.length === 0;
	find('#signed-in').hidden = false;
	if (me.hasPassword) {
		find('#whose').defaultValue = me.email;
		onForm(async (values, form) => {
			await ask('POST', '/password', values);
			form.reset();
			await showSessions();
			showDone('The password is changed, and you are signed out everywhere else.');
		});
	}
}

const buttons = { '#out': ['POST', '/sign-out'], '#everywhere': ['DELETE', '/sessions'] };
for (const [id, [method, path]] of Object.entries(buttons)) {
	const button = find(id);
	button.addEventListener('click', () => {
		void attempt(button, async () => {
			await ask(method, path);
			leave();
		});
	});
}

show().catch((error) => {
	if (error.code === 'session_missing') return leave();
	showLead();
	showProblem(error.message);
});
