import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Client } from '../../client.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import { ClientController } from '../shared/client-controller.ts';
import { emit } from '../shared/emit.ts';
import { LocaleController } from '../shared/locale.ts';
import { SchemeController } from '../shared/scheme-controller.ts';
import { themeStyles } from '../shared/theme.ts';
import { Ticker } from '../shared/ticker.ts';
import { InboxSession, isUnderWay, type ListedRun, type OtherNotice } from './inbox-session.ts';
import { inboxStyles } from './inbox-styles.ts';
import { noticeText, otherText, runDetail, runTitle, STATE_WORDS } from './inbox-words.ts';
import './inbox-events.ts';
import { benchTexts } from '../../texts/bench.ts';
import { addSection, say } from '../../texts/say.ts';
import type { TokenSource } from '../../token-sources.ts';
import { ageText } from '../shared/age-words.ts';

/**
 * `<sql-inbox token="…">`: the runs that an author has asked for, the latest first, with those that have ended unseen
 * marked and counted, and above them what alerts have said and what was shared. Whoever closes the page in the middle of a
 * query finds its answer here. It opens nothing by itself: `chartwire-open` tells the page which run is wanted, and
 * `chartwire-notice` which of the others.
 */
export class SqlInbox extends LitElement {
	static override readonly styles = [themeStyles, buttonStyles, inboxStyles];
	static override readonly properties: PropertyDeclarations = {
		server: {},
		token: {},
		tokenEndpoint: { attribute: 'token-endpoint' },
		getToken: { attribute: false },
		heading: {},
		run: {},
		theme: {},
		locale: {},
		client: { attribute: false },
	};

	/** The server's address. Default: where this script came from. */
	declare server: string;
	/** An author's token. */
	declare token: string;
	/** Where the page's own back end gives new tokens, `{"token":"…"}`, before the last one expires. */
	declare tokenEndpoint: string;
	/** A function that gives new tokens, in place of an address. Who shares the function shares a connection. */
	declare getToken: TokenSource | undefined;
	/** Default: “Your runs”. */
	declare heading: string;
	/** The run that the page shows: it is marked in the list, and counts as read once it has ended. */
	declare run: string;
	/** `light` or `dark`. Default: as the text around the element is. */
	declare theme: string;
	/** A language tag such as `de`. Default: the `lang` of the page around, else the browser's. */
	declare locale: string;
	/** A client in place of the page's own. */
	declare client: Client | undefined;

	readonly #session = new InboxSession(() => this.#changed());
	readonly #scheme = new SchemeController(this);
	readonly #words = new LocaleController(this);
	readonly #clients = new ClientController(this, (client) => {
		this.#session.attach(client);
		return () => this.#session.attach(undefined);
	});
	/** The page's own editor has begun a run, which the list lacks. */
	readonly #onRun = (): void => void this.#session.refresh();

	constructor() {
		super();
		this.server = '';
		this.token = '';
		this.tokenEndpoint = '';
		this.heading = '';
		this.run = '';
		this.theme = '';
		this.locale = '';
		addSection(benchTexts);
		new Ticker(this, () => (this.#session.runs?.length ?? 0) > 0);
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.ownerDocument.addEventListener('chartwire-run', this.#onRun);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.ownerDocument.removeEventListener('chartwire-run', this.#onRun);
	}

	#changed(): void {
		const shown = this.#session.runs?.find(({ run }) => run === this.run);
		// Asked once: when it is refused, the run stays unread.
		if (shown && !isUnderWay(shown) && !shown.read && this.#seen !== shown.run && document.hasFocus()) {
			this.#seen = shown.run;
			void this.#session.read(shown.run);
		}
		this.requestUpdate();
	}

	#seen = '';

	protected override render(): TemplateResult {
		const { runs, others, unread, heard, problem, next } = this.#session;
		const { locale } = this.#words;
		const now = this.#clients.client?.serverNow() ?? Date.now();
		return html`<section class="root ${this.#scheme.scheme}" aria-labelledby="heading">
			<div class="head">
				<h2 id="heading">${this.heading || say(locale, 'Your runs')}</h2>
				${unread > 0 ? html`<span class="unread">${unread.toLocaleString(locale)}<span class="sr"> ${say(locale, 'unread')}</span></span>` : nothing}
				${unread > 0 ? html`<button class="link" @click=${() => this.#readAll()}>${say(locale, 'Mark all read')}</button>` : nothing}
			</div>
			${runs === undefined && !problem ? html`<p>${say(locale, 'Loading')}</p>` : nothing}
			${runs?.length === 0 ? html`<p>${say(locale, 'Whatever you run is listed here, also while this page is closed.')}</p>` : nothing}
			${others.length === 0 ? nothing : html`<ul class="others" aria-label=${say(locale, 'Alerts and what was shared')}>${others.map((each) => this.#other(each, now, locale))}</ul>`}
			<ul aria-labelledby="heading">
				${runs?.map((run) => this.#item(run, now, locale))}
			</ul>
			${next === undefined ? nothing : html`<button class="more" @click=${() => this.#session.more()}>${say(locale, 'Older runs')}</button>`}
			${problem ? html`<p class="problem">${problem}</p>` : nothing}
			<p class="sr" role="status">${problem || (heard ? noticeText(heard, locale) : '')}</p>
		</section>`;
	}

	#item(run: ListedRun, now: number, locale: string | undefined): TemplateResult {
		const live = isUnderWay(run);
		const isNew = !live && !run.read;
		const title = runTitle(run);
		return html`<li class="${run.state} ${isNew ? 'new' : ''}">
			${isNew ? html`<i class="mark" aria-hidden="true"></i>` : nothing}
			<button class="open" aria-current=${run.run === this.run} title=${title} @click=${() => this.#open(run)}>
				<span class="title">${title}</span>
				<span class="facts">
					${isNew ? html`<span class="sr">${say(locale, 'Unread.')} </span>` : nothing}<b>${say(locale, STATE_WORDS[run.state])}</b>
					${runDetail(run, now, locale)}
				</span>
			</button>
			${live ? html`<button class="cancel" aria-label=${say(locale, 'Cancel {title}', { title })} @click=${() => this.#session.cancel(run.run)}>${say(locale, 'Cancel')}</button>` : nothing}
		</li>`;
	}

	#other(notice: OtherNotice, now: number, locale: string | undefined): TemplateResult {
		const isNew = !notice.read;
		const isBad = notice.kind === 'alert' ? ['firing', 'broken'].includes(notice.state) : notice.kind === 'schedule';
		const tone = isBad ? 'failed' : '';
		return html`<li class="${tone} ${isNew ? 'new' : ''}">
			${isNew ? html`<i class="mark" aria-hidden="true"></i>` : nothing}
			<button class="open" @click=${() => this.#openOther(notice)}>
				<span class="facts words">${isNew ? html`<span class="sr">${say(locale, 'Unread.')} </span>` : nothing}<b>${otherText(notice, locale)}</b></span>
				<span class="facts">${ageText(now - notice.at, locale)}${'reason' in notice ? ` · ${notice.reason}` : nothing}</span>
			</button>
		</li>`;
	}

	#openOther(notice: OtherNotice): void {
		emit(this, 'chartwire-notice', { notice });
		void this.#session.readOther(notice);
	}

	#open(run: ListedRun): void {
		emit(this, 'chartwire-open', { run: run.run });
		if (!isUnderWay(run)) void this.#session.read(run.run);
	}

	/** The button goes with the last unread run; the focus goes on to the list. */
	#readAll(): void {
		this.renderRoot.querySelector<HTMLElement>('.open')?.focus();
		void this.#session.read();
	}
}

declare global {
	interface HTMLElementTagNameMap {
		'sql-inbox': SqlInbox;
	}
}
