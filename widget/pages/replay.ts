/**
 * The page that replays `recording.ndjson`, which lies beside it: the charts of one recorded client, fed by a `Replay` in
 * the place of a server, the controls, and below them the inspector.
 */

import { register } from '../elements/shared/register.ts';
import { durationText } from '../elements/shared/words.ts';
import { clockText } from '../elements/sql-inspector/inspector-words.ts';
import { SqlInspector } from '../elements/sql-inspector/sql-inspector.ts';
import type { Target } from '../protocol.ts';
import { parseRecording, type RecordedClient, type Recording } from '../recording/recording.ts';
import { Replay } from '../recording/replay.ts';

const SECOND = 1_000;
/** How often the inspector is told the moment. */
const POINT_MS = 250;

register('sql-inspector', SqlInspector);

function find<T extends HTMLElement>(selector: string, kind: new () => T): T {
	const element = document.querySelector(selector);
	if (element instanceof kind) return element;
	throw new Error(`The page lacks ${selector}.`);
}

const inspector = find('sql-inspector', SqlInspector);
const problem = find('#problem', HTMLElement);
const about = find('#about', HTMLElement);

function complain(error: unknown): void {
	problem.textContent = error instanceof Error ? error.message : String(error);
	problem.hidden = false;
}

/** The one that the address names, or the one that received most. */
function chooseClient({ clients }: Recording): RecordedClient | undefined {
	const wanted = new URL(location.href).searchParams.get('client');
	const received = ({ observations }: RecordedClient) => observations.filter(({ what }) => what === 'cursor').length;
	return clients.find(({ id }) => id === wanted) ?? [...clients].sort((a, b) => received(b) - received(a))[0];
}

function offerClients({ clients }: Recording, chosen: RecordedClient): void {
	const select = find('#client', HTMLSelectElement);
	for (const { id, observations } of clients) {
		select.append(
			new Option(`${id.slice(0, 8)}, ${observations.length.toLocaleString()} entries`, id, false, id === chosen.id),
		);
	}
	find('#which', HTMLElement).hidden = clients.length < 2;
	select.addEventListener('change', () => {
		location.search = new URLSearchParams({ client: select.value }).toString();
	});
}

/** From now on the page's charts speak to the replay; everything else goes where it went. */
function standIn(replay: Replay): void {
	const { fetch } = globalThis;
	globalThis.WebSocket = replay.WebSocket as unknown as typeof WebSocket;
	globalThis.fetch = (input, init) => {
		const address = new URL(input instanceof Request ? input.url : input, location.href);
		return /\/v1\//.test(address.pathname) ? replay.fetch(address) : fetch(input, init);
	};
}

function chartOf(target: Target): HTMLElement | undefined {
	// A dashboard's charts were watched each by itself.
	if ('inbox' in target || 'dashboard' in target) return undefined;
	const chart = document.createElement('sql-chart');
	chart.setAttribute('token', 'replay');
	if ('run' in target) {
		chart.setAttribute('run', target.run);
		chart.setAttribute('heading', `Run ${target.run.slice(0, 8)}`);
		return chart;
	}
	const params = Object.entries(target.params ?? {}).map(([name, value]) => `${name} ${String(value)}`);
	chart.setAttribute('chart', target.chart);
	chart.setAttribute('heading', [target.chart, ...params].join(', '));
	if (target.params) chart.setAttribute('params', JSON.stringify(target.params));
	return chart;
}

/** Keeps the controls and the replay at one. */
class Controls {
	readonly #replay: Replay;
	readonly #play = find('#play', HTMLButtonElement);
	readonly #speed = find('#speed', HTMLSelectElement);
	readonly #seek = find('#seek', HTMLInputElement);
	readonly #clock = find('#clock', HTMLOutputElement);
	#pointedAt = 0;
	#drawing = 0;

	constructor(replay: Replay) {
		this.#replay = replay;
		const { startAt, endAt } = replay.reel;
		this.#seek.max = String(Math.max(1, Math.ceil(endAt - startAt)));
		this.#play.addEventListener('click', () => this.#toggle());
		this.#speed.addEventListener('change', () => replay.setSpeed(Number(this.#speed.value)));
		this.#seek.addEventListener('input', () => replay.seek(startAt + Number(this.#seek.value)));
		document.addEventListener('keydown', (event) => this.#onKey(event));
		find('#controls', HTMLElement).hidden = false;
		find('#keys', HTMLElement).hidden = false;
		let wasUp = replay.up;
		replay.onChange(() => {
			// Whoever waits for the next try need not wait any longer.
			if (replay.up && !wasUp) dispatchEvent(new Event('online'));
			wasUp = replay.up;
			this.#draw();
		});
		this.#draw();
	}

	#toggle(): void {
		if (this.#replay.status === 'playing') this.#replay.pause();
		else this.#replay.play();
	}

	#draw(): void {
		const { status, at, reel, up } = this.#replay;
		cancelAnimationFrame(this.#drawing);
		this.#play.textContent = { playing: 'Pause', paused: 'Play', ended: 'Play again' }[status];
		this.#seek.value = String(at - reel.startAt);
		const passed = `${durationText(at - reel.startAt)} of ${durationText(reel.endAt - reel.startAt)}`;
		this.#clock.value = `${clockText(at)} · ${passed}${up ? '' : ' · no connection'}`;
		this.#seek.setAttribute('aria-valuetext', this.#clock.value);
		if (status !== 'playing' || performance.now() - this.#pointedAt > POINT_MS) {
			this.#pointedAt = performance.now();
			inspector.at = at;
		}
		if (status === 'playing') this.#drawing = requestAnimationFrame(() => this.#draw());
	}

	#onKey(event: KeyboardEvent): void {
		const [inner] = event.composedPath();
		if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
		if (inner instanceof Element && inner.closest('input, select, textarea, button, [tabindex="0"]')) return;
		const { reel, position, at } = this.#replay;
		const moves: Readonly<Record<string, () => void>> = {
			' ': () => this.#toggle(),
			ArrowLeft: () => this.#replay.seek(at - SECOND),
			ArrowRight: () => this.#replay.seek(at + SECOND),
			',': () =>
				this.#replay.seek(reel.steps.findLast((step, index) => index < position && step.at < at)?.at ?? reel.startAt),
			'.': () =>
				this.#replay.seek(reel.steps.find((step, index) => index >= position && step.at > at)?.at ?? reel.endAt),
		};
		const move = moves[event.key];
		if (move === undefined) return;
		event.preventDefault();
		move();
	}
}

/** What draws the charts comes last, to find the replay in the place of the network. */
function drawCharts(): Promise<void> {
	const script = document.createElement('script');
	script.type = 'module';
	script.src = 'chartwire.mjs';
	document.head.append(script);
	return new Promise((resolve, reject) => {
		script.addEventListener('load', () => resolve());
		script.addEventListener('error', () => reject(new Error('chartwire.mjs is missing beside this page.')));
	});
}

async function begin(): Promise<void> {
	const response = await fetch('recording.ndjson');
	if (!response.ok)
		throw new Error(`There is no recording.ndjson beside this page: the server answered ${response.status}.`);
	const recording = parseRecording(await response.text());
	about.textContent = `Recorded ${new Date(recording.at).toLocaleString()}`;
	const client = chooseClient(recording);
	if (client === undefined)
		throw new Error('No client was seen in this recording, so that there is nothing to replay.');
	offerClients(recording, client);
	inspector.recording = { ...recording, clients: [client] };
	inspector.hidden = false;
	const replay = new Replay({ client });
	standIn(replay);
	const charts = [...replay.reel.targets.values()].flatMap((target) => chartOf(target) ?? []);
	if (charts.length === 0)
		complain('The recording begins after the page had asked for its charts, so that none is known by name.');
	find('#charts', HTMLElement).append(...charts);
	await drawCharts();
	new Controls(replay);
	replay.play();
}

begin().catch((error: unknown) => {
	about.textContent = '';
	complain(error);
});
