import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { onceShown, waitingFor } from '../../shared/parts.ts';
import type { ChartParam } from '../charts/chart-types.ts';
import type { StoredDashboard } from '../dashboards/dashboard-types.ts';
import { Section } from '../people/section.ts';
import type { Member, Named } from './access.ts';
import { isEnded, lifeOf, limitsOf, type Share } from './access.ts';
import './share-form.ts';
import type { MadeLink } from './share-form.ts';

interface Loaded {
	readonly shares: readonly Share[];
	readonly params: readonly ChartParam[];
}

/** `<workshop-share-links>`: the public links of one chart or dashboard, and how another is made. @fires workshop-shared: they are others */
export class WorkshopShareLinks extends Section<Loaded> {
	static override readonly properties: PropertyDeclarations = {
		...Section.properties,
		named: { attribute: false },
		label: {},
		claims: { attribute: false },
		members: { attribute: false },
		_link: { state: true },
	};
	declare named: Named;
	/** Its title. */
	declare label: string;
	declare claims: readonly string[];
	declare members: readonly Member[];
	/** The one that was just made; '': none. */
	declare _link: string;
	/** Of which share that is. */
	#linked = '';

	constructor() {
		super();
		this.claims = [];
		this.members = [];
		this._link = '';
	}

	protected override async load(signal: AbortSignal): Promise<Loaded> {
		const { kind, name } = this.named;
		const path = `/shares?${kind}=${encodeURIComponent(name)}`;
		const [{ shares }, params] = await Promise.all([
			this.session.api.ask<{ shares: readonly Share[] }>('GET', path, { signal }),
			this.#params(signal),
		]);
		return { shares, params };
	}

	/** Of a dashboard those of all its charts, each name once; a chart that is there no more has none. */
	async #params(signal: AbortSignal): Promise<readonly ChartParam[]> {
		const { kind, name } = this.named;
		const { api } = this.session;
		const paramsOf = async (chart: string): Promise<readonly ChartParam[]> => {
			const { declaration } = await api.ask<{ declaration: { params: readonly ChartParam[] } }>(
				'GET',
				`/charts/${chart}`,
				{ signal },
			);
			return declaration.params;
		};
		if (kind === 'chart') return paramsOf(name);
		const { declaration } = await api.ask<StoredDashboard>('GET', `/dashboards/${name}`, { signal });
		const items = declaration.tabs.flatMap((tab) => tab.items);
		const charts = new Set(items.flatMap((item) => (item.kind === 'chart' ? [item.chart] : [])));
		const all = await Promise.all([...charts].map((chart) => paramsOf(chart).catch(() => [])));
		return [...new Map(all.flat().map((param) => [param.name, param])).values()];
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		const before = changed.get('named') as Named | undefined;
		const isOther = before !== undefined && (before.kind !== this.named.kind || before.name !== this.named.name);
		if (isOther) this._link = '';
		super.willUpdate(isOther ? new Map([...changed, ['session', undefined]]) : changed);
	}

	readonly #made = async ({ detail }: CustomEvent<MadeLink>): Promise<void> => {
		[this._link, this.#linked] = [detail.link, detail.id];
		this.#changed();
		this.again();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.once')?.focus();
	};

	#changed(): void {
		this.dispatchEvent(new CustomEvent('workshop-shared'));
	}

	async #revoke({ id, title }: Share): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Revoke the link “${title}”?`,
			text: 'Whoever has it sees nothing any more, and pages that are open lose it within 5 seconds. This cannot be taken back; another link can be made.',
			action: 'Revoke',
		});
		if (!isSure) return;
		await this.change('The link is revoked.', () => this.session.api.ask('DELETE', `/shares/${id}`));
		// What no longer works is not to be copied.
		if (this.#linked === id && this._problem === '') this._link = '';
		this.#changed();
	}

	#shareOf(share: Share): TemplateResult {
		const { title, createdByName, lacking } = share;
		const isOver = isEnded(share, Date.now());
		return html`<li class=${isOver ? 'off' : ''}>
			<div class="what">
				<span class="name">${title}</span>
				<span class="small muted">${limitsOf(share)}; made by ${createdByName}</span>
				<span class="small muted">${lifeOf(share, Date.now())}</span>
				${lacking.length > 0 && !isOver ? html`<span class="small problem">Shows nothing of charts that read ${lacking.join(', ')}: make a new link that says whose rows it shows.</span>` : nothing}
			</div>
			${isOver ? nothing : html`<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#revoke(share)}>Revoke<span class="sr"> the link ${title}</span></wa-button>`}
		</li>`;
	}

	#once(): TemplateResult {
		return onceShown({
			title: 'The public link',
			label: 'Link',
			text: this._link,
			note: 'Whoever has it sees this, as long as it works. Put “&wall” behind it for a screen on a wall. Only its hash is kept here: it is not shown again.',
			onDone: () => {
				this._link = '';
			},
		});
	}

	protected override render(): TemplateResult {
		const loaded = this.asked.value;
		return html`
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${waitingFor(this.asked, this.again)}
			${
				loaded &&
				html`${
					loaded.shares.length === 0
						? html`<p class="muted">No public link yet. Whoever has one sees this ${this.named.kind} live, without an account, until you revoke it.</p>`
						: html`<ul class="entries" aria-label=${`Links to ${this.label}`}>${repeat(
								loaded.shares,
								({ id }) => id,
								(share) => this.#shareOf(share),
							)}</ul>`
				}
				${this._link === '' ? nothing : this.#once()}
				<workshop-share-form .session=${this.session} .named=${this.named} .label=${this.label} .claims=${this.claims} .params=${loaded.params} .members=${this.members} @workshop-link-made=${this.#made}></workshop-share-form>`
			}
			${this.confirm.render()}`;
	}
}

customElements.define('workshop-share-links', WorkshopShareLinks);
