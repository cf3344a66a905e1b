/**
 * The page of an iframe that shows one chart: `/embed/revenue?project=shop&params={…}#token=…`, or one dashboard:
 * `/embed/dashboards/sales?…`. What the element has as
 * attributes stands in the query; `theme` may be `light` (as it is without), `dark` or `auto`. Speaks with the page around by messages:
 *
 *     to it      {"type":"chartwire-ready"}, {"type":"chartwire-token-needed"}, {"type":"chartwire-height","height":CSS pixels},
 *                {"type":"chartwire-refused","code":…,"message":…}
 *     from it    {"type":"chartwire-token","token":T}
 */

import { say, sayServer, speak } from '../texts/say.ts';
import { speech } from '../texts/speech.ts';

const ATTRIBUTES = [
	...(['type', 'spec', 'heading', 'locale', 'zone', 'first-day'] as const),
	...(['exports', 'explain', 'brush', 'params', 'diagnose'] as const),
	...(['tab', 'level'] as const),
];
type Complaint =
	| 'This chart waits for a token from the page around it.'
	| 'This chart needs a token: open it with “#token=…” at the end of its address, or in a frame.';
/** A page that gives no token at all is told so after this time; the element's own patience is 15 s. */
const PATIENCE_MS = 10_000;
/** What the next token may put right, so that rows which are there stay. */
const PASSING = ['token_missing', 'token_invalid', 'token_expired'];
const query = new URLSearchParams(location.search);
const locale = query.get('locale') || navigator.language;
const [, , ...path] = location.pathname.split('/').map(decodeURIComponent);
const [kind, name = ''] = path.length > 1 ? (['dashboard', path[1]] as const) : (['chart', path[0]] as const);
const isAlone = window.parent === window;

interface Refusal {
	readonly code: string;
	readonly message: string;
}

/** To the page around, whoever that is: nothing that is said is a secret. */
const tell = (message: object): void => {
	if (!isAlone) window.parent.postMessage(message, '*');
};

/** The token of the fragment, which does not stay in the address. */
function takeFragment(): string {
	const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
	if (token) history.replaceState(null, '', location.pathname + location.search);
	return token;
}

/** A token that has come and was not used yet, and whoever waits for one. */
let kept = takeFragment();
let wanting: ((token: string) => void) | undefined;
let hasRows = false;

addEventListener('message', ({ source, data }) => {
	if (source !== window.parent || data?.type !== 'chartwire-token' || typeof data.token !== 'string') return;
	if (wanting) wanting(data.token);
	else kept = data.token;
	wanting = undefined;
	if (!element.isConnected) document.body.replaceChildren(element);
});

/** The origin of the page around, where the browser tells it. */
function around(): string | undefined {
	if (isAlone) return undefined;
	const [nearest] = 'ancestorOrigins' in location ? [...location.ancestorOrigins] : [];
	if (nearest !== undefined) return nearest;
	return document.referrer ? new URL(document.referrer).origin : undefined;
}

/** Why a token may not be used here. @throws Error when nobody can say */
async function refusalOf(token: string): Promise<Refusal | undefined> {
	const origin = around();
	const body = JSON.stringify({
		project: query.get('project') ?? 'default',
		...(origin === undefined ? {} : { around: origin }),
	});
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const response = await fetch('/v1/embed/check', { method: 'POST', headers, body });
	if (response.ok) return undefined;
	if (response.status >= 500 || response.status === 429) throw new Error(`The server answered ${response.status}.`);
	const answer = (await response.json()) as { error: Refusal };
	return answer.error;
}

async function getToken(): Promise<string> {
	const early = kept;
	kept = '';
	if (early !== '') {
		const refusal = await refusalOf(early);
		if (refusal === undefined) return early;
		// What has come before it was wanted may have run out since.
		if (isAlone || refusal.code !== 'token_expired') return refuse(refusal);
	}
	const token = await asked();
	const refusal = await refusalOf(token);
	return refusal === undefined ? token : refuse(refusal);
}

function asked(): Promise<string> {
	return new Promise((resolve) => {
		const patience = setTimeout(() => {
			if (!hasRows) complain('This chart waits for a token from the page around it.');
		}, PATIENCE_MS);
		wanting = (token) => {
			clearTimeout(patience);
			resolve(token);
		};
		tell({ type: 'chartwire-token-needed' });
	});
}

/** Takes the chart away, with its rows, until another token comes. @throws Error */
function refuse({ code, message }: Refusal): never {
	tell({ type: 'chartwire-refused', code, message });
	if (!hasRows || !PASSING.includes(code)) {
		wanting = undefined;
		hasRows = false;
		write(() => sayServer(locale, message, code));
	}
	throw new Error(message);
}

function watchHeight(): void {
	new ResizeObserver(([entry]) => {
		const height = Math.ceil(entry?.target.getBoundingClientRect().height ?? 0);
		if (height > 0) tell({ type: 'chartwire-height', height });
	}).observe(document.body);
}

/** Puts words in the chart's place, and again when those of the reader's language have come. */
function write(text: () => string): void {
	const problem = document.createElement('p');
	problem.className = 'problem';
	problem.setAttribute('role', 'status');
	const put = (): void => {
		problem.textContent = text();
	};
	put();
	void speak(locale).then(put);
	document.body.replaceChildren(problem);
}

/** What only the next token ends. */
function complain(text: Complaint): void {
	wanting = undefined;
	hasRows = false;
	write(() => say(locale, text));
}

const element = document.createElement(`sql-${kind}`);
element.setAttribute(kind, name);
for (const attribute of ATTRIBUTES) {
	const value = query.get(attribute);
	if (value !== null) element.setAttribute(attribute, value);
}
element.addEventListener('chartwire-data', () => {
	hasRows = true;
});
const { documentElement: root } = document;
document.title = query.get('heading') ?? name;
root.lang = locale;
void speak(locale).then(() => {
	root.dir = speech.directionOf?.(locale) ?? 'ltr';
});
root.dataset['theme'] = query.get('theme') ?? '';
root.dataset['height'] = query.get('height') ?? '';
if (query.get('height') === 'auto') watchHeight();

/** Alone in a window, without a token, it would wait for ever. */
if (kept === '' && isAlone) {
	complain('This chart needs a token: open it with “#token=…” at the end of its address, or in a frame.');
} else {
	Object.assign(element, { getToken });
	document.body.append(element);
	tell({ type: 'chartwire-ready' });
}
