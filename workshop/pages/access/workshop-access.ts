import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { onceShown, partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { Section, submitted, valuesOf } from '../people/section.ts';
import {
	type Access,
	type AccessObject,
	type AccessShare,
	type Hour,
	historyOf,
	limitsOf,
	sentTo,
	sparkOf,
} from './access.ts';

const LOOK_MS = 3_000;
const DAYS = 7;
const DAY_MS = 86_400_000;
const LIVES: readonly (readonly [days: number, title: string])[] = [
	[0, 'until it is revoked'],
	[1, 'a day'],
	[7, 'a week'],
	[30, '30 days'],
];

interface Watching {
	readonly charts: readonly { readonly name: string; readonly viewers: number }[];
	readonly dashboards: readonly { readonly name: string; readonly viewers: number }[];
}

const keyOf = ({ kind, name }: Pick<AccessObject, 'kind' | 'name'>): string => `${kind} ${name}`;

/** Who can see what of the project, the public links that show it, and how many watch it now. */
export class WorkshopAccess extends Section<Access> {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			.spark {
				inline-size: 100%;
				max-inline-size: 320px;
				block-size: 32px;
				fill: none;
				stroke: var(--accent);
				stroke-width: 1.5;
				vector-effect: non-scaling-stroke;
			}
			.now {
				min-inline-size: 10ch;
				text-align: end;
				font-variant-numeric: tabular-nums;
			}
			details > div {
				display: grid;
				gap: 12px;
				padding-block: 12px;
			}
			summary {
				cursor: pointer;
			}
		`,
	];
	#watching = new Map<string, number>();
	readonly #views = new Map<string, readonly Hour[]>();
	#timer: ReturnType<typeof setInterval> | undefined;
	#link = '';
	#made = '';

	override connectedCallback(): void {
		super.connectedCallback();
		this.#timer = setInterval(() => void this.#look(), LOOK_MS);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		clearInterval(this.#timer);
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		super.willUpdate(changed);
		if (changed.has('session')) void this.#look();
	}

	protected override load(signal: AbortSignal): Promise<Access> {
		return this.session.api.ask<Access>('GET', '/access?limit=200', { signal });
	}

	/** Where nobody looks at the page nobody has to be counted for it. */
	async #look(): Promise<void> {
		if (document.hidden || !this.session?.isAuthor) return;
		// What could not be asked is asked again in a moment; the last numbers stay.
		const now = await this.session.api.ask<Watching>('GET', '/watching').catch(() => undefined);
		if (now === undefined) return;
		const of = (kind: 'chart' | 'dashboard', list: Watching['charts']) =>
			list.map(({ name, viewers }) => [keyOf({ kind, name }), viewers] as const);
		this.#watching = new Map([...of('chart', now.charts), ...of('dashboard', now.dashboards)]);
		this.requestUpdate();
	}

	async #open(object: AccessObject, event: Event): Promise<void> {
		if (!(event.target as HTMLDetailsElement).open) return;
		const path = `/views?${object.kind}=${encodeURIComponent(object.name)}&days=${DAYS}`;
		const found = await this.session.api.ask<{ hours: readonly Hour[] }>('GET', path).catch(() => undefined);
		if (found !== undefined) this.#views.set(keyOf(object), found.hours);
		this.requestUpdate();
	}

	async #share(object: AccessObject, event: Event): Promise<void> {
		const form = submitted(event);
		const { password = '', days, exports, ...claims } = valuesOf(form);
		const target = object.kind === 'chart' ? { chart: object.name } : { dashboard: object.name };
		const expiresAt = Number(days) > 0 ? Date.now() + Number(days) * DAY_MS : null;
		const body = { target, claims, exports: exports === 'on', expiresAt, ...(password === '' ? {} : { password }) };
		const made = await this.change('', () => this.session.api.ask<{ link: string }>('POST', '/shares', { body }));
		if (made === undefined) return;
		form.reset();
		[this.#link, this.#made] = [made.link, keyOf(object)];
		this.requestUpdate();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.once')?.focus();
	}

	async #revoke({ id, title }: AccessShare): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Revoke the link “${title}”?`,
			text: 'Whoever has it sees nothing any more, and pages that are open lose it within 5 seconds. This cannot be taken back; another link can be made.',
			action: 'Revoke',
		});
		if (isSure) await this.change('The link is revoked.', () => this.session.api.ask('DELETE', `/shares/${id}`));
	}

	#shareOf(share: AccessShare): TemplateResult {
		const { title, expiresAt, createdByName, lacking } = share;
		const end = expiresAt === null ? '' : `, ends ${agoOf(expiresAt, Date.now())}`;
		return html`<li>
			<div class="what">
				<span class="name">${title}</span>
				<span class="small muted">${limitsOf(share)}${end}; made by ${createdByName}</span>
				${lacking.length > 0 ? html`<span class="small problem">Shows nothing of charts that read ${lacking.join(', ')}: make a new link that says whose rows it shows.</span>` : nothing}
			</div>
			<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#revoke(share)}>Revoke<span class="sr"> the link ${title}</span></wa-button>
		</li>`;
	}

	#form(object: AccessObject): TemplateResult {
		return html`<form class="form" aria-label=${`Make a link to ${object.title || object.name}`} @submit=${(event: Event) => this.#share(object, event)}>
			${object.claims.map((claim) => html`<label class="field"><span>Whose rows: ${claim}</span><input name=${claim} required autocomplete="off"></label>`)}
			<label class="field"><span>Password, if it is to have one</span><input name="password" type="password" minlength="12" autocomplete="new-password"></label>
			<label class="field"><span>Works</span><select name="days">${LIVES.map(([days, title]) => html`<option value=${days}>${title}</option>`)}</select></label>
			<label class="check"><input type="checkbox" name="exports"><span>Rows may be taken away</span></label>
			<wa-button type="submit" ?disabled=${this._isBusy}>Make a public link</wa-button>
		</form>`;
	}

	#history(object: AccessObject): TemplateResult | typeof nothing {
		const hours = this.#views.get(keyOf(object));
		if (hours === undefined) return nothing;
		return html`<div>
			<p class="small muted">${historyOf(hours, DAYS)}</p>
			<svg class="spark" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">${svg`<polyline points=${sparkOf(hours, Date.now(), DAYS)} vector-effect="non-scaling-stroke"></polyline>`}</svg>
		</div>`;
	}

	#object(object: AccessObject): TemplateResult {
		const { kind, name, title, claims, dashboards, shares } = object;
		const viewers = this.#watching.get(keyOf(object)) ?? 0;
		const links =
			shares.length === 0
				? 'no public link'
				: shares.length === 1
					? 'one public link'
					: `${shares.length} public links`;
		return html`<li>
			<details class="what" @toggle=${(event: Event) => this.#open(object, event)}>
				<summary><span class="name">${title || name}</span> <span class="small muted">${kind}, ${links}${claims.length > 0 ? `, rows by ${claims.join(', ')}` : ''}</span></summary>
				<div>
					${dashboards.length > 0 ? html`<p class="small">Also seen on ${dashboards.join(', ')}.</p>` : nothing}
					${sentTo(object).map((sent) => html`<p class="small">Sent by ${sent}.</p>`)}
					${this.#history(object)}
					${
						shares.length > 0
							? html`<ul class="entries" aria-label=${`Links to ${title || name}`}>${repeat(
									shares,
									({ id }) => id,
									(share) => this.#shareOf(share),
								)}</ul>`
							: nothing
					}
					${this.#made === keyOf(object) && this.#link !== '' ? this.#once() : nothing}
					${this.#form(object)}
				</div>
			</details>
			<span class="now small">${viewers === 0 ? 'nobody now' : `${viewers} watching`}</span>
		</li>`;
	}

	#once(): TemplateResult {
		return onceShown({
			title: 'The public link',
			label: 'Link',
			text: this.#link,
			note: 'Whoever has it sees this, as long as it works. Put “&wall” behind it for a screen on a wall. Only its hash is kept here: it is not shown again.',
			onDone: () => {
				this.#link = '';
				this.requestUpdate();
			},
		});
	}

	#everybody({ members, machines, signingKeys }: Access): TemplateResult {
		return html`<section class="part" aria-labelledby="all">
			<h2 id="all">All of it</h2>
			<p>${members.length === 0 ? 'Nobody who signs in is a member.' : members.map(({ name, role }) => `${name} (${role})`).join(', ')}</p>
			${machines.length > 0 ? html`<p class="small muted">Machines: ${machines.map(({ name, role }) => `${name} (${role})`).join(', ')}</p>` : nothing}
			${signingKeys.length > 0 ? html`<p class="small muted">Back ends that sign for their own viewers, by the keys ${signingKeys.map(({ name }) => name).join(', ')}</p>` : nothing}
		</section>`;
	}

	protected override render(): TemplateResult {
		const access = this.asked.value;
		return html`<div class="page">
			<div class="head"><h1>Access</h1></div>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${waitingFor(this.asked, this.again)}
			${
				access &&
				html`${this.#everybody(access)}
				<section class="part" aria-labelledby="each">
					<h2 id="each">Charts and dashboards</h2>
					${
						access.objects.length === 0
							? html`<p class="muted">There is no chart yet. Once there is, you can share it here by a public link, and see who watches it.</p>`
							: html`<ul class="entries">${repeat(access.objects, keyOf, (object) => this.#object(object))}</ul>`
					}
				</section>`
			}
			${this.confirm.render()}
		</div>`;
	}
}
