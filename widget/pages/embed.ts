/**
 * The page of an iframe that shows one chart: `/embed/revenue?project=shop&params={…}#token=…`. What the element has as
 * attributes stands in the query. Speaks with the page around by messages:
 *
 *     to it      {"type":"chartwire-ready"}, {"type":"chartwire-token-needed"}, {"type":"chartwire-height","height":CSS pixels}
 *     from it    {"type":"chartwire-token","token":T}
 */

const ATTRIBUTES = ['type', 'spec', 'heading', 'locale', 'theme', 'exports', 'explain', 'brush', 'params'] as const;
const query = new URLSearchParams(location.search);
const chart = decodeURIComponent(location.pathname.split('/').at(-1) ?? '');

/** To the page around, whoever that is: nothing that is said is a secret. */
const tell = (message: object): void => {
	if (window.parent !== window) window.parent.postMessage(message, '*');
};

/** The token of the fragment, which does not stay in the address. */
function takeFragment(): string {
	const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
	if (token) history.replaceState(null, '', location.pathname + location.search);
	return token;
}

/** Tokens that have come and were not used yet, and whoever waits for one. */
const ready = [takeFragment()].filter(Boolean);
let wanting: ((token: string) => void) | undefined;

addEventListener('message', ({ source, data }) => {
	if (source !== window.parent || data?.type !== 'chartwire-token' || typeof data.token !== 'string') return;
	if (wanting) wanting(data.token);
	else ready.splice(0, ready.length, data.token);
	wanting = undefined;
});

/** The origin of the page around, where the browser tells it. */
function around(): string | undefined {
	if (window.parent === window) return undefined;
	const [nearest] = 'ancestorOrigins' in location ? [...location.ancestorOrigins] : [];
	if (nearest !== undefined) return nearest;
	return document.referrer ? new URL(document.referrer).origin : undefined;
}

async function demandPlace(token: string): Promise<void> {
	const origin = around();
	const body = JSON.stringify({
		project: query.get('project') ?? 'default',
		...(origin === undefined ? {} : { around: origin }),
	});
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const response = await fetch('/v1/embed/check', { method: 'POST', headers, body });
	if (response.ok) return;
	const answer = (await response.json().catch(() => undefined)) as { error?: { message?: string } } | undefined;
	throw new Error(answer?.error?.message ?? `The server answered ${response.status}.`);
}

async function getToken(): Promise<string> {
	const token = ready.shift() ?? (await asked());
	await demandPlace(token);
	return token;
}

function asked(): Promise<string> {
	tell({ type: 'chartwire-token-needed' });
	return new Promise((resolve) => {
		wanting = resolve;
	});
}

function watchHeight(): void {
	document.documentElement.dataset['height'] = 'auto';
	new ResizeObserver(([entry]) => {
		const height = Math.ceil(entry?.target.getBoundingClientRect().height ?? 0);
		if (height > 0) tell({ type: 'chartwire-height', height });
	}).observe(element);
}

const element = document.createElement('sql-chart');
element.setAttribute('chart', chart);
for (const name of ATTRIBUTES) {
	const value = query.get(name);
	if (value !== null) element.setAttribute(name, value);
}
document.title = query.get('heading') ?? chart;
document.documentElement.lang = query.get('locale') ?? navigator.language;

function say(text: string): void {
	const problem = document.createElement('p');
	problem.className = 'problem';
	problem.setAttribute('role', 'status');
	problem.textContent = text;
	document.body.replaceChildren(problem);
}

/** Alone in a window, without a token, it would wait for ever. */
if (ready.length === 0 && window.parent === window) {
	say('This chart needs a token: open it with “#token=…” at the end of its address, or in a frame.');
} else {
	Object.assign(element, { getToken });
	document.body.append(element);
	if (query.get('height') === 'auto') watchHeight();
	tell({ type: 'chartwire-ready' });
}
