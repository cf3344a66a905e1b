import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Role } from '../../app/session.ts';
import { askAccount } from '../../shared/api.ts';
import { waitingFor } from '../../shared/parts.ts';
import { dayOf } from '../../shared/times.ts';
import { roleOptions, rolesExplained, titleOf } from './roles.ts';
import { Section } from './section.ts';

interface Member {
	readonly account: string;
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly disabled: boolean;
	/** ms */
	readonly since: number;
}

/** Who belongs to the project, in which role. */
export class WorkshopMembers extends Section<readonly Member[]> {
	get #path(): string {
		return `/projects/${encodeURIComponent(this.project)}/members`;
	}

	protected override async load(): Promise<readonly Member[]> {
		return (await askAccount<{ members: readonly Member[] }>('GET', this.#path)).members;
	}

	async #setRole(member: Member, role: Role): Promise<void> {
		const { account, name, email } = member;
		const isOwn = account === this.session.account.account;
		const title = isOwn ? `Become ${titleOf(role).toLowerCase()} yourself?` : '';
		const text = 'You will not manage this project any more; another administrator can make you one again.';
		if (isOwn && !(await this.confirm.ask({ title, text, action: 'Change my role' }))) return this.requestUpdate();
		await this.change(`${name || email} is ${titleOf(role).toLowerCase()} now.`, () =>
			askAccount('PUT', `${this.#path}/${account}`, { role }),
		);
	}

	async #remove({ account, name, email }: Member): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Remove ${name || email}?`,
			text: `${email} sees nothing of this project any more, within 5 seconds, also in pages that are open. Keys that they have made belong to the project, and go on: look at the keys as well. A new invitation lets them in again.`,
			action: 'Remove',
		});
		if (!isSure) return;
		await this.change(`${name || email} was removed.`, () => askAccount('DELETE', `${this.#path}/${account}`));
	}

	#member(member: Member): TemplateResult {
		const { account, name, email, role, since, disabled } = member;
		const who = name || email;
		const isOwn = account === this.session.account.account;
		const choose = ({ target }: Event): void => void this.#setRole(member, (target as HTMLSelectElement).value as Role);
		return html`<li class=${disabled ? 'off' : ''}>
			<div class="what">
				<span class="row"><span class="name">${who}</span>${isOwn ? html`<span class="tag">you</span>` : nothing}${disabled ? html`<span class="tag">disabled</span>` : nothing}</span>
				<span class="small muted">${email}, since ${dayOf(since)}</span>
			</div>
			<div class="row">
				<select aria-label=${`Role of ${who}`} ?disabled=${this._isBusy} @change=${choose}>${roleOptions(role)}</select>
				<wa-button size="s" appearance="plain" ?disabled=${this._isBusy} @click=${() => this.#remove(member)}><wa-icon name="trash" label=${`Remove ${who}`}></wa-icon></wa-button>
			</div>
		</li>`;
	}

	protected override render(): TemplateResult {
		const members = this.asked.value;
		return html`
			${rolesExplained()}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${waitingFor(this.asked, this.again)}
			${
				members
					? html`<ul class="entries" aria-label="Members">${repeat(
							members,
							({ account }) => account,
							(member) => this.#member(member),
						)}</ul>`
					: nothing
			}
			${members?.length === 0 ? html`<p class="muted">Nobody is a member of this project. Invite somebody.</p>` : nothing}
			${this.confirm.render()}`;
	}
}
