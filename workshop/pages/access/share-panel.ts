import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import { waitingFor } from '../../shared/parts.ts';
import { Section } from '../people/section.ts';
import { type Access, type AccessObject, type Named, sentTo } from './access.ts';
import './share-links.ts';
import './viewers.ts';
import { Watching } from './watching.ts';

/** `<workshop-share>`: of one chart or dashboard, its public links, who can see it, and who watches it. For authors. */
export class WorkshopShare extends Section<Access> {
	static override readonly properties: PropertyDeclarations = {
		...Section.properties,
		kind: {},
		name: {},
		label: {},
	};
	declare kind: Named['kind'];
	declare name: string;
	/** Its title. */
	declare label: string;
	readonly #watching = new Watching(this);
	#named: Named = { kind: 'chart', name: '' };

	protected override load(signal: AbortSignal): Promise<Access> {
		const path = `/access?${this.kind}=${encodeURIComponent(this.name)}`;
		return this.session.api.ask<Access>('GET', path, { signal });
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		const { kind, name } = this;
		const isOther = kind !== this.#named.kind || name !== this.#named.name;
		if (isOther) this.#named = { kind, name };
		super.willUpdate(isOther ? new Map([...changed, ['session', undefined]]) : changed);
	}

	#who(access: Access, object: AccessObject): TemplateResult {
		const { members, machines, signingKeys } = access;
		const { project } = this.session.project;
		const noun = this.kind;
		return html`<ul class="entries">
			<li><div class="what"><span class="name">Members of the project</span><span class="small muted">${members.map(({ name, role }) => `${name} (${role})`).join(', ') || 'Nobody who signs in is one.'}</span></div></li>
			${object.dashboards.length > 0 ? html`<li><div class="what"><span class="name">Whoever sees a dashboard that it is on</span><span class="small muted">${object.dashboards.map((name, index) => html`${index > 0 ? ', ' : ''}<a href=${addressOf({ project, page: 'dashboards', item: name })}>${name}</a>`)}</span></div></li>` : nothing}
			${object.shares.length > 0 ? html`<li><div class="what"><span class="name">Whoever has a public link</span><span class="small muted">${object.shares.map(({ title }) => title).join(', ')}</span></div></li>` : nothing}
			${sentTo(object).map((sent) => html`<li><div class="what"><span class="name">Whoever is sent it</span><span class="small muted">${sent}</span></div></li>`)}
			${signingKeys.length > 0 ? html`<li><div class="what"><span class="name">Viewers of your own pages</span><span class="small muted">By tokens of the keys ${signingKeys.map(({ name }) => name).join(', ')}, which may be signed for any ${noun}.</span></div></li>` : nothing}
			${machines.length > 0 ? html`<li><div class="what"><span class="name">Machines</span><span class="small muted">${machines.map(({ name, role }) => `${name} (${role})`).join(', ')}</span></div></li>` : nothing}
		</ul>`;
	}

	protected override render(): TemplateResult {
		const access = this.asked.value;
		const object = access?.objects[0];
		const label = this.label || this.name;
		return html`
			${waitingFor(this.asked, this.again)}
			${
				access && object
					? html`
				<section class="part" aria-labelledby="links"><h2 id="links">Public links</h2>
					<workshop-share-links .session=${this.session} .named=${this.#named} .label=${label} .claims=${object.claims} .members=${access.members} @workshop-shared=${this.again}></workshop-share-links>
				</section>
				<section class="part" aria-labelledby="who"><h2 id="who">Who can see it</h2>${this.#who(access, object)}</section>
				<section class="part" aria-labelledby="watching"><h2 id="watching">Who is watching</h2>
					<workshop-viewers .session=${this.session} .named=${this.#named} .viewers=${this.#watching.of(this.#named)}></workshop-viewers>
					<p class="small muted">Only numbers are kept, and nothing of who it was. This page counts while it shows the ${this.kind}.</p>
				</section>`
					: nothing
			}`;
	}
}

customElements.define('workshop-share', WorkshopShare);
