import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { askAccount } from '../../shared/api.ts';
import { onceShown, waitingFor } from '../../shared/parts.ts';
import { agoOf, dayOf } from '../../shared/times.ts';
import { ROLES, roleOptions, titleOf } from './roles.ts';
import { Section, submitted, valuesOf } from './section.ts';

interface ApiKey {
	readonly id: string;
	readonly name: string;
	readonly role: string;
	readonly createdBy: string;
	readonly createdAt: number;
	readonly expiresAt: number;
	readonly lastUsedAt: number | null;
	readonly revokedAt: number | null;
}

const forMachines = ROLES.filter(({ role }) => role !== 'administrator');
const LIVES: readonly (readonly [days: number, title: string])[] = [
	[7, 'a week'],
	[30, '30 days'],
	[90, '90 days'],
	[366, 'a year'],
];

/** Keys with which machines, such as a CI, ask in the name of the project. */
export class WorkshopMachineKeys extends Section<readonly ApiKey[]> {
	#made: (ApiKey & { readonly key: string }) | undefined;

	get #path(): string {
		return `/projects/${encodeURIComponent(this.project)}/keys`;
	}

	protected override async load(): Promise<readonly ApiKey[]> {
		return (await askAccount<{ keys: readonly ApiKey[] }>('GET', this.#path)).keys;
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		super.willUpdate(changed);
		if (changed.has('project')) this.#made = undefined;
	}

	async #make(event: Event): Promise<void> {
		const form = submitted(event);
		const { name, role, days } = valuesOf(form);
		const made = await this.change('', () =>
			askAccount<ApiKey & { key: string }>('POST', this.#path, { name, role, expiresInDays: Number(days) }),
		);
		if (made === undefined) return;
		form.reset();
		this.#made = made;
		this.requestUpdate();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.once')?.focus();
	}

	async #revoke({ id, name }: ApiKey): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Revoke the key “${name}”?`,
			text: 'Whatever asks with it is refused within 5 seconds. This cannot be taken back; make a new key first if something still needs one.',
			action: 'Revoke',
		});
		if (isSure) await this.change(`“${name}” is revoked.`, () => askAccount('DELETE', `${this.#path}/${id}`));
	}

	#once(): TemplateResult | typeof nothing {
		const made = this.#made;
		if (made === undefined) return nothing;
		return onceShown({
			title: `The key “${made.name}”`,
			label: 'Key',
			text: made.key,
			note: `Send it as “Authorization: Bearer cw_…”, until ${dayOf(made.expiresAt)}. Only its hash is kept here: it is not shown again.`,
			onDone: () => {
				this.#made = undefined;
				this.requestUpdate();
			},
		});
	}

	#key(key: ApiKey): TemplateResult {
		const { name, role, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
		const now = Date.now();
		const isLive = revokedAt === null && expiresAt > now;
		const used = lastUsedAt === null ? 'never used' : `last used ${agoOf(lastUsedAt, now)}`;
		const end =
			revokedAt === null ? `${isLive ? 'ends' : 'ended'} ${agoOf(expiresAt, now)}` : `revoked ${agoOf(revokedAt, now)}`;
		return html`<li class=${isLive ? '' : 'off'}>
			<div class="what">
				<span class="name">${name}</span>
				<span class="small muted">${titleOf(role)}, ${used}, ${end}; made by ${createdBy} on ${dayOf(createdAt)}</span>
			</div>
			${isLive ? html`<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#revoke(key)}>Revoke<span class="sr"> the key ${name}</span></wa-button>` : nothing}
		</li>`;
	}

	protected override render(): TemplateResult {
		const keys = this.asked.value;
		return html`
			<p class="muted">For a machine that saves charts or asks for runs, such as a CI. Pages that show charts need none of these: their tokens are signed by your back end, with a key under “Embedding”.</p>
			<form class="form" aria-label="Make a key" @submit=${this.#make}>
				<label class="field wide"><span>What it is for</span><input name="name" required maxlength="100" autocomplete="off"></label>
				<label class="field"><span>Role</span><select name="role">${roleOptions('author', forMachines)}</select></label>
				<label class="field"><span>Lives for</span><select name="days">${LIVES.map(([days, title]) => html`<option value=${days} ?selected=${days === 90}>${title}</option>`)}</select></label>
				<wa-button type="submit" variant="brand" ?disabled=${this._isBusy}>Make a key</wa-button>
			</form>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#once()}
			${waitingFor(this.asked, this.again)}
			${
				keys && keys.length > 0
					? html`<ul class="entries" aria-label="Keys for machines">${repeat(
							keys,
							({ id }) => id,
							(each) => this.#key(each),
						)}</ul>`
					: nothing
			}
			${keys?.length === 0 ? html`<p class="muted">There is no key yet.</p>` : nothing}
			${this.confirm.render()}`;
	}
}
