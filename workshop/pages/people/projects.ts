import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addressOf } from '../../app/route.ts';
import { askAccount } from '../../shared/api.ts';
import { waitingFor } from '../../shared/parts.ts';
import { dayOf } from '../../shared/times.ts';
import { titleOf } from './roles.ts';
import { Section, submitted, valuesOf } from './section.ts';

interface Project {
	readonly project: string;
	readonly name: string;
	/** null: whoever asks is no member. */
	readonly role: string | null;
	readonly members: number;
	readonly createdAt: number;
	readonly archivedAt: number | null;
}

const pathOf = ({ project }: Project): string => `/projects/${encodeURIComponent(project)}`;

/** All projects of the installation, for its administrators. */
export class WorkshopProjects extends Section<readonly Project[]> {
	/** Which is being given another name. */
	#renamed: string | undefined;

	protected override async load(): Promise<readonly Project[]> {
		return (await askAccount<{ projects: readonly Project[] }>('GET', '/projects')).projects;
	}

	async #create(event: Event): Promise<void> {
		const form = submitted(event);
		const { project, name } = valuesOf(form);
		const made = await this.change(`“${name}” is there; you administrate it.`, () =>
			askAccount('POST', '/projects', { project, name }),
		);
		if (made !== undefined) form.reset();
	}

	async #rename(event: Event, project: Project): Promise<void> {
		const { name } = valuesOf(submitted(event));
		this.#renamed = undefined;
		await this.change(`It is called “${name}” now.`, () => askAccount('PUT', pathOf(project), { name }));
	}

	async #archive(project: Project): Promise<void> {
		const isOpen = project.archivedAt === null;
		const isSure =
			!isOpen ||
			(await this.confirm.ask({
				title: `Archive “${project.name}”?`,
				text: 'Within 5 seconds it answers nobody, by whatever token: charts in other sites stop. Nothing of it is lost, and it can be opened again here.',
				action: 'Archive',
			}));
		if (!isSure) return;
		const said = isOpen ? `“${project.name}” is archived.` : `“${project.name}” is open again.`;
		await this.change(said, () => askAccount('PUT', pathOf(project), { archived: isOpen }));
	}

	#name(each: Project): TemplateResult {
		const { project, name, role, members, createdAt, archivedAt } = each;
		if (this.#renamed === project)
			return html`<form class="form what" aria-label=${`Rename ${name}`} @submit=${(event: Event) => this.#rename(event, each)}>
				<label class="field"><span>Name</span><input name="name" required maxlength="100" .value=${name} autocomplete="off"></label>
				<wa-button type="submit" variant="brand">Save</wa-button>
				<wa-button appearance="outlined" @click=${() => this.#edit(undefined)}>Cancel</wa-button>
			</form>`;
		const own = role === null ? 'you are no member' : `you: ${titleOf(role).toLowerCase()}`;
		return html`<div class="what">
			<span class="row"><span class="name">${name}</span><code class="muted">${project}</code>${archivedAt === null ? nothing : html`<span class="tag">archived</span>`}</span>
			<span class="small muted">${members === 1 ? '1 member' : `${members} members`}, since ${dayOf(createdAt)}, ${own}</span>
		</div>`;
	}

	#edit(project: string | undefined): void {
		this.#renamed = project;
		this.requestUpdate();
		if (project !== undefined)
			void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('form.what input')?.select());
	}

	#project(each: Project): TemplateResult {
		const { project, name, role, archivedAt } = each;
		const isOpen = archivedAt === null;
		const people = addressOf({ project: this.session.project.project, page: 'people', query: { project } });
		return html`<li class=${isOpen ? '' : 'off'}>
			${this.#name(each)}
			<div class="row">
				${role !== null && isOpen && project !== this.session.project.project ? html`<a href=${addressOf({ project, page: 'charts' })} target="_self">Open<span class="sr"> ${name}</span></a>` : nothing}
				<a href=${people}>Members<span class="sr"> of ${name}</span></a>
				<wa-button size="s" appearance="outlined" @click=${() => this.#edit(project)}>Rename<span class="sr"> ${name}</span></wa-button>
				<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#archive(each)}>${isOpen ? 'Archive' : 'Reopen'}<span class="sr"> ${name}</span></wa-button>
			</div>
		</li>`;
	}

	protected override render(): TemplateResult {
		const projects = this.asked.value;
		return html`
			<p class="muted">Everything is separate between projects: sources, charts, keys and people. The id stands in tokens and addresses, and never changes.</p>
			<form class="form" aria-label="Make a project" @submit=${this.#create}>
				<label class="field"><span>Id (small letters, digits, “-”)</span><input name="project" required maxlength="63" pattern="[A-Za-z0-9][A-Za-z0-9_\\-]*" autocomplete="off" spellcheck="false"></label>
				<label class="field wide"><span>Name</span><input name="name" required maxlength="100" autocomplete="off"></label>
				<wa-button type="submit" variant="brand" ?disabled=${this._isBusy}>Make a project</wa-button>
			</form>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${waitingFor(this.asked, this.again)}
			${
				projects
					? html`<ul class="entries" aria-label="Projects">${repeat(
							projects,
							({ project }) => project,
							(each) => this.#project(each),
						)}</ul>`
					: nothing
			}
			${this.confirm.render()}`;
	}
}
