/**
 * The page `/doctor`: asks this server for the author of another page. What the form asks may stand in the fragment,
 * `/doctor#page=…&chart=…&project=…&params=…&token=…`, which is taken out of the address at once. What only the other page's browser
 * can see, the attribute `diagnose` says there; a policy that is pasted is read here.
 */
import { render } from 'lit';
import type { Finding } from '../diagnose/checks.ts';
import { type Diagnosis, diagnose } from '../diagnose/diagnosis.ts';
import { type Evidence, foundIn, type Seen } from '../diagnose/evidence.ts';
import { panel } from '../diagnose/panel.ts';
import { panelStyles } from '../diagnose/panel-styles.ts';
import { blockedByText } from '../diagnose/policy.ts';
import { probeServer, probeSocket } from '../diagnose/probes.ts';
import { reportOf } from '../diagnose/report.ts';
import { buttonStyles } from '../elements/shared/button-styles.ts';
import { themeStyles } from '../elements/shared/theme.ts';
import type { SqlChart } from '../elements/sql-chart/sql-chart.ts';
import { copyText } from '../elements/sql-inspector/copy-text.ts';
import type { Params } from '../protocol.ts';

const FIELDS = ['page', 'chart', 'project', 'params', 'token', 'policy'] as const;
type Asked = Readonly<Record<(typeof FIELDS)[number], string>>;

const server = location.origin;
const byId = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
const form = byId('question') as HTMLFormElement;
const root = byId('report').attachShadow({ mode: 'open' });
root.adoptedStyleSheets = [themeStyles, buttonStyles, panelStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
const isDark = matchMedia('(prefers-color-scheme: dark)');

function fieldOf(name: string): HTMLInputElement | HTMLTextAreaElement | undefined {
	const field = form.elements.namedItem(name);
	return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : undefined;
}

const asked = (): Asked =>
	Object.fromEntries(FIELDS.map((name) => [name, fieldOf(name)?.value.trim() ?? ''])) as unknown as Asked;

/** The fragment's fields; true if there were any. */
function takeFragment(): boolean {
	const given = new URLSearchParams(location.hash.slice(1));
	if (location.hash) history.replaceState(null, '', location.pathname);
	for (const [name, value] of given) {
		const field = fieldOf(name);
		if (field) field.value = value;
	}
	return [...given].length > 0;
}

/** Undefined: it is no object in JSON. */
function paramsOf(text: string): Params | undefined {
	try {
		const value: unknown = JSON.parse(text || '{}');
		return typeof value === 'object' && value !== null ? (value as Params) : undefined;
	} catch {
		return undefined;
	}
}

/** One question and what has come of it so far. */
class Consultation {
	readonly #asked: Asked;
	readonly #ended = new AbortController();
	readonly #params: Params | undefined;
	/** Of what this page cannot see by itself: what a policy that was pasted blocks, and that there is no script. */
	#beside: readonly Finding[];
	#evidence: Evidence;
	#said = '';

	constructor(given: Asked) {
		this.#asked = given;
		const { page, chart, token, policy } = given;
		this.#params = paramsOf(given.params);
		const pageOrigin = this.#pageOrigin ?? server;
		this.#beside = policy ? blockedByText(policy, { pageOrigin, server }) : [];
		this.#evidence = {
			pageOrigin,
			isSecure: page.startsWith('https:'),
			loadedAt: 0,
			given: server,
			server,
			endpoint: '',
			hasToken: token !== '',
			chart: chart && this.#params ? chart : undefined,
			violations: [],
		};
	}

	get #pageOrigin(): string | undefined {
		const { page } = this.#asked;
		return URL.canParse(page) ? new URL(page).origin : undefined;
	}

	end(): void {
		this.#ended.abort();
	}

	async run(): Promise<void> {
		this.show();
		byId('preview').replaceChildren();
		const { signal } = this.#ended;
		const { token, project } = this.#asked;
		const question = {
			...(this.#evidence.chart === undefined ? {} : { chart: this.#evidence.chart, params: this.#params }),
			...(this.#pageOrigin === undefined ? {} : { page: this.#pageOrigin }),
			...(project ? { project } : {}),
		};
		const [serverProbe, socket, status] = await Promise.all([
			probeServer({ server, token, question, signal }),
			probeSocket(server, signal),
			fetch('/chartwire.mjs', { method: 'HEAD', signal }).then(
				(response) => response.status,
				() => 0,
			),
		]);
		if (signal.aborted) return;
		if (status >= 400) this.#beside = [{ code: 'script_not_served', server, status }, ...this.#beside];
		this.#evidence = { ...this.#evidence, serverProbe, socket };
		this.show();
		if (serverProbe.kind === 'answered' && serverProbe.answer.parameters?.ok) this.#preview(socket);
	}

	/** The chart as this page shows it: what comes of its data is seen by the same element as elsewhere. */
	#preview(socket: boolean): void {
		const element = document.createElement('sql-chart') as SqlChart;
		let seen: Seen = {
			connection: { status: 'idle' },
			refusal: undefined,
			run: undefined,
			trouble: undefined,
			hasFrame: false,
		};
		const tell = (more: Partial<Seen>): void => {
			seen = { ...seen, ...more };
			this.#evidence = { ...this.#evidence, seen };
			this.show();
		};
		element.addEventListener('chartwire-state', ({ detail }) => {
			const transport = socket ? 'websocket' : 'stream';
			if (detail.connection === 'online') tell({ connection: { status: 'online', transport } });
		});
		element.addEventListener('chartwire-data', () => tell({ hasFrame: true, run: undefined }));
		element.addEventListener('chartwire-error', ({ detail: { code, message } }) =>
			tell({ run: { kind: 'failed', run: '', code, message } }),
		);
		const { chart, token } = this.#asked;
		Object.assign(element, { chart, token, params: this.#params, heading: chart, loading: 'eager', exports: 'none' });
		byId('preview').replaceChildren(element);
	}

	show(): void {
		if (this.#ended.signal.aborted) return;
		const found = foundIn(this.#evidence);
		const diagnosis =
			this.#evidence.serverProbe &&
			diagnose({
				...found,
				findings: [...this.#beside, ...found.findings],
				// What this page shows says nothing of how another one is let.
				shows: found.shows && this.#beside.length === 0,
			});
		const shown = panel({
			diagnosis,
			isLooking: diagnosis === undefined,
			scheme: isDark.matches ? 'dark' : '',
			server,
			text: diagnosis ? this.#report(diagnosis) : '',
			said: this.#said,
			again: ask,
			copy: (text) => void this.#copy(text),
		});
		render(shown, root);
	}

	#report(diagnosis: Diagnosis): string {
		const { page, chart, project, token } = this.#asked;
		const facts = [
			['Chartwire diagnosis', new Date().toISOString()],
			['Page', this.#pageOrigin ?? page],
			['Server', server],
			['Chart', chart],
			['Project', project],
		] as const;
		return reportOf(diagnosis, facts, [token]);
	}

	async #copy(text: Element | null): Promise<void> {
		this.#said = await copyText(text?.textContent ?? '', text);
		this.show();
	}
}

let current: Consultation | undefined;

function ask(): void {
	current?.end();
	current = new Consultation(asked());
	void current.run();
}

form.addEventListener('submit', (event) => {
	event.preventDefault();
	ask();
});
isDark.addEventListener('change', () => current?.show());
addEventListener('hashchange', () => takeFragment() && ask());
if (takeFragment()) ask();
