/**
 * The doctor of one chart: tries each link of its chain, looks at what the chart itself knows, and shows beside it what is
 * wrong. Loaded when the attribute `diagnose` is there. It looks again whenever the chart's state becomes another one.
 */
import { css, type LitElement, type TemplateResult } from 'lit';
import { serverAddress } from '../api.ts';
import { buttonStyles } from '../elements/shared/button-styles.ts';
import { scriptServer } from '../elements/shared/script-server.ts';
import type { ChartController, ChartHost } from '../elements/sql-chart/chart-controller.ts';
import { copyText } from '../elements/sql-inspector/copy-text.ts';
import { type Diagnosis, diagnose } from './diagnosis.ts';
import { type Evidence, foundIn, type Seen } from './evidence.ts';
import { panel } from './panel.ts';
import { panelStyles } from './panel-styles.ts';
import type { Violation } from './policy.ts';
import { probeEndpoint, probeServer, probeSocket, type Question, violationsTold } from './probes.ts';
import { reportOf } from './report.ts';

/** States that follow each other faster are looked at together. */
const PACE_MS = 2_000;
const MOST_VIOLATIONS = 100;

type Probes = Pick<Evidence, 'endpointProbe' | 'serverProbe' | 'socket'>;

/** The chart keeps its height, and the panel has the room that it needs below, whatever height the page gives the element. */
const around = css`
	:host {
		block-size: auto !important;
		max-block-size: none !important;
	}
`;

function addressOf(server: string): string | undefined {
	try {
		return serverAddress(server);
	} catch {
		return undefined;
	}
}

/** Without query and fragment; a function of the page has no address. */
function shownEndpoint(endpoint: string): string {
	if (endpoint === '' || endpoint.startsWith('function:')) return endpoint && 'the function getToken';
	const url = new URL(endpoint, document.baseURI);
	return url.origin + url.pathname;
}

/** Without `diagnose` the doctor rests. */
type DoctorHost = LitElement & ChartHost & { readonly diagnose: boolean };

/** Answers what renders the panel below the chart. */
export function doctorOf(host: DoctorHost, chart: ChartController): (scheme: string) => unknown {
	const doctor = new Doctor(host, chart);
	return (scheme) => (host.diagnose ? doctor.render(scheme) : undefined);
}

class Doctor {
	readonly #host: DoctorHost;
	readonly #chart: ChartController;
	readonly #violations: Violation[] = [];
	readonly #onViolation = ({ effectiveDirective, blockedURI, disposition }: SecurityPolicyViolationEvent): void => {
		this.#violations.push({ effectiveDirective, blockedURI, disposition });
		if (this.#violations.length > MOST_VIOLATIONS) this.#violations.shift();
		this.#host.requestUpdate();
	};
	#probes: Probes = {};
	#looking: AbortController | undefined;
	#given = '';
	#lookedAt = Number.NEGATIVE_INFINITY;
	#state = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#said = '';
	#isStyled = false;

	constructor(host: DoctorHost, chart: ChartController) {
		this.#host = host;
		this.#chart = chart;
		host.addController(this);
		if (host.isConnected) this.hostConnected();
		host.requestUpdate();
	}

	hostConnected(): void {
		document.addEventListener('securitypolicyviolation', this.#onViolation);
	}

	hostDisconnected(): void {
		document.removeEventListener('securitypolicyviolation', this.#onViolation);
		this.#looking?.abort();
		this.#looking = undefined;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#state = '';
	}

	hostUpdated(): void {
		if (!this.#host.isConnected || !this.#host.diagnose) return;
		const { connection, endpoint, server } = this.#chart.clients;
		const { refusal, run, frame } = this.#chart.state;
		const { status } = connection;
		const what = [status, 'code' in connection && connection.code, refusal?.code, frame !== undefined];
		const end = run?.kind === 'failed' || run?.kind === 'waiting' ? run.kind : '';
		const state = JSON.stringify([server, endpoint, this.#host.token.length, this.#chart.target, what, end]);
		if (state === this.#state) return;
		this.#state = state;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(this.#look, Math.max(0, this.#lookedAt + PACE_MS - performance.now()));
	}

	render(scheme: string): TemplateResult {
		this.#style();
		const evidence = this.#evidence();
		const isLooking = this.#looking !== undefined;
		const wasLooked = this.#probes.serverProbe !== undefined || evidence.server === undefined;
		const diagnosis = wasLooked ? diagnose(foundIn(evidence)) : undefined;
		return panel({
			diagnosis,
			isLooking,
			scheme,
			server: this.#helpAt(evidence.server),
			text: diagnosis ? this.#report(diagnosis, evidence) : '',
			said: this.#said,
			again: this.#look,
			copy: (shown) => void this.#copy(shown),
		});
	}

	/** Help is where the server is; if nobody is there, where the script came from. */
	#helpAt(server: string | undefined): string {
		return server === undefined || this.#probes.serverProbe?.kind === 'silent' ? scriptServer() : server;
	}

	#style(): void {
		if (this.#isStyled) return;
		this.#isStyled = true;
		const root = this.#host.renderRoot as ShadowRoot;
		const kept = new CSSStyleSheet();
		kept.replaceSync(`figure.root { block-size: ${Math.max(120, this.#host.clientHeight)}px; }`);
		const sheets = [buttonStyles, panelStyles, around].flatMap(({ styleSheet }) => styleSheet ?? []);
		root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets, kept];
	}

	/** Tries every link of the chain once; a try that began before is given up. */
	readonly #look = async (): Promise<void> => {
		this.#looking?.abort();
		const looking = new AbortController();
		this.#looking = looking;
		this.#lookedAt = performance.now();
		this.#said = '';
		this.#violations.length = 0;
		this.#host.requestUpdate();
		const probes = await this.#probe(looking.signal);
		if (looking.signal.aborted) return;
		this.#looking = undefined;
		this.#probes = probes;
		this.#host.requestUpdate();
	};

	async #probe(signal: AbortSignal): Promise<Probes> {
		const { clients, target } = this.#chart;
		const { endpoint, client } = clients;
		const server = addressOf(clients.server);
		const asked = endpoint ? await probeEndpoint(endpoint, client?.token ?? '', signal) : undefined;
		this.#given = asked?.token ?? '';
		if (server === undefined) return { endpointProbe: asked?.probe };
		const token = this.#given || (endpoint ? '' : (client?.token ?? this.#host.token));
		const question: Question = {
			...(target && 'chart' in target ? target : {}),
			script: /[^/]+$/.exec(new URL(import.meta.url).pathname)?.[0],
		};
		const serverProbe = await probeServer({ server, token, question, signal });
		const isLive = clients.connection.status === 'online' && clients.connection.transport === 'websocket';
		const socket = isLive || (await probeSocket(server, signal));
		await violationsTold();
		return { endpointProbe: asked?.probe, serverProbe, socket };
	}

	#evidence(): Evidence {
		const { clients, target } = this.#chart;
		const { token } = this.#host;
		return {
			pageOrigin: self.origin,
			isSecure: location.protocol === 'https:',
			loadedAt: performance.timeOrigin,
			given: clients.server,
			server: addressOf(clients.server),
			endpoint: shownEndpoint(clients.endpoint),
			hasToken: Boolean(token || clients.client?.token),
			chart: target === undefined ? undefined : 'chart' in target ? target.chart : '',
			violations: this.#violations,
			seen: this.#seen,
			...this.#probes,
		};
	}

	get #seen(): Seen {
		const { clients, state } = this.#chart;
		const { refusal, run, frame, trouble } = state;
		return { connection: clients.connection, refusal, run, hasFrame: frame !== undefined, trouble: trouble?.code };
	}

	#report(diagnosis: Diagnosis, { pageOrigin, given, server = given, endpoint, chart = '' }: Evidence): string {
		const { clients } = this.#chart;
		const { connection } = clients;
		const facts = [
			['Chartwire diagnosis', new Date(this.#chart.serverNow).toISOString()],
			['Page', pageOrigin],
			['Server', server],
			['Chart', chart],
			['Token from', endpoint || (this.#host.token ? 'the attribute' : 'nowhere')],
			['Connection', connection.status + ('transport' in connection ? ` (${connection.transport})` : '')],
			['Browser', navigator.userAgent],
		] as const;
		return reportOf(diagnosis, facts, [this.#host.token, this.#given, clients.client?.token ?? '']);
	}

	async #copy(shown: Element | null): Promise<void> {
		this.#said = await copyText(shown?.textContent ?? '', shown);
		this.#host.requestUpdate();
	}
}
