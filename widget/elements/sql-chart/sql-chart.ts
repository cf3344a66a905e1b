import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type ChartSpec, specOf } from '../../chart-spec.ts';
import type { Client } from '../../client.ts';
import type { DrawingType } from '../../drawing/drawing.ts';
import { load, NOT_LOADED } from '../../load.ts';
import type { Params } from '../../protocol.ts';
import { NOTHING_YET } from '../../taking/formats.ts';
import type { Texts } from '../../texts/keys.ts';
import { say } from '../../texts/say.ts';
import type { TokenSource } from '../../token-sources.ts';
import { emit } from '../shared/emit.ts';
import { LocaleController } from '../shared/locale.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import { ChartController, PARAM } from './chart-controller.ts';
import { caption, isCounting, message } from './chart-parts.ts';
import type { Frame } from './chart-state.ts';
import { chartStyles, messageStyles } from './chart-styles.ts';
import { type ChartView, type Missing, viewOf } from './chart-view.ts';
import type { DrawingFailure } from './drawing-controller.ts';
import type { FrameKeeper } from './frame-keeper.ts';
import type { FrameKit, FrameLook } from './frame-kit.ts';
import { Start } from './start.ts';

/** For so long a first answer is waited for without a word, and a lost connection behind a frame is not spoken of. */
const PATIENCE_MS = { loading: 5000, offline: 8000 } as const;

function jsonOf(text: string | null): unknown {
	try {
		return text ? JSON.parse(text) : undefined;
	} catch {
		return text;
	}
}

/**
 * `<sql-chart chart="revenue" token="…">`: the live result of a chart's SQL, or of one run, drawn in the page.
 *
 * Its box never changes its size: set `block-size` or `--chartwire-height` (320px). Every attribute `param-…` is a
 * parameter of the chart, beside `params`.
 *
 * @fires chartwire-state - What it is doing has changed.
 * @fires chartwire-data - A new result is on the screen.
 * @fires chartwire-error - A run failed, a result could not be loaded, or the chart was refused.
 * @fires chartwire-hover - The mark that is looked at is another one.
 * @fires chartwire-select - A mark was chosen.
 * @fires chartwire-brush - A stretch of the x axis was chosen, where `brush` is.
 * @slot loading - In place of what is said while the first result is on its way.
 * @slot empty - In place of what is said of a result without rows.
 * @slot error - In place of what is said where there is no result, and nothing older to show.
 * @csspart heading
 * @csspart description
 * @csspart drawing
 * @csspart message
 * @csspart footer
 * @csspart badge
 * @csspart as-of
 * @csspart note
 * @csspart button
 * @cssprop [--chartwire-height=320px] - Its height.
 */
export class SqlChart extends LitElement {
	static override readonly styles = [themeStyles, chartStyles, messageStyles];
	static override readonly properties: PropertyDeclarations = {
		server: {},
		chart: {},
		run: {},
		token: {},
		tokenEndpoint: { attribute: 'token-endpoint' },
		getToken: { attribute: false },
		params: { converter: jsonOf },
		type: {},
		spec: { converter: jsonOf },
		explain: { type: Boolean },
		diagnose: { type: Boolean },
		persist: {},
		exports: {},
		brush: { type: Boolean },
		group: {},
		loading: {},
		heading: {},
		locale: {},
		zone: {},
		firstDay: { attribute: 'first-day' },
		theme: {},
		client: { attribute: false },
	};

	/** The server's address. Default: where this script came from. */
	declare server: string;
	declare chart: string;
	/** One run's id, in place of a chart. */
	declare run: string;
	declare token: string;
	/** Where the page's own back end gives new tokens, `{"token":"…"}`, before the last one expires. */
	declare tokenEndpoint: string;
	/** A function that gives new tokens, in place of an address. Who shares the function shares a connection. */
	declare getToken: TokenSource | undefined;
	/** The chart's parameters; as an attribute in JSON, and if it is none, its text. */
	declare params: Params | string | undefined;
	/** How to draw. Default: by the types of the columns. */
	declare type: DrawingType | '';
	/** How to draw, in place of what the chart's author has said; as an attribute in JSON. */
	declare spec: ChartSpec | string | undefined;
	/** Says below the chart why it is drawn as it is, where nobody has said how. */
	declare explain: boolean;
	/** For the page's author: says below the chart which link between the page and its rows fails, and how to mend it. */
	declare diagnose: boolean;
	/**
	 * Keeps the last good frame in this browser, for so many hours (default 168), and shows it, marked as stale, when the
	 * page starts while the server cannot be reached.
	 */
	declare persist: string | null;
	/** In which formats it may be taken away, such as `csv png`, of `csv json png copy`. Default: all; `none`: not at all. */
	declare exports: string | null;
	/** A drag over the plot chooses a stretch (event `chartwire-brush`), in place of zooming. */
	declare brush: boolean;
	/** Charts of the page with the same name here share crosshair, zoom and what is chosen. */
	declare group: string;
	/** `eager`: asks for its result at once. Default: when it is nearly in sight. */
	declare loading: string;
	declare heading: string;
	/** @internal It stands on a dashboard: without another title, that of the chart itself is its heading. */
	declare titled?: boolean;
	/** A language tag such as `de` or `ar-EG`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** An IANA time zone, or `viewer`, for columns of instants, in place of the one that the chart's author has named. */
	declare zone: string;
	/** The first day of a week, `mon` to `sun`, in a calendar. Default: that of the locale. */
	declare firstDay: string;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;

	readonly #scheme = new SchemeController(this);
	readonly #words = new LocaleController(this);
	// Before the controller that asks it.
	readonly #start = new Start(this);
	readonly #chart = new ChartController(this);
	#kit: FrameKit | undefined;
	#counting: typeof import('../shared/words.ts') | undefined;
	#counts: Promise<void> | undefined;
	#failure: typeof NOT_LOADED | '' = '';
	#view: ChartView | undefined;
	#told = '';
	#toldFrame: Frame | undefined;
	#keeps = false;
	#keeper: FrameKeeper | undefined;
	/** What it shows below; of nothing until it is there. */
	#doctor: ((scheme: string) => unknown) | undefined;
	/** When the phase began, by the page's clock. */
	#since = 0;

	constructor() {
		super();
		this.server = '';
		this.chart = '';
		this.run = '';
		this.token = '';
		this.tokenEndpoint = '';
		this.type = '';
		this.explain = false;
		this.diagnose = false;
		this.persist = null;
		this.exports = null;
		this.brush = false;
		this.group = '';
		this.loading = '';
		this.heading = '';
		this.locale = '';
		this.zone = '';
		this.firstDay = '';
		this.theme = '';
		// Lit observes attributes by their names, and these may have any.
		new MutationObserver((changes) => {
			if (changes.some(({ attributeName }) => attributeName?.startsWith(PARAM))) this.requestUpdate();
		}).observe(this, { attributes: true });
	}

	/** Forgets every frame that this browser has kept for pages of this origin: for a page's sign-out. */
	static async forget(): Promise<void> {
		const { forgetAll } = await import('./kept-frames.ts');
		await forgetAll();
	}

	/**
	 * Puts texts of the page's own in place of ours, or adds a language: by the English text. Those that are not named stay
	 * as they are. `locale`: a language tag; `de-CH` counts before `de`.
	 */
	static async texts(locale: string, texts: Texts): Promise<void> {
		const { addTexts } = await import('../../texts/dictionaries.ts');
		addTexts(locale, texts);
	}

	/** Asks anew, also where it has failed, and begins where it has not yet. Whether the SQL runs again is the server's to say. */
	refresh(): void {
		this.#start.now();
		this.#chart.again();
	}

	/** All rows as CSV (RFC 4180). @throws Error when nothing is drawn yet, or the token does not permit it. */
	async toCsv(): Promise<string> {
		return (await this.#drawn.take('csv')) as string;
	}

	/**
	 * The picture: `png` as it is on the screen, `svg` drawn anew, of any size without loss. @throws Error as `toCsv`, and
	 * where rows are shown in place of a picture.
	 */
	async toBlob(format: 'png' | 'svg' = 'png'): Promise<Blob> {
		return (await this.#drawn.take(format)) as Blob;
	}

	/**
	 * Whether it asks for its result yet.
	 * @internal
	 */
	get isDue(): boolean {
		return this.#start.isDue;
	}

	get #drawn(): FrameKit {
		if (this.#kit === undefined) throw new Error(NOTHING_YET);
		return this.#kit;
	}

	/** Reads the controllers: they have looked at the attributes before a render, but after `willUpdate`. */
	#seen(): ChartView {
		const { state, clients, serverNow } = this.#chart;
		return viewOf(state, {
			connection: clients.connection,
			serverNow,
			now: Date.now(),
			missing: this.#missing,
			final: !!this.run,
			locale: this.#words.locale,
			words: this.#counting,
			offlineText: this.#kit?.offlineText,
		});
	}

	#look(): ChartView {
		const view = this.#seen();
		if (view.phase !== this.#view?.phase) this.#since = Date.now();
		this.#view = view;
		const late = view.phase === 'loading' && this.#lasts(PATIENCE_MS.loading);
		if (late || view.stale || !/^(loading|ready|empty)$/.test(view.phase)) this.#count();
		return late ? { ...view, detail: this.#counting?.lateText(this.#words.locale) ?? '' } : view;
	}

	/** Fetches the words of what does not come in time, or not at all, when one of them is wanted. */
	#count(): void {
		this.#counts ??= load(
			() => import('../shared/words.ts'),
			() => undefined,
		).then((words) => {
			this.#counting = words;
			this.requestUpdate();
		});
	}

	/** True when the phase has lasted so long. */
	#lasts(ms: number): boolean {
		return Date.now() - this.#since >= ms;
	}

	/** Fetched while the first answer is on its way. */
	protected override firstUpdated(): void {
		const fail = (failure: typeof NOT_LOADED | ''): void => {
			this.#failure = failure;
			this.requestUpdate();
		};
		void load(
			() => import('./frame-kit.ts'),
			() => fail(NOT_LOADED),
		).then(({ FrameKit }) => {
			this.#kit = new FrameKit(this, { chart: this.#chart, seen: () => this.#seen(), tell: () => this.#tellUnseen() });
			fail('');
		});
	}

	protected override willUpdate(): void {
		if (this.diagnose && !this.#doctor) {
			const nothingYet = () => undefined;
			this.#doctor = nothingYet;
			void load(() => import('../../diagnose/doctor.ts'), nothingYet).then(({ doctorOf }) => {
				this.#doctor = doctorOf(this, this.#chart);
			});
		}
		if (this.persist === null || this.#keeps) return;
		this.#keeps = true;
		void load(
			() => import('./frame-keeper.ts'),
			() => undefined,
		).then(({ FrameKeeper }) => {
			this.#keeper = new FrameKeeper(this, this.#chart);
		});
	}

	protected override render(): TemplateResult {
		const view = this.#look();
		const { state, serverNow } = this.#chart;
		const { frame } = state;
		const { scheme, ink } = this.#scheme;
		const { locale } = this.#words;
		const own = specOf(this.spec);
		const spec = own ?? state.spec;
		const heading = this.heading || spec?.title || (this.titled && spec?.chartTitle) || '';
		const { explain, exports, brush, group, zone, firstDay } = this;
		const look: FrameLook = {
			type: this.type || spec?.type || '',
			spec,
			scheme: scheme + ink,
			locale,
			zone,
			firstDay,
			fault: !!this.spec && !own,
			explain,
			exports,
			brush,
			group,
			name: heading || this.chart,
			heading,
			chart: this.#chart,
		};
		this.#kit?.show(frame, look);
		const empty = frame?.table.rows === 0;
		const shown = empty
			? { ...view, phase: 'empty' as const, title: say(locale, 'No rows'), detail: '', hint: '' }
			: view;
		const failure = this.#broken && say(locale, this.#broken);
		// Beside others a chart has a title, most likely: nothing moves when it comes.
		const room = this.titled && !spec && !frame ? '\u00a0' : '';
		return html`<figure class="root ${scheme} ${view.phase}" aria-label=${heading || this.chart || say(locale, 'Chart')} aria-description=${spec?.description ?? nothing}>
			${caption(heading || room, spec?.description)}
			<div class="stage">
				<div part="drawing" class="drawing ${view.stale ? 'stale' : ''}"></div>
				${frame === undefined || empty ? message(shown, this.#kit?.retry(shown, this.#chart)) : nothing}
				${failure && !this.#kit?.drawing.isDrawn ? html`<div class="message"><p>${failure}</p></div>` : nothing}
			</div>
			<div part="footer" class="footer">${frame ? this.#kit?.footer(view, frame, serverNow) : nothing}</div>
			<p class="sr" role="status">${failure || this.#announcement(view)}</p>
		</figure>${this.#doctor?.(scheme)}`;
	}

	protected override updated(): void {
		const view = this.#view;
		if (!view) return;
		const connection = this.#chart.clients.connection.status;
		const broken = this.#broken ? { broken: true as const } : {};
		const detail = { state: view.phase, stale: view.stale, connection, ...broken };
		const state = JSON.stringify(detail);
		if (state !== this.#told) emit(this, 'chartwire-state', detail);
		this.#told = state;
		this.#tell();
		this.#kit?.attend(view);
	}

	/** Of a result that nothing was rendered for. */
	#tellUnseen(): void {
		this.#tell();
		this.#keeper?.hostUpdated();
	}

	#tell(): void {
		const { frame } = this.#chart.state;
		if (frame && frame !== this.#toldFrame) {
			emit(this, 'chartwire-data', { table: frame.table, asOf: frame.asOf, run: frame.run });
		}
		this.#toldFrame = frame;
	}

	/** Why nothing, or nothing new, can be drawn: a part of the script is missing, or has failed. */
	get #broken(): DrawingFailure | undefined {
		return this.#failure || this.#kit?.drawing.failure;
	}

	/** The attribute that is missing, or cannot be read. */
	get #missing(): Missing | undefined {
		if (typeof this.params === 'string') return 'params';
		if (this.#chart.target === undefined) return 'chart';
		return this.token || this.#chart.clients.endpoint || this.client ? undefined : 'token';
	}

	/** Said politely when the state changes, never for data. */
	#announcement(view: ChartView): string {
		const framed = this.#chart.state.frame !== undefined;
		if (framed && view.phase === 'offline' && !this.#lasts(PATIENCE_MS.offline)) return '';
		if (view.phase === 'ready') return (view.stale && this.#kit?.staleText) || '';
		const detail = isCounting(view) ? '' : view.detail;
		return [view.title, detail].filter(Boolean).join('. ');
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-chart': SqlChart;
	}
}
