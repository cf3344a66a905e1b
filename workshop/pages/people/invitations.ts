import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { askAccount } from '../../shared/api.ts';
import { onceShown, waitingFor } from '../../shared/parts.ts';
import { agoOf, momentOf } from '../../shared/times.ts';
import { roleOptions, titleOf } from './roles.ts';
import { Section, submitted, valuesOf } from './section.ts';

interface Invitation {
	readonly id: string;
	readonly role: string;
	readonly email: string | null;
	readonly createdBy: string;
	readonly createdAt: number;
	readonly expiresAt: number;
}

interface MadeLink {
	readonly link: string;
	readonly expiresAt: number;
}

/** Links by which people come into the project. */
export class WorkshopInvitations extends Section<readonly Invitation[]> {
	#made: (MadeLink & { readonly email: string }) | undefined;

	get #path(): string {
		return `/projects/${encodeURIComponent(this.project)}/invitations`;
	}

	protected override async load(): Promise<readonly Invitation[]> {
		return (await askAccount<{ invitations: readonly Invitation[] }>('GET', this.#path)).invitations;
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		super.willUpdate(changed);
		if (changed.has('project')) this.#made = undefined;
	}

	async #invite(event: Event): Promise<void> {
		const form = submitted(event);
		const { role, email = '' } = valuesOf(form);
		const wanted = email === '' ? { role } : { role, email };
		const made = await this.change('', () => askAccount<MadeLink>('POST', this.#path, wanted));
		if (made === undefined) return;
		form.reset();
		this.#made = { ...made, email };
		this.requestUpdate();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.once')?.focus();
	}

	async #drop({ id, email }: Invitation): Promise<void> {
		const isSure = await this.confirm.ask({
			title: 'Drop this invitation?',
			text: `Its link${email === null ? '' : ` for ${email}`} lets nobody in any more. You can make another one.`,
			action: 'Drop',
		});
		if (isSure) await this.change('The invitation is dropped.', () => askAccount('DELETE', `${this.#path}/${id}`));
	}

	#link(): TemplateResult | typeof nothing {
		const made = this.#made;
		if (made === undefined) return nothing;
		const whom = made.email === '' ? 'Whoever opens it first' : `Only ${made.email}`;
		return onceShown({
			title: 'The link of the invitation',
			label: 'Link',
			text: made.link,
			note: `${whom} can join with it, once, until ${momentOf(made.expiresAt)}. Nobody is sent a mail: give it to them yourself. It is not shown again.`,
			onDone: () => {
				this.#made = undefined;
				this.requestUpdate();
			},
		});
	}

	#invitation(invitation: Invitation): TemplateResult {
		const { role, email, createdBy, createdAt, expiresAt } = invitation;
		const whom = email ?? 'Whoever has the link';
		const now = Date.now();
		return html`<li>
			<div class="what">
				<span class="name">${whom}</span>
				<span class="small muted">${titleOf(role)}, by ${createdBy} ${agoOf(createdAt, now)}, ends ${agoOf(expiresAt, now)}</span>
			</div>
			<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#drop(invitation)}>Drop<span class="sr"> the invitation of ${whom}</span></wa-button>
		</li>`;
	}

	protected override render(): TemplateResult {
		const invitations = this.asked.value;
		return html`
			<form class="form" aria-label="Invite somebody" @submit=${this.#invite}>
				<label class="field"><span>Role</span><select name="role">${roleOptions('author')}</select></label>
				<label class="field wide"><span>E-mail address (only this person may use it; empty: whoever has the link)</span><input name="email" type="email" autocomplete="off" maxlength="254"></label>
				<wa-button type="submit" variant="brand" ?disabled=${this._isBusy}>Make an invitation</wa-button>
			</form>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#link()}
			${waitingFor(this.asked, this.again)}
			${
				invitations && invitations.length > 0
					? html`<ul class="entries" aria-label="Open invitations">${repeat(
							invitations,
							({ id }) => id,
							(each) => this.#invitation(each),
						)}</ul>`
					: nothing
			}
			${invitations?.length === 0 ? html`<p class="muted">No invitation is open. One lets one person in, once, within a week.</p>` : nothing}
			${this.confirm.render()}`;
	}
}
