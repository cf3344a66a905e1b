import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { askAccount } from '../../shared/api.ts';
import type { Question } from '../../shared/confirm.ts';
import { onceShown, waitingFor } from '../../shared/parts.ts';
import { agoOf, momentOf } from '../../shared/times.ts';
import { titleOf } from './roles.ts';
import { Section } from './section.ts';

interface ListedAccount {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly administrator: boolean;
	readonly disabled: boolean;
	/** false: signs in at the OpenID provider. */
	readonly hasPassword: boolean;
	readonly createdAt: number;
	readonly seenAt: number | null;
	readonly projects: readonly { readonly project: string; readonly role: string }[];
}

interface MadeLink {
	readonly link: string;
	readonly expiresAt: number;
	readonly email: string;
}

type AccountChange = { readonly administrator: boolean } | { readonly disabled: boolean };

/** Undefined: what is easily taken back is not asked. */
function questionOf(email: string, change: AccountChange): Question | undefined {
	if ('administrator' in change)
		return change.administrator
			? {
					title: `Make ${email} an administrator?`,
					text: 'They manage all projects and all people of this installation, and you as well.',
					action: 'Make administrator',
				}
			: {
					title: `Take administration from ${email}?`,
					text: 'They keep their roles in projects, and manage the installation no more.',
					action: 'Take it',
				};
	if (!change.disabled) return undefined;
	return {
		title: `Disable ${email}?`,
		text: 'They are signed out everywhere within 5 seconds, and cannot sign in until they are enabled again. Their roles stay.',
		action: 'Disable',
	};
}

/** Everybody who can sign in at this installation, for its administrators. */
export class WorkshopAccounts extends Section<readonly ListedAccount[]> {
	#made: MadeLink | undefined;
	#sought = '';

	protected override async load(): Promise<readonly ListedAccount[]> {
		return (await askAccount<{ people: readonly ListedAccount[] }>('GET', '/people')).people;
	}

	async #set({ id, email }: ListedAccount, change: AccountChange): Promise<void> {
		const question = questionOf(email, change);
		if (question !== undefined && !(await this.confirm.ask(question))) return;
		await this.change(`${email} is changed.`, () => askAccount('PUT', `/people/${id}`, change));
	}

	async #remove({ id, email }: ListedAccount): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Remove ${email}?`,
			text: 'Their account, their sessions and their memberships are gone, which cannot be taken back. Charts and keys that they have made belong to their projects, and stay. The audit log keeps what they did.',
			action: 'Remove for good',
		});
		if (isSure) await this.change(`${email} was removed.`, () => askAccount('DELETE', `/people/${id}`));
	}

	async #passwordLink({ id, email }: ListedAccount): Promise<void> {
		const made = await this.change('', () =>
			askAccount<Omit<MadeLink, 'email'>>('POST', `/people/${id}/password-link`),
		);
		if (made === undefined) return;
		this.#made = { ...made, email };
		this.requestUpdate();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.once')?.focus();
	}

	#link(): TemplateResult | typeof nothing {
		const made = this.#made;
		if (made === undefined) return nothing;
		return onceShown({
			title: `A link for ${made.email}`,
			label: 'Link',
			text: made.link,
			note: `Whoever opens it sets the password of ${made.email}, once, until ${momentOf(made.expiresAt)}. Nobody is sent a mail: give it to them yourself. It is not shown again.`,
			onDone: () => {
				this.#made = undefined;
				this.requestUpdate();
			},
		});
	}

	readonly #onMenu = (account: ListedAccount, value: string): void => {
		if (value === 'administrator') void this.#set(account, { administrator: !account.administrator });
		else if (value === 'disabled') void this.#set(account, { disabled: !account.disabled });
		else if (value === 'link') void this.#passwordLink(account);
		else if (value === 'remove') void this.#remove(account);
	};

	#account(account: ListedAccount): TemplateResult {
		const { id, email, name, administrator, disabled, hasPassword, seenAt, projects } = account;
		const isOwn = id === this.session.account.account;
		const chosen = ({ detail }: CustomEvent<{ item: { value: string } }>): void =>
			this.#onMenu(account, detail.item.value);
		const seen = seenAt === null ? 'signed out' : `seen ${agoOf(seenAt, Date.now())}`;
		const roles = projects.map(({ project, role }) => `${project} (${titleOf(role).toLowerCase()})`).join(', ');
		return html`<li class=${disabled ? 'off' : ''}>
			<div class="what">
				<span class="row"><span class="name">${name || email}</span>${isOwn ? html`<span class="tag">you</span>` : nothing}${administrator ? html`<span class="tag">administrator</span>` : nothing}${disabled ? html`<span class="tag">disabled</span>` : nothing}${hasPassword ? nothing : html`<span class="tag">OpenID</span>`}</span>
				<span class="small muted">${email}, ${seen}; ${roles || 'in no project'}</span>
			</div>
			<wa-dropdown @wa-select=${chosen} placement="bottom-end">
				<wa-button slot="trigger" size="s" appearance="plain" ?disabled=${this._isBusy}><wa-icon name="more" label=${`More about ${email}`}></wa-icon></wa-button>
				<wa-dropdown-item value="link">Link for a new password</wa-dropdown-item>
				<wa-dropdown-item value="administrator">${administrator ? 'Take administration' : 'Make administrator'}</wa-dropdown-item>
				<wa-dropdown-item value="disabled">${disabled ? 'Enable' : 'Disable'}</wa-dropdown-item>
				<wa-dropdown-item value="remove" variant="danger">Remove</wa-dropdown-item>
			</wa-dropdown>
		</li>`;
	}

	protected override render(): TemplateResult {
		const seek = ({ target }: Event): void => {
			this.#sought = (target as HTMLInputElement).value;
			this.requestUpdate();
		};
		const sought = this.#sought.trim().toLowerCase();
		const people = this.asked.value?.filter(({ email, name }) => `${name} ${email}`.toLowerCase().includes(sought));
		return html`
			<p class="muted">New people come by an invitation into a project, or by the OpenID provider.</p>
			<label class="field"><span>Find somebody by name or address</span><input type="search" autocomplete="off" @input=${seek}></label>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#link()}
			${waitingFor(this.asked, this.again)}
			${
				people && people.length > 0
					? html`<ul class="entries" aria-label="All people">${repeat(
							people,
							({ id }) => id,
							(each) => this.#account(each),
						)}</ul>`
					: nothing
			}
			${people?.length === 0 ? html`<p class="muted">Nobody is called that.</p>` : nothing}
			${this.confirm.render()}`;
	}
}
