/**
 * The plain pages of accounts: signing in, the first administrator, invitations, a new password, one's own sessions. Static, with
 * a script and a style sheet of their own; what they show they ask `/v1/account` for.
 */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { type StrictPage, sendStrictPage } from '../strict-page.ts';

/** A form's answer is sent with the origin; the code of a link is never in it. */
const BOUNDS: StrictPage = { referrer: 'same-origin', policy: { 'img-src': "'self' data:" } };

const MARK = `<span class="wordmark"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M2.5 16.5h4l3.5-9 4.5 11 3-7h1.5"/><circle cx="20.5" cy="11.5" r="1.4" fill="currentColor" stroke="none"/></svg>Chartwire</span>`;

const NAME = `<label for="name">Name</label>
<input id="name" name="name" autocomplete="name" maxlength="100" required>`;
const EMAIL = `<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required>`;
const PASSWORD = `<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>`;
const newPassword = (label: string, name = 'password') => `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="password" autocomplete="new-password" minlength="12" aria-describedby="${name}-hint" required>
<p class="hint" id="${name}-hint">At least 12 characters. Four words that nobody would guess are good; digits and signs are not needed.</p>`;
/** For whoever keeps passwords: whose it is, where nobody is asked for an address. It has no name, and is not sent. */
const WHOSE = `<input id="whose" type="text" autocomplete="username" readonly hidden>`;
const SHOW = `<label class="check"><input type="checkbox" id="show"> Show the password</label>`;
const button = (text: string) => `<button type="submit">${text}</button>`;

interface Page {
	readonly title: string;
	/** Below the heading; the script may put something better there. */
	readonly lead: string;
	/** Above the form. */
	readonly before?: string;
	readonly form: string;
	readonly after?: string;
}

const PAGES: Readonly<Record<string, Page>> = {
	'sign-in': {
		title: 'Sign in',
		lead: '',
		form: EMAIL + PASSWORD + SHOW + button('Sign in'),
		after: `<p id="elsewhere" hidden><a class="button" id="oidc" href="/v1/account/oidc/start">Continue with single sign-on</a></p>`,
	},
	setup: {
		title: 'Set up Chartwire',
		lead: 'You become the administrator of this installation.',
		form: NAME + EMAIL + newPassword('Password') + SHOW + button('Create the account'),
	},
	join: {
		title: 'Join a project',
		lead: 'Looking at your invitation …',
		form: NAME + EMAIL + newPassword('Password') + SHOW + button('Create an account and join'),
		after: `<p id="known" hidden>Do you have an account? <a href="/sign-in?return=%2Fjoin">Sign in</a>, and you will come back here.</p>
<p id="member" hidden><button type="button" id="take">Join</button></p>`,
	},
	'new-password': {
		title: 'Choose a new password',
		lead: 'Whoever is signed in with the account will be signed out.',
		form: WHOSE + newPassword('New password') + SHOW + button('Save the password'),
	},
	account: {
		title: 'Your account',
		lead: '',
		before: `<p id="workshop" hidden><a class="button" href="/workshop">Open the workshop</a></p>
<section id="member-of" hidden><h2>Your projects</h2><ul id="projects"></ul></section>`,
		form: `<h2 class="group">Change the password</h2>${WHOSE}<label for="current">Present password</label>
<input id="current" name="current" type="password" autocomplete="current-password" required>${newPassword('New password', 'next')}${button('Change the password')}`,
		after: `<section id="signed-in" hidden><h2>Where you are signed in</h2><ul id="sessions"></ul>
<p class="row"><button type="button" id="out">Sign out</button><button type="button" id="everywhere">Sign out everywhere</button></p></section>`,
	},
};

function htmlOf(name: string, { title, lead, before = '', form, after = '' }: Page): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – Chartwire</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/people/people.css">
<script type="module" src="/people/${name === 'account' ? 'account' : 'entrance'}.js"></script>
</head>
<body data-page="${name}">
<main>
${MARK}
<h1>${title}</h1>
<p id="lead"${lead === '' ? ' hidden' : ''}>${lead}</p>
<p id="problem" role="alert" hidden></p>
<p id="done" role="status" hidden></p>
${before}
<form hidden>${form}</form>
${after}
<noscript><p>This page needs its script.</p></noscript>
</main>
</body>
</html>
`;
}

const FILES = ['people.css', 'people.js', 'entrance.js', 'account.js'] as const;
const read = (file: string): string => readFileSync(new URL(`./pages/${file}`, import.meta.url), 'utf8');

export function pageRoutes(): Hono {
	const routes = new Hono();
	for (const [name, page] of Object.entries(PAGES)) {
		const html = htmlOf(name, page);
		routes.get(`/${name}`, (context) => sendStrictPage(context, html, BOUNDS));
	}
	for (const file of FILES) {
		const body = read(file);
		const type = file.endsWith('.css') ? 'text/css' : 'text/javascript';
		routes.get(`/people/${file}`, (context) =>
			context.body(body, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' }),
		);
	}
	return routes;
}
