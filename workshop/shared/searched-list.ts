import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { addressOf, type Route } from '../app/route.ts';
import type { ProjectSession } from '../app/session.ts';
import { Asked } from './asked.ts';
import { go } from './page.ts';

interface SearchingHost extends HTMLElement, ReactiveControllerHost {
	readonly session: ProjectSession;
	readonly route: Route;
}

export interface Listed {
	/** Where the next page begins; absent on the last one. */
	readonly next?: string;
}

const PATIENCE_MS = 300;

/**
 * The list of a page of the workshop, page by page, of what the address says is sought: `?q=…&after=…`. What is typed into its
 * field goes into the address once the hand rests.
 */
export class SearchedList<Page extends Listed> implements ReactiveController {
	readonly asked: Asked<Page>;
	readonly #host: SearchingHost;
	readonly #path: string;
	readonly #atOnce: number;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param path Of the list in `/v1`, such as `/charts`. @param atOnce How many a page has. */
	constructor(host: SearchingHost, path: string, atOnce: number) {
		this.#host = host;
		this.#path = path;
		this.#atOnce = atOnce;
		this.asked = new Asked(host);
		host.addController(this);
	}

	get sought(): string {
		return this.#host.route.query.get('q') ?? '';
	}

	readonly ask = (): void => {
		const { route, session } = this.#host;
		const [q, cursor] = [this.sought, route.query.get('after') ?? ''];
		const query = new URLSearchParams({ limit: String(this.#atOnce), ...(q && { q }), ...(cursor && { cursor }) });
		void this.asked.ask((signal) => session.api.ask<Page>('GET', `${this.#path}?${query}`, { signal }));
	};

	hostDisconnected(): void {
		clearTimeout(this.#timer);
	}

	readonly #seek = ({ target }: Event): void => {
		const q = (target as HTMLInputElement).value.trim();
		const { page } = this.#host.route;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			if (q !== this.sought) go(this.#host, { page, ...(q && { query: { q } }) }, { replace: true });
		}, PATIENCE_MS);
	};

	/** @param label In which texts is sought. */
	field(label: string): TemplateResult {
		return html`<label class="search"><span class="sr">${label}</span><input type="search" placeholder="Search" .value=${this.sought} @input=${this.#seek} autocomplete="off"></label>`;
	}

	/** The ways to other pages, where there are any. */
	paging({ next }: Listed): TemplateResult | typeof nothing {
		const { route, session } = this.#host;
		const { project } = session.project;
		const q = this.sought;
		const isFirst = !route.query.has('after');
		if (isFirst && next === undefined) return nothing;
		const to = (after: string | undefined): string =>
			addressOf({ project, page: route.page, query: { ...(q && { q }), ...(after !== undefined && { after }) } });
		return html`<nav class="row" aria-label="Pages">
			${isFirst ? nothing : html`<a href=${to(undefined)}>First page</a>`}
			${next === undefined ? nothing : html`<a href=${to(next)}>Next page</a>`}
		</nav>`;
	}
}
