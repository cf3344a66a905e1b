/**
 * The page of a public link: `/share#CODE`, and `#CODE&wall` for a screen on a wall. The code stays in the address, for it is
 * the link: whoever loads the page again, be it a person or a screen after a power cut, sees the same.
 *
 *     asks ── opened ──▶ shows what is shared; its token is renewed by asking again
 *      │ ▲      password needed ─▶ the form ── sent ──▶ asks
 *      │ └─ no answer: again, later and later
 *      └── unknown, expired or revoked, now or at any later time ──▶ nothing but that it no longer works
 */
import { forgetShapes } from '../elements/sql-dashboard/kept-shape.ts';
import { backoffMs } from '../socket/backoff.ts';
import type { ShareText } from '../texts/keys.ts';
import { addSection, say, speak } from '../texts/say.ts';
import { shareTexts } from '../texts/share.ts';
import { speech } from '../texts/speech.ts';
import { type Opened, openLink, parseFragment } from './share-link.ts';
import { PasswordForm } from './share-password.ts';

/** Nothing has to be filled into it. */
type Plain = Exclude<ShareText, `${string}{${string}`>;

const locale = navigator.language;
const { code, isWall } = parseFragment(location.hash);
const { documentElement: root } = document;
/** What may be written again once the reader's language is there. */
let write = (): void => undefined;
/** In place of the password, once that was right. */
let pass: string | undefined;
/** The first token, until it is wanted. */
let early: string | undefined;
let isOver = false;

function element<K extends keyof HTMLElementTagNameMap>(name: K, text: string, parent: HTMLElement) {
	const made = document.createElement(name);
	made.textContent = text;
	parent.append(made);
	return made;
}

/** A heading with a line below it, in place of all else; what was shown is gone from the page. */
function notice(heading: Plain, line?: Plain): HTMLElement {
	const main = document.createElement('main');
	main.className = 'notice';
	main.setAttribute('role', 'main');
	const title = element('h1', '', main);
	const below = line === undefined ? undefined : element('p', '', main);
	main.setAttribute('aria-live', 'polite');
	document.body.replaceChildren(main);
	write = () => {
		title.textContent = say(locale, heading);
		document.title = say(locale, heading);
		if (below && line !== undefined) below.textContent = say(locale, line);
	};
	write();
	return main;
}

function end(): void {
	isOver = true;
	notice('This link no longer works.', 'Ask whoever gave it to you for a new one.');
	// Nor does the browser keep where its charts stood.
	forgetShapes();
}

/** Renewed as long as the link works; it takes what it shows along when it does not. @throws Error */
async function getToken(): Promise<string> {
	const first = early;
	early = undefined;
	if (first !== undefined) return first;
	const answer = await openLink({ code, pass, renews: true });
	if (answer.kind === 'gone') end();
	if (answer.kind === 'password') ask();
	if (answer.kind === 'opened') return answer.token;
	throw new Error('The link was not opened.');
}

function show({ token, title, target, pass: given }: Opened): void {
	early = token;
	pass = given;
	const [kind, name] =
		'chart' in target ? (['chart', target.chart] as const) : (['dashboard', target.dashboard] as const);
	const main = document.createElement('main');
	// A dashboard on a wall has a head of its own.
	if (!(isWall && kind === 'dashboard')) element('h1', title, main);
	const shown = document.createElement(`sql-${kind}`);
	shown.setAttribute(kind, name);
	if (isWall && kind === 'dashboard') shown.setAttribute('wallboard', '');
	Object.assign(shown, { getToken });
	main.append(shown);
	document.body.replaceChildren(main);
	write = () => undefined;
	document.title = title;
}

/** Asks until there is an answer. */
async function begin(): Promise<void> {
	notice('Opening …');
	for (let tries = 0; !isOver; tries += 1) {
		const answer = await openLink({ code, pass });
		if (answer.kind === 'opened') return show(answer);
		if (answer.kind === 'gone') return end();
		if (answer.kind === 'password') return ask();
		if (answer.kind === 'unreachable') notice('Opening …', 'The server cannot be reached; trying again.');
		const notBeforeMs = answer.kind === 'later' ? answer.ms : 0;
		const ms = backoffMs(tries, { random: Math.random(), notBeforeMs });
		await new Promise((resolve) => setTimeout(resolve, ms));
	}
}

function ask(): void {
	pass = undefined;
	const form = new PasswordForm(locale, async (password) => {
		const answer = await openLink({ code, password });
		if (answer.kind === 'opened') show(answer);
		if (answer.kind === 'gone') end();
		return answer;
	});
	const main = notice('This link needs a password.');
	main.removeAttribute('aria-live');
	main.append(form.element);
	const writeHeading = write;
	write = () => {
		writeHeading();
		form.write();
	};
	write();
	form.focus();
}

root.lang = locale;
if (isWall) root.dataset['wall'] = '';
// Another link in the same tab is another page.
addEventListener('hashchange', () => location.reload());
addSection(shareTexts);
void speak(locale).then(() => {
	root.dir = speech.directionOf?.(locale) ?? 'ltr';
	write();
});
void begin();
