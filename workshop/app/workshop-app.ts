import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../shared/controls.ts';
import { ApiError, askAccount, messageOf } from '../shared/api.ts';
import type { GoDetail, PageElement } from '../shared/page.ts';
import { pageStyles } from '../shared/styles.ts';
import { submitOnEnter } from '../shared/submit-on-enter.ts';
import { appStyles } from './app-styles.ts';
import { titleWith } from './inbox/notices.ts';
import { beginningFor, type PageEntry, pages } from './pages.ts';
import { addressOf, type PageName, type Route, routeOf } from './route.ts';
import { type Account, findAccount, type Membership, ProjectSession } from './session.ts';

/** Where somebody was last, so that the workshop begins there. */
const LAST_PROJECT = 'chartwire-workshop-project';
const SAID_MS = 4000;

/**
 * `<workshop-app>`: the frame around every page of the workshop. Owns the address, who is signed in, and which page is there;
 * pages are loaded when somebody goes there, and are told by properties where one is (`route`) and who asks (`session`).
 */
export class WorkshopApp extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		_problem: { state: true },
		_said: { state: true },
		_isOpen: { state: true },
	};
	static override readonly styles = [pageStyles, appStyles];

	declare _problem: string;
	declare _said: string;
	declare _isOpen: boolean;
	#account: Account | undefined;
	#session: ProjectSession | undefined;
	#route: Route | undefined;
	#entry: PageEntry | undefined;
	#page: PageElement | undefined;
	#unread = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #onPop = (): void => void this.#arrive();

	constructor() {
		super();
		this._problem = '';
		this._said = '';
		this._isOpen = false;
		this.addEventListener('workshop-go', ({ detail }) => this.#go(detail));
		this.addEventListener('workshop-say', ({ detail }) => this.#say(detail.text));
		this.addEventListener('workshop-unread', ({ detail }) => {
			this.#unread = detail;
			this.#setTitle();
		});
		this.addEventListener('click', (event) => this.#onClick(event));
		this.addEventListener('keydown', submitOnEnter);
	}

	override connectedCallback(): void {
		super.connectedCallback();
		addEventListener('popstate', this.#onPop);
		void this.#begin();
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		removeEventListener('popstate', this.#onPop);
	}

	async #begin(): Promise<void> {
		try {
			this.#account = await findAccount();
			await this.#arrive();
		} catch (error) {
			if (error instanceof ApiError && error.code === 'session_missing') this.#leave();
			else this._problem = messageOf(error);
		}
	}

	/** To the sign-in page, and back to this very place afterwards. */
	#leave(): void {
		const back = location.pathname + location.search;
		location.assign(`/sign-in?return=${encodeURIComponent(back)}`);
	}

	#go({ place, replace = false }: GoDetail): void {
		const project = this.#session?.project.project;
		if (project === undefined) return;
		this.#visit(addressOf({ project, ...place }), replace);
	}

	#visit(address: string, replace = false): void {
		if (replace) history.replaceState(null, '', address);
		else history.pushState(null, '', address);
		void this.#arrive();
	}

	#beginAt(account: Account, membership: Membership, replace = false): void {
		const page = beginningFor(new ProjectSession(account, membership));
		this.#visit(addressOf({ project: membership.project, page }), replace);
	}

	/** Links within the workshop do not load the page anew. */
	#onClick(event: MouseEvent): void {
		if (
			event.defaultPrevented ||
			event.button !== 0 ||
			event.ctrlKey ||
			event.metaKey ||
			event.shiftKey ||
			event.altKey
		)
			return;
		const link = event.composedPath().find((each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement);
		if (link?.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
		if (routeOf(new URL(link.href)) === undefined) return;
		event.preventDefault();
		this.#visit(link.href);
	}

	/** Shows what the address says. */
	async #arrive(): Promise<void> {
		const account = this.#account;
		if (account === undefined) return;
		const open = account.projects.filter(({ archivedAt }) => archivedAt === null);
		const route = routeOf(new URL(location.href));
		const known = localStorage.getItem(LAST_PROJECT);
		const wanted = route?.project ?? known;
		const project = open.find((each) => each.project === wanted) ?? (route ? undefined : open[0]);
		if (project === undefined) {
			// The account's page says what to do without a project.
			if (route === undefined) location.replace('/account');
			else this._problem = `There is no project “${route.project}”, or you are no member of it.`;
			return;
		}
		if (route === undefined) {
			this.#beginAt(account, project, true);
			return;
		}
		localStorage.setItem(LAST_PROJECT, project.project);
		if (this.#session?.project.project !== project.project) this.#session = new ProjectSession(account, project);
		this._problem = '';
		await this.#show(route, this.#session);
	}

	async #show(route: Route, session: ProjectSession): Promise<void> {
		const entry = pages[route.page];
		const isOther = entry !== this.#entry || this.#page?.session !== session;
		this.#route = route;
		this.requestUpdate();
		try {
			await entry.load();
		} catch {
			this._problem = 'A part of the page could not be loaded. Load the page again.';
			return;
		}
		if (this.#route !== route) return;
		if (isOther) {
			const page = document.createElement(entry.tag) as PageElement;
			page.session = session;
			this.#entry = entry;
			this.#page = page;
		}
		if (this.#page) this.#page.route = route;
		this.#setTitle();
		this.requestUpdate();
		await this.updateComplete;
		this.renderRoot.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
		if (isOther) this.#focusPage();
	}

	#setTitle(): void {
		const name = this.#session?.project.name;
		if (this.#entry === undefined || name === undefined) return;
		document.title = titleWith(`${this.#entry.title} – ${name} – Chartwire`, this.#unread);
	}

	/** Who reads by ear, or goes by keys, begins at the top of the new page; not at the first page's. */
	#focusPage(): void {
		if (this._isOpen) this.renderRoot.querySelector<HTMLElement>('main')?.focus({ preventScroll: false });
		this._isOpen = true;
	}

	#say(text: string): void {
		clearTimeout(this.#timer);
		this._said = text;
		this.#timer = setTimeout(() => {
			this._said = '';
		}, SAID_MS);
	}

	async #signOut(): Promise<void> {
		try {
			await askAccount('POST', '/sign-out');
			location.assign('/sign-in');
		} catch (error) {
			this.#say(messageOf(error));
		}
	}

	readonly #onMenu = ({ detail }: CustomEvent<{ item: { value: string } }>): void => {
		const { value } = detail.item;
		const project = this.#account?.projects.find((each) => each.project === value.replace(/^project:/, ''));
		if (value === 'account') location.assign('/account');
		else if (value === 'sign-out') void this.#signOut();
		else if (project && this.#account) this.#beginAt(this.#account, project);
	};

	protected override render(): TemplateResult {
		return html`
			<header>
				<button class="skip" type="button" @click=${this.#onSkip}>To the page</button>
				<a class="brand" href="/workshop"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M2.5 16.5h4l3.5-9 4.5 11 3-7h1.5" /><circle cx="20.5" cy="11.5" r="1.4" fill="currentColor" stroke="none" /></svg>Chartwire</a>
				<nav class="sideways" aria-label="Workshop">${this.#nav()}</nav>
				<div class="end">${this.#menus()}</div>
			</header>
			<main id="main" tabindex="-1">
				${this._problem ? html`<div class="page"><div class="row"><p class="problem" role="alert">${this._problem}</p><wa-button size="s" appearance="outlined" @click=${() => void this.#begin()}>Try again</wa-button>${this.#account ? html`<a href="/workshop">To a project of yours</a>` : nothing}</div></div>` : (this.#page ?? nothing)}
			</main>
			<p class="said" role="status">${this._said}</p>
		`;
	}

	/** A link would want a target that the document knows; what is in a shadow root is none. */
	readonly #onSkip = (): void => {
		this.renderRoot.querySelector<HTMLElement>('main')?.focus();
	};

	#nav(): TemplateResult | typeof nothing {
		const session = this.#session;
		if (session === undefined) return nothing;
		const { project } = session.project;
		const entries = (Object.entries(pages) as [PageName, PageEntry][]).filter(([, entry]) => entry.isFor(session));
		return html`<ul>
			${entries.map(
				([page, { title, icon }]) =>
					html`<li><a href=${addressOf({ project, page })} aria-current=${this.#route?.page === page ? 'page' : nothing}><wa-icon name=${icon} aria-hidden="true"></wa-icon>${title}</a></li>`,
			)}
		</ul>`;
	}

	#menus(): TemplateResult | typeof nothing {
		const account = this.#account;
		const session = this.#session;
		if (account === undefined || session === undefined) return nothing;
		const others = account.projects.filter(({ archivedAt }) => archivedAt === null);
		return html`
			${
				others.length > 1
					? html`<wa-dropdown @wa-select=${this.#onMenu}>
				<wa-button slot="trigger" size="s" appearance="plain" with-caret>${session.project.name}</wa-button>
				${others.map(({ project, name }) => html`<wa-dropdown-item value=${`project:${project}`} type="checkbox" .checked=${project === session.project.project}>${name}</wa-dropdown-item>`)}
			</wa-dropdown>`
					: nothing
			}
			<workshop-bell .session=${session}></workshop-bell>
			<wa-dropdown @wa-select=${this.#onMenu}>
				<wa-button slot="trigger" size="s" appearance="plain"><wa-icon name="user" label=${`Account of ${account.name}`}></wa-icon></wa-button>
				<wa-dropdown-item value="account">Your account</wa-dropdown-item>
				<wa-dropdown-item value="sign-out">Sign out</wa-dropdown-item>
			</wa-dropdown>`;
	}
}
