import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { onceShown, waitingFor } from '../../shared/parts.ts';
import { agoOf, dayOf } from '../../shared/times.ts';
import { Section, submitted, valuesOf } from './section.ts';

interface SigningKey {
	readonly kid: string;
	readonly name: string;
	readonly algorithm: 'HS256' | 'EdDSA';
	/** Its tokens may write SQL. */
	readonly author: boolean;
	readonly createdAt: number;
	readonly createdBy: string;
	readonly revokedAt: number | null;
}

type MadeKey = SigningKey & { readonly secret?: string };

const PAIR = 'openssl genpkey -algorithm ed25519 -out key.pem\nopenssl pkey -in key.pem -pubout';

/** Keys with which the customer's back end signs the tokens of its pages. */
export class WorkshopSigningKeys extends Section<readonly SigningKey[]> {
	#made: MadeKey | undefined;
	#algorithm: SigningKey['algorithm'] = 'HS256';

	protected override async load(signal: AbortSignal): Promise<readonly SigningKey[]> {
		const { keys } = await this.session.api.ask<{ keys: readonly SigningKey[] }>('GET', '/project/keys', { signal });
		return keys;
	}

	async #make(event: Event): Promise<void> {
		const form = submitted(event);
		const { name, author, publicKey } = valuesOf(form);
		const pair = this.#algorithm === 'EdDSA' ? { publicKey } : {};
		const body = { name, author: author === 'on', ...pair };
		const made = await this.change('', () => this.session.api.ask<MadeKey>('POST', '/project/keys', { body }));
		if (made === undefined) return;
		form.reset();
		this.#algorithm = 'HS256';
		this.#made = made;
		this.requestUpdate();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('.once')?.focus();
	}

	async #revoke({ kid, name }: SigningKey): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Revoke the key “${name}”?`,
			text: 'Every token and picture address that it has signed is refused within 5 seconds: pages show their last picture no longer up to date. This cannot be taken back. To change a key without that, make the new one first, sign with it, and revoke the old one once its tokens have run out.',
			action: 'Revoke',
		});
		if (!isSure) return;
		const path = `/project/keys/${encodeURIComponent(kid)}`;
		await this.change(`“${name}” is revoked.`, () => this.session.api.ask('DELETE', path));
	}

	#once(): TemplateResult | typeof nothing {
		const made = this.#made;
		if (made === undefined) return nothing;
		const { kid, secret, name } = made;
		const isSecret = secret !== undefined;
		return onceShown({
			title: `The key “${name}”`,
			label: 'For the environment of your back end',
			text: isSecret ? `CHARTWIRE_KID=${kid}\nCHARTWIRE_SECRET=${secret}` : `CHARTWIRE_KID=${kid}`,
			note: isSecret
				? 'Never in a page or a repository: whoever has the secret can sign any token of this project. It is not shown again.'
				: 'Its secret half is only with you. The name stands in the header of each token as “kid”.',
			onDone: () => {
				this.#made = undefined;
				this.requestUpdate();
			},
		});
	}

	#key(key: SigningKey): TemplateResult {
		const { kid, name, algorithm, author, createdAt, revokedAt } = key;
		const isLive = revokedAt === null;
		const may = author ? ', may write SQL' : '';
		const end = isLive ? '' : `, revoked ${agoOf(revokedAt, Date.now())}`;
		return html`<li class=${isLive ? '' : 'off'}>
			<div class="what">
				<span class="name">${name}</span>
				<span class="small muted"><code>${kid}</code>, ${algorithm}${may}, made on ${dayOf(createdAt)}${end}</span>
			</div>
			${isLive ? html`<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#revoke(key)}>Revoke<span class="sr"> the key ${name}</span></wa-button>` : nothing}
		</li>`;
	}

	#form(): TemplateResult {
		const choose = ({ target }: Event): void => {
			this.#algorithm = (target as HTMLSelectElement).value as SigningKey['algorithm'];
			this.requestUpdate();
		};
		const isPair = this.#algorithm === 'EdDSA';
		return html`<form class="part" aria-label="Make a signing key" @submit=${this.#make}>
			<div class="form">
				<label class="field wide"><span>Who signs with it</span><input name="name" required maxlength="100" autocomplete="off"></label>
				<label class="field wide"><span>Kind</span><select name="algorithm" @change=${choose}>
					<option value="HS256" ?selected=${!isPair}>HS256: a secret that is made here</option>
					<option value="EdDSA" ?selected=${isPair}>EdDSA: a pair, whose secret half stays with you</option>
				</select></label>
			</div>
			${
				isPair
					? html`<label class="field"><span>Public half, Ed25519, as PEM</span><textarea name="publicKey" rows="4" required maxlength="2000" placeholder="-----BEGIN PUBLIC KEY-----" spellcheck="false"></textarea></label>
				<workshop-copy label="How a pair is made" .text=${PAIR}></workshop-copy>`
					: nothing
			}
			<label class="field"><span class="check"><input type="checkbox" name="author"><span>Its tokens may write SQL. Never for a page that others see.</span></span></label>
			<div><wa-button type="submit" variant="brand" ?disabled=${this._isBusy}>Make a signing key</wa-button></div>
		</form>`;
	}

	protected override render(): TemplateResult {
		const keys = this.asked.value;
		return html`
			<p class="muted">Your back end signs a token for each viewer whom it knows; it says who that is, which charts they may watch, and which rows of them. Each chart's page, under “Embed”, has how that is written.</p>
			${this.#form()}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#once()}
			${waitingFor(this.asked, this.again)}
			${
				keys && keys.length > 0
					? html`<ul class="entries" aria-label="Signing keys">${repeat(
							keys,
							({ kid }) => kid,
							(each) => this.#key(each),
						)}</ul>`
					: nothing
			}
			${keys?.length === 0 ? html`<p class="muted">No key signs for this project yet.</p>` : nothing}
			${this.confirm.render()}`;
	}
}
