import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Api } from '../../../shared/api.ts';
import { messageOf } from '../../../shared/api.ts';
import { pageStyles } from '../../../shared/styles.ts';
import type { RunPage, RunRecord } from '../model/wire.ts';
import { panelStyles, waitingBeside } from './panel-styles.ts';
import { ageText, countText, durationText } from './words.ts';

const QUIET_MS = 250;

const STATES: Readonly<Record<RunRecord['state'], string>> = {
	waiting: 'Waiting',
	queued: 'Queued',
	running: 'Running',
	succeeded: 'Done',
	failed: 'Failed',
	canceled: 'Canceled',
};

/**
 * `<editor-history>`: the runs that somebody has asked for, the latest first, each with what came of it.
 *
 * @fires editor-open-run - A run was chosen.
 */
export class EditorHistory extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		api: { attribute: false },
		current: {},
		moment: { attribute: false },
		_page: { state: true },
		_problem: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		panelStyles,
		css`
			:host {
				display: grid;
				grid-template-rows: auto minmax(0, 1fr);
				min-block-size: 0;
			}
			input {
				margin: 8px 8px 4px;
			}
			.list {
				overflow: auto;
				padding: 0 8px 16px;
				scrollbar-width: thin;
			}
			li button {
				display: grid;
				gap: 2px;
				inline-size: 100%;
				padding: 6px 8px;
				border: 0;
				border-radius: 6px;
				background: none;
				text-align: start;
				cursor: pointer;
			}
			li button:hover {
				background: var(--sunken);
			}
			li button[aria-current] {
				background: var(--accent-wash);
			}
			.sql {
				font: 12.5px / 18px var(--mono);
				overflow: hidden;
				text-overflow: ellipsis;
				white-space: nowrap;
			}
			.failed {
				color: var(--danger);
			}
		`,
	];

	declare api: Api;
	/** The run that is shown. */
	declare current: string;
	/** Whatever changes when there is more history than before. */
	declare moment: unknown;
	declare _page: RunPage | undefined;
	declare _problem: string;
	#sought = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asking = new AbortController();

	constructor() {
		super();
		this.current = '';
		this._problem = '';
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearTimeout(this.#timer);
		this.#asking.abort();
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('api') || changed.has('moment')) void this.#load();
	}

	async #load(cursor?: string): Promise<void> {
		this.#asking.abort();
		this.#asking = new AbortController();
		const { signal } = this.#asking;
		const query = new URLSearchParams({ limit: '30', ...(cursor ? { cursor } : {}) });
		if (this.#sought) query.set('q', this.#sought);
		try {
			const page = await this.api.ask<RunPage>('GET', `/runs?${query}`, { signal });
			if (signal.aborted) return;
			this._page = cursor ? { ...page, runs: [...(this._page?.runs ?? []), ...page.runs] } : page;
			this._problem = '';
		} catch (error) {
			if (!signal.aborted) this._problem = messageOf(error);
		}
	}

	readonly #onSearch = (event: Event): void => {
		this.#sought = (event.target as HTMLInputElement).value.trim();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#load(), QUIET_MS);
	};

	#open(run: string): void {
		this.dispatchEvent(new CustomEvent('editor-open-run', { detail: { run }, bubbles: true, composed: true }));
	}

	protected override render(): TemplateResult {
		const page = this._page;
		return html`<input type="search" aria-label="Search the history" placeholder="Search in SQL" autocomplete="off" spellcheck="false" @input=${this.#onSearch} />
			<div class="list" tabindex="-1">
				${waitingBeside({ value: page, problem: this._problem }, () => void this.#load())}
				<ul>${page?.runs.map((run) => html`<li>${this.#run(run)}</li>`)}</ul>
				${page?.runs.length === 0 ? html`<p class="note">${this.#sought ? 'No run has this in its SQL.' : 'Every query that you run stays here, with its result.'}</p>` : nothing}
				${page?.next ? html`<button class="quiet" @click=${() => void this.#load(page.next)}>Earlier runs</button>` : nothing}
			</div>`;
	}

	#run(record: RunRecord): TemplateResult {
		const { run, sql, state, startedAt, finishedAt, acceptedAt, rows, source, explain } = record;
		const took = startedAt !== undefined && finishedAt !== undefined ? durationText(finishedAt - startedAt) : '';
		const count =
			state === 'succeeded' && rows !== undefined && !explain
				? `${countText(rows)} ${rows === 1 ? 'row' : 'rows'}`
				: '';
		const what = explain ? 'Plan' : STATES[state];
		const age = acceptedAt === undefined ? '' : ageText(acceptedAt);
		return html`<button aria-current=${run === this.current ? 'true' : nothing} title=${sql.slice(0, 600)} @click=${() => this.#open(run)}>
			<span class="sql">${sql.trim().replace(/\s+/g, ' ').slice(0, 120)}</span>
			<span class="small muted"><span class=${state === 'failed' ? 'failed' : ''}>${what}</span>${[count, took, source, age].filter(Boolean).map((each) => html` · ${each}`)}</span>
		</button>`;
	}
}

customElements.define('editor-history', EditorHistory);
