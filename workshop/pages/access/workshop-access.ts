import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { countText } from '../../shared/words.ts';
import { Section } from '../people/section.ts';
import { type Access, type AccessObject, keyOf, sentTo } from './access.ts';
import './share-links.ts';
import './viewers.ts';
import { Watching } from './watching.ts';

/** Who can see what of the project, the public links that show it, and how many watch it now. */
export class WorkshopAccess extends Section<Access> {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			.entries > li {
				align-items: start;
			}
			.now {
				min-inline-size: 10ch;
				text-align: end;
				font-variant-numeric: tabular-nums;
			}
			details > div {
				display: grid;
				grid-template-columns: minmax(0, 1fr);
				gap: 24px;
				padding-block: 16px;
			}
			summary {
				cursor: pointer;
			}
			/* Beside what is open there is no room for it. */
			@media (max-width: 559.98px) {
				.entries > li {
					flex-wrap: nowrap;
				}
				.entries > li:has(details[open]) {
					flex-wrap: wrap;
				}
				.what {
					flex-basis: 0;
				}
				details[open] {
					flex-basis: 100%;
				}
			}
		`,
	];
	readonly #watching = new Watching(this);
	/** What somebody has opened. */
	readonly #open = new Set<string>();

	protected override load(signal: AbortSignal): Promise<Access> {
		return this.session.api.ask<Access>('GET', '/access?limit=200', { signal });
	}

	#toggle(object: AccessObject, event: Event): void {
		if ((event.currentTarget as HTMLDetailsElement).open) this.#open.add(keyOf(object));
		this.requestUpdate();
	}

	#inside(object: AccessObject, members: Access['members']): TemplateResult {
		const { name, title, dashboards } = object;
		const sent = sentTo(object);
		return html`<div>
			${
				dashboards.length + sent.length === 0
					? nothing
					: html`<ul class="small">
				${dashboards.length > 0 ? html`<li>Also seen on ${dashboards.join(', ')}.</li>` : nothing}
				${sent.map((each) => html`<li>Sent by ${each}.</li>`)}
			</ul>`
			}
			<workshop-viewers .session=${this.session} .named=${object} .viewers=${this.#watching.of(object)}></workshop-viewers>
			<workshop-share-links .session=${this.session} .named=${object} .label=${title || name} .claims=${object.claims} .members=${members} @workshop-shared=${this.again}></workshop-share-links>
		</div>`;
	}

	#object(object: AccessObject, members: Access['members']): TemplateResult {
		const { kind, name, title, claims, shares } = object;
		const viewers = this.#watching.of(object);
		const links = shares.length === 0 ? '' : `, ${countText(shares.length, 'public link')}`;
		return html`<li>
			<details class="what" @toggle=${(event: Event) => this.#toggle(object, event)}>
				<summary><span class="name">${title || name}</span> <span class="small muted">${kind}${links}${claims.length > 0 ? `, rows by ${claims.join(', ')}` : ''}</span></summary>
				${this.#open.has(keyOf(object)) ? this.#inside(object, members) : nothing}
			</details>
			<span class=${`now small ${viewers === 0 ? 'muted' : ''}`}>${viewers === 0 ? 'nobody now' : `${viewers} watching`}</span>
		</li>`;
	}

	#everybody({ members, machines, signingKeys }: Access): TemplateResult {
		return html`<section class="part" aria-labelledby="all">
			<h2 id="all">Who sees everything</h2>
			<p>${members.length === 0 ? 'Nobody who signs in is a member.' : members.map(({ name, role }) => `${name} (${role})`).join(', ')}</p>
			${machines.length > 0 ? html`<p class="small muted">Machines: ${machines.map(({ name, role }) => `${name} (${role})`).join(', ')}</p>` : nothing}
			${signingKeys.length > 0 ? html`<p class="small muted">Back ends that sign for their own viewers, by the keys ${signingKeys.map(({ name }) => name).join(', ')}</p>` : nothing}
		</section>`;
	}

	protected override render(): TemplateResult {
		const access = this.asked.value;
		return html`<div class="page">
			<div class="head"><h1>Access</h1></div>
			${waitingFor(this.asked, this.again)}
			${
				access &&
				html`${this.#everybody(access)}
				<section class="part" aria-labelledby="each">
					<h2 id="each">Charts and dashboards</h2>
					${
						access.objects.length === 0
							? html`<p class="muted">There is no chart yet. Once there is, you can share it here by a public link, and see who watches it.</p>`
							: html`<ul class="entries">${repeat(access.objects, keyOf, (object) => this.#object(object, access.members))}</ul>`
					}
				</section>`
			}
		</div>`;
	}
}
