import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChannelUpdate } from '../../../widget/client.ts';
import { noticesOf, unreadOf } from '../../../widget/notices.ts';
import type { Notice, NoticeEvent } from '../../../widget/protocol.ts';
import { messageOf } from '../../shared/api.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { toneStyles } from '../../shared/tones.ts';
import { countText } from '../../shared/words.ts';
import type { ProjectSession } from '../session.ts';
import { bellStyles } from './bell-styles.ts';
import { idOf, newIn, placeOf, readingOf, wordsOf } from './notices.ts';
import { type NotifyState, notify, notifyState, turnOff, turnOn } from './notifications.ts';
import { leaseClient } from './page-client.ts';

const ICONS = { good: 'check', bad: 'triangle-exclamation', quiet: 'minus' } as const;
const CLASSES = { good: 'good', bad: 'danger', quiet: 'quiet' } as const;

const NOTIFY_WORDS: Readonly<Record<NotifyState, string>> = {
	on: 'This browser tells you also while the page is behind others.',
	off: 'This browser can tell you also while the page is behind others. It asks you first; nothing is sent anywhere else.',
	denied:
		'This browser does not let this site notify you. If you want it to, allow notifications in its settings for this site.',
	missing:
		'This browser has no notifications for this address; what is new is counted here, and in the title of the window.',
};

/**
 * `<workshop-bell .session=${…}>`: the inbox of whoever is signed in. Owns what it holds, which comes over the page's socket, the
 * panel that shows it, and whether the browser tells of it too. @fires workshop-unread
 */
export class WorkshopBell extends LitElement {
	static override readonly styles = [pageStyles, toneStyles, bellStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		_inbox: { state: true },
		_problem: { state: true },
		_isOpen: { state: true },
	};
	declare session: ProjectSession;
	declare _inbox: NoticeEvent | undefined;
	declare _problem: string;
	declare _isOpen: boolean;
	/** What is new, for whoever listens. */
	#said = '';
	#leaving = new AbortController();

	constructor() {
		super();
		this._problem = '';
		this._isOpen = false;
	}

	override connectedCallback(): void {
		super.connectedCallback();
		// Again, after it was taken away.
		if (this.session) void this.#watch();
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#leaving.abort();
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('session')) void this.#watch();
	}

	/** Of one project at a time; what comes for another one is nobody's any more. */
	async #watch(): Promise<void> {
		this.#leaving.abort();
		const leaving = new AbortController();
		this.#leaving = leaving;
		this.#forget();
		try {
			const { client, release } = await leaseClient(this.session.token);
			if (leaving.signal.aborted) return release();
			const unwatch = client.watch({ inbox: true }, (update) => this.#hear(update));
			leaving.signal.addEventListener('abort', () => {
				unwatch();
				release();
			});
		} catch (error) {
			if (!leaving.signal.aborted) this._problem = messageOf(error);
		}
	}

	#forget(): void {
		this._inbox = undefined;
		this._problem = '';
		this.#tell();
	}

	#hear(update: ChannelUpdate): void {
		if (update.type === 'error') this._problem = update.message;
		else if (update.type === 'blank') this.#forget();
		else if ('view' in update && update.view.inbox) this.#show(update.view.inbox);
	}

	#show(inbox: NoticeEvent): void {
		const fresh = newIn(inbox, this._inbox);
		this._inbox = inbox;
		this._problem = '';
		if (fresh.length > 0) {
			this.#said = fresh.map((notice) => wordsOf(notice).title).join('. ');
			notify(fresh, (notice) => this.#open(notice));
		}
		this.#tell();
	}

	get #unread(): number {
		return this._inbox ? unreadOf(this._inbox) : 0;
	}

	#tell(): void {
		this.dispatchEvent(new CustomEvent('workshop-unread', { detail: this.#unread, bubbles: true, composed: true }));
	}

	async #read(body: object): Promise<void> {
		const leaving = this.#leaving;
		try {
			const inbox = await this.session.api.ask<Omit<NoticeEvent, 'kind'>>('POST', '/inbox/read', { body });
			if (leaving === this.#leaving) this.#show({ kind: 'notice', ...inbox });
		} catch (error) {
			this._problem = messageOf(error);
		}
	}

	/** As if its link were pressed. */
	#open(notice: Notice): void {
		void this.#read(readingOf(notice));
		location.assign(placeOf(notice, this.session.project.project));
	}

	readonly #onToggle = ({ newState }: ToggleEvent): void => {
		this._isOpen = newState === 'open';
	};

	#close(): void {
		this.renderRoot.querySelector<HTMLElement>('[popover]')?.hidePopover();
	}

	async #setNotify(isOn: boolean): Promise<void> {
		if (isOn) await turnOn();
		else turnOff();
		this.requestUpdate();
	}

	#notice(notice: Notice): TemplateResult {
		const { title, text, tone } = wordsOf(notice);
		const onLink = (): void => {
			if (!notice.read) void this.#read(readingOf(notice));
			this.#close();
		};
		return html`<li class=${notice.read ? '' : 'new'}>
			<span class=${`tone ${CLASSES[tone]}`}><wa-icon name=${ICONS[tone]} aria-hidden="true"></wa-icon></span>
			<div class="what">
				<a href=${placeOf(notice, this.session.project.project)} @click=${onLink}>${notice.read ? nothing : html`<span class="sr">New: </span>`}${title}</a>
				${text ? html`<span class="small">${text}</span>` : nothing}
				<span class="small muted">${agoOf(notice.at, Date.now())}</span>
			</div>
			${notice.read ? nothing : html`<button type="button" class="plain" @click=${() => this.#read(readingOf(notice))}><wa-icon name="check" label=${`Mark as read: ${title}`}></wa-icon></button>`}
		</li>`;
	}

	#list(): TemplateResult {
		const notices = this._inbox ? noticesOf(this._inbox) : [];
		if (this._inbox === undefined) return html`<p class="muted">${this._problem ? '' : 'Loading…'}</p>`;
		if (notices.length === 0)
			return html`<p class="muted">Nothing yet. What has finished or failed of your queries, alerts that you follow and what others share with you stand here, also when you were away.</p>`;
		return html`<ul>${repeat(notices, idOf, (notice) => this.#notice(notice))}</ul>`;
	}

	#foot(): TemplateResult {
		const state = notifyState();
		return html`<div class="foot">
			<p class="small muted">${NOTIFY_WORDS[state]}</p>
			${state === 'off' ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#setNotify(true)}>Notify me in this browser</wa-button>` : nothing}
			${state === 'on' ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#setNotify(false)}>Do not notify me any more</wa-button>` : nothing}
		</div>`;
	}

	#panel(): TemplateResult {
		return html`<div class="head">
				<h2>Inbox</h2>
				${this.#unread > 0 ? html`<wa-button size="s" appearance="plain" @click=${() => this.#read({ all: true })}>Mark all as read</wa-button>` : nothing}
			</div>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#list()}
			${this.#foot()}`;
	}

	protected override render(): TemplateResult {
		const unread = this.#unread;
		const label = unread === 0 ? 'Inbox' : `Inbox, ${countText(unread, 'notice')} unread`;
		return html`<button type="button" class="bell plain" popovertarget="panel" aria-label=${label}>
				<wa-icon name="bell" aria-hidden="true"></wa-icon>
				${unread > 0 ? html`<span class="count" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>` : nothing}
			</button>
			<section id="panel" popover aria-label="Inbox" @toggle=${this.#onToggle}>${this._isOpen ? this.#panel() : nothing}</section>
			<p class="sr" role="status">${this.#said}</p>`;
	}
}

declare global {
	interface HTMLElementEventMap {
		'workshop-unread': CustomEvent<number>;
	}
}
