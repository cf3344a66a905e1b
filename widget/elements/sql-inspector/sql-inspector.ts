import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { parseRecording, type Recording, writeRecording } from '../../recording/recording.ts';
import { offerFile } from '../../taking/offer-file.ts';
import { addSection, say } from '../../texts/say.ts';
import { toolTexts } from '../../texts/tools.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import { LocaleController } from '../shared/locale.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import { Ticker } from '../shared/ticker.ts';
import { channelsView } from './channels-view.ts';
import { clientsView, nameOf } from './clients-view.ts';
import { copyText } from './copy-text.ts';
import { contentOfRow, detailsView } from './details-view.ts';
import { emptyView } from './empty-view.ts';
import { EVERYTHING, type Filter, Filtered } from './filter.ts';
import { filtersView } from './filters-view.ts';
import { FrameList } from './frame-list.ts';
import { frameStyles } from './frame-styles.ts';
import { prettyJson } from './inspector-words.ts';
import { layoutStyles } from './layout-styles.ts';
import { type ClientLog, Ledger, LIVE_LIMITS, type Row } from './ledger.ts';
import { LiveSource } from './live-source.ts';
import { flawsOf, ledgerOf } from './opened-recording.ts';
import { overviewStyles } from './overview-styles.ts';
import { RecordingDrop } from './recording-drop.ts';
import { timelineView } from './timeline-view.ts';
import { toolbarView } from './toolbar-view.ts';

/** What comes live is shown together, so that a busy page costs no more than a quiet one. */
const GATHER_MS = 150;

/**
 * `<sql-inspector>`: what every page of this origin receives, sends and makes of it, live; or, with `src`, a file that is
 * dropped on it, or `recording`, what a recording holds. Nothing of what it shows leaves the browser.
 */
export class SqlInspector extends LitElement {
	static override readonly styles = [themeStyles, buttonStyles, layoutStyles, overviewStyles, frameStyles];
	static override readonly properties: PropertyDeclarations = {
		src: {},
		locale: {},
		theme: {},
		recording: { attribute: false },
		at: { attribute: false },
	};

	/** The address of a recording to show. Default: none, and what happens is shown live. */
	declare src: string;
	/** A language tag such as `de`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A recording that has been read already. */
	declare recording: Recording | undefined;
	/** A moment to point at, in ms of the server's clock. */
	declare at: number | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #words = new LocaleController(this);
	readonly #live = new LiveSource(
		this,
		() => this.#source === undefined && !this.src && !this.recording,
		(inspected) => this.#hear(inspected),
	);
	readonly #list = new FrameList(this, { choose: (row) => this.#choose(row), copy: () => void this.#copy() });
	readonly #drop = new RecordingDrop(this, (file) => void this.#read(file));
	readonly #filtered = new Filtered();
	#ledger = new Ledger();
	/** The name of the recording that is shown; undefined: live. */
	#source: string | undefined;
	#startedAt = Date.now();
	/** By the page's clock, when anything was last heard live. */
	#heardAt = Date.now();
	#client: ClientLog | undefined;
	#filter: Filter = EVERYTHING;
	#row: Row | undefined;
	/** How many rows of the client, from its first, are shown while it is paused. */
	#frozen: number | undefined;
	#problem = '';
	#note = '';
	#said = '';
	#gathering: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		this.src = '';
		this.locale = '';
		this.theme = '';
		addSection(toolTexts);
		new Ticker(this, () => this.#source === undefined && this.#ledger.clients.size > 0);
	}

	/** What is shown, as the text of a recording. */
	recordingText(): string {
		return writeRecording(this.#startedAt, this.#ledger.seen(), Date.now());
	}

	/** Shows the text of a recording. What cannot be read is said, and what was shown stays. */
	openText(text: string, name: string): void {
		try {
			this.#open(parseRecording(text), name);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			this.#complain(say(this.#words.locale, '“{name}” cannot be shown. {why}', { name, why }));
		}
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearTimeout(this.#gathering);
		this.#gathering = undefined;
	}

	protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
		if (changed.has('recording') && this.recording) this.#open(this.recording, 'recording');
		if (changed.has('src') && this.src) void this.#fetch(this.src);
	}

	protected override render(): TemplateResult {
		const { locale } = this.#words;
		const clients = [...this.#ledger.clients.values()];
		const client = this.#shown;
		const dropped = clients.reduce((sum, each) => sum + each.dropped, 0);
		return html`<div class="root ${this.#scheme.scheme} ${this.#drop.isOver ? 'dropping' : ''}">
			${this.#toolbar(clients)}
			${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
			${this.#note ? html`<p class="note">${this.#note}</p>` : nothing}
			${dropped > 0 ? html`<p class="note">${say(locale, 'The oldest {count:# observation|# observations} were dropped to bound the memory.', { count: dropped })}</p>` : nothing}
			${
				client
					? html`<div class="body">${clientsView(clients, { chosen: client, choose: (each) => this.#look(each), locale })} ${this.#main(client)}</div>`
					: emptyView({
							isRecording: this.#source !== undefined || !!this.src,
							failed: !!this.#problem,
							problem: this.#live.problem,
							locale,
						})
			}
			<p class="sr" role="status">${this.#said}</p>
		</div>`;
	}

	/** The client that is looked at. */
	get #shown(): ClientLog | undefined {
		return this.#client ?? this.#ledger.clients.values().next().value;
	}

	#toolbar(clients: readonly ClientLog[]): TemplateResult {
		return toolbarView({
			recording: this.#source ?? (this.src ? say(this.#words.locale, 'Recording') : undefined),
			clients: clients.length,
			count: clients.reduce((sum, { rows }) => sum + rows.length, 0),
			paused: this.#frozen !== undefined,
			pause: (paused) => this.#pause(paused),
			clear: () => this.#begin(),
			save: () => this.#save(),
			goLive: () => this.#goLive(),
			read: (file) => void this.#read(file),
			locale: this.#words.locale,
		});
	}

	#main(client: ClientLog): TemplateResult {
		const { locale } = this.#words;
		const rows = this.#rows(client);
		const filter = (change: Partial<Filter>) => {
			this.#filter = { ...this.#filter, ...change };
			this.#list.rewind();
			this.requestUpdate();
		};
		const later = this.#frozen === undefined ? 0 : client.dropped + client.rows.length - this.#frozen;
		return html`<div class="main" role="region" aria-label=${nameOf(client, locale)}>
			${timelineView({ client, now: this.#now(client), at: this.at, goTo: (at) => this.#goTo(at, rows), locale })}
			${channelsView({
				channels: [...client.channels.values()],
				now: this.#now(client),
				chosen: this.#filter.channel,
				choose: (channel) => filter({ channel }),
				locale,
			})}
			${filtersView({ client, filter: this.#filter, count: rows.length, later, change: filter, locale })}
			<div class="frames">
				${rows.length === 0 ? html`<p class="nothing">${say(locale, 'No frame of this client is like that.')}</p>` : this.#list.render(rows, { chosen: this.#row, client, locale })}
				${detailsView(this.#row, { client, copy: () => void this.#copy(), locale })}
			</div>
		</div>`;
	}

	#rows(client: ClientLog): readonly Row[] {
		const rows = this.#filtered.rows(client, this.#filter);
		const last = this.#frozen === undefined ? undefined : client.rows[this.#frozen - client.dropped]?.observation.n;
		return last === undefined ? rows : rows.filter(({ observation }) => observation.n < last);
	}

	/** The server's time as that client knows it. */
	#now(client: ClientLog): number {
		return this.#source === undefined ? client.lastAt + (Date.now() - this.#heardAt) : client.lastAt;
	}

	#hear(inspected: unknown): void {
		const before = this.#ledger.clients.size;
		this.#ledger.take(inspected);
		this.#heardAt = Date.now();
		const { size } = this.#ledger.clients;
		// Nothing is left of what it was paused at.
		if (this.#frozen !== undefined && this.#frozen <= (this.#shown?.dropped ?? 0)) this.#frozen = undefined;
		if (size !== before) this.#said = say(this.#words.locale, '{clients:# client|# clients} heard', { clients: size });
		this.#gathering ??= setTimeout(() => {
			this.#gathering = undefined;
			this.requestUpdate();
		}, GATHER_MS);
	}

	/** Begins anew, with nothing. */
	#begin(ledger = new Ledger(LIVE_LIMITS)): void {
		this.#ledger = ledger;
		this.#startedAt = Date.now();
		this.#problem = '';
		this.#note = '';
		this.#client = undefined;
		this.#row = undefined;
		this.#frozen = undefined;
		this.#filter = EVERYTHING;
		this.requestUpdate();
	}

	#open(recording: Recording, name: string): void {
		this.#begin(ledgerOf(recording));
		this.#source = name;
		this.#startedAt = recording.at;
		this.#list.follows = false;
		this.#list.rewind();
		this.#note = flawsOf(recording, this.#words.locale);
		const clients = recording.clients.length;
		this.#said = say(this.#words.locale, '{name} opened, {clients:# client|# clients}', { name, clients });
	}

	#goLive(): void {
		this.src = '';
		this.recording = undefined;
		this.#source = undefined;
		this.#list.follows = true;
		this.#begin();
	}

	async #fetch(src: string): Promise<void> {
		try {
			const response = await fetch(src);
			if (!response.ok)
				throw new Error(say(this.#words.locale, 'The server answered {status}.', { status: String(response.status) }));
			const text = await response.text();
			if (src === this.src) this.openText(text, src.replace(/^.*\//, ''));
		} catch (error) {
			const why = (error as Error).message;
			if (src !== this.src) return;
			this.#complain(say(this.#words.locale, 'The recording at {src} cannot be fetched. {why}', { src, why }));
		}
	}

	#complain(problem: string): void {
		this.#problem = problem;
		this.requestUpdate();
	}

	#look(client: ClientLog): void {
		this.#client = client;
		this.#row = undefined;
		this.#frozen = this.#frozen === undefined ? undefined : client.dropped + client.rows.length;
		this.#filter = EVERYTHING;
		this.#list.rewind();
		this.requestUpdate();
	}

	#choose(row: Row): void {
		this.#row = row;
		this.#list.follows = false;
		this.requestUpdate();
	}

	#goTo(at: number, rows: readonly Row[]): void {
		const row = rows.find((each) => each.at >= at) ?? rows.at(-1);
		if (row === undefined) return;
		this.#choose(row);
		this.#list.show(row);
	}

	#pause(paused: boolean): void {
		const client = this.#shown;
		this.#frozen = paused && client ? client.dropped + client.rows.length : undefined;
		this.#list.follows = !paused;
		this.#said = say(this.#words.locale, paused ? 'Paused' : 'Live');
		this.requestUpdate();
	}

	async #copy(): Promise<void> {
		if (this.#row === undefined) return;
		const said = await copyText(prettyJson(contentOfRow(this.#row)), this.renderRoot.querySelector('pre'));
		this.#said = say(this.#words.locale, said);
		this.requestUpdate();
	}

	#save(): void {
		const name = `chartwire-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.ndjson`;
		offerFile(name, new Blob([this.recordingText()], { type: 'application/x-ndjson' }));
		this.#said = say(this.#words.locale, 'Saved');
		this.requestUpdate();
	}

	async #read(file: File): Promise<void> {
		this.openText(await file.text(), file.name);
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-inspector': SqlInspector;
	}
}
