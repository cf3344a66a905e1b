/** The pages for whoever has no session yet: signing in, and the one-time links. */
import { ask, attempt, onForm, showLead, showProblem } from './people.js';

const find = (selector) => document.querySelector(selector);
const page = document.body.dataset.page;
const KEPT = `chartwire-${page}-code`;

const PROBLEMS = {
	email_unverified: 'The provider does not vouch for your e-mail address. Verify it there, and try again.',
	domain_not_allowed: 'Addresses of your domain may not sign in here.',
	not_invited: 'You have no account here. Ask an administrator for an invitation.',
	account_disabled: 'Your account has been disabled. Ask an administrator.',
	expired: 'That took too long, or was begun elsewhere. Try again.',
	openid_failed: 'Signing in at the provider did not work. Try again, or ask an administrator to look into the log.',
};

/** A path of this server; anything else leads to the workshop, which sends whoever belongs to no project to their account. */
function wantedPath() {
	const path = new URLSearchParams(location.search).get('return') ?? '';
	return /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/workshop';
}

/** That of the link. It leaves the address, and stays for as long as the tab does: whoever signs in first comes back to it. */
function takeCode() {
	const code = new URLSearchParams(location.hash.slice(1)).get('code');
	if (code === null) return sessionStorage.getItem(KEPT) ?? '';
	sessionStorage.setItem(KEPT, code);
	history.replaceState(null, '', location.pathname + location.search);
	return code;
}

/** Goes on once the link has been used: to work, unless there is something to be seen first. */
function goOn(path = '/workshop') {
	sessionStorage.removeItem(KEPT);
	location.assign(path);
}

const ROLES = {
	administrator: 'as an administrator',
	author: 'as an author, who writes charts',
	viewer: 'as a viewer',
};

/** What a link is for; undefined when it is for nothing (any more), which the page then says. */
async function openLink(code, kinds) {
	try {
		const link = await ask('POST', '/link', { code });
		if (kinds.includes(link.kind)) return link;
		showProblem('This link is for something else.');
	} catch (error) {
		showProblem(
			error.code === 'bad_request' ? 'This link is not whole. Copy it again, to its very end.' : error.message,
		);
	}
	showLead();
	return undefined;
}

async function signIn() {
	const problem = new URLSearchParams(location.search).get('problem');
	if (problem !== null) showProblem(PROBLEMS[problem] ?? PROBLEMS.openid_failed);
	onForm(async (values) => {
		await ask('POST', '/sign-in', values);
		location.assign(wantedPath());
	});
	const { setUp, oidc } = await ask('GET', '/options');
	if (!setUp)
		showLead(
			'Nobody administrates this installation yet. The log of its server has a link; npx chartwire setup-link makes another.',
		);
	if (oidc === null) return;
	find('#oidc').textContent = `Continue with ${oidc.name}`;
	find('#oidc').href = `/v1/account/oidc/start?return=${encodeURIComponent(wantedPath())}`;
	find('#elsewhere').hidden = false;
}

async function setUp() {
	const code = takeCode();
	if ((await openLink(code, ['setup', 'administrator'])) === undefined) return;
	onForm(async (values) => {
		await ask('POST', '/setup', { code, ...values });
		goOn();
	});
}

async function join() {
	const code = takeCode();
	const link = await openLink(code, ['invitation']);
	if (link === undefined) return;
	showLead(`You are invited to ${link.project}, ${ROLES[link.role]}.`);
	const me = await ask('GET', '').catch(() => undefined);
	if (me !== undefined) return joinAs(me, code);
	const form = onForm(async (values) => {
		await ask('POST', '/join', { code, ...values });
		goOn();
	});
	// Below the form, and so not before it: nothing moves when that comes.
	find('#known').hidden = false;
	if (link.email === null) return;
	form.elements.email.value = link.email;
	form.elements.email.readOnly = true;
}

function joinAs(me, code) {
	find('#member').hidden = false;
	const take = find('#take');
	take.textContent = `Join as ${me.email}`;
	take.addEventListener('click', () => {
		void attempt(take, async () => {
			await ask('POST', '/join', { code });
			goOn('/account');
		});
	});
}

async function newPassword() {
	const code = takeCode();
	if ((await openLink(code, ['password'])) === undefined) return;
	onForm(async (values) => {
		await ask('POST', '/new-password', { code, ...values });
		goOn();
	});
}

const PAGES = { 'sign-in': signIn, setup: setUp, join, 'new-password': newPassword };

PAGES[page]().catch((error) => showProblem(error.message));
