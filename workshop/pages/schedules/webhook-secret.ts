import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { Confirm } from '../../shared/confirm.ts';
import { say } from '../../shared/page.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import '../../shared/copy-text.ts';

interface Secrets {
	readonly secret: string;
	/** The one before; it counts for a day. */
	readonly former?: string;
}

const PATH = '/project/webhook-secret';

/** `<workshop-webhook-secret>`: with what a program knows that a webhook comes from here; whoever manages the project sees and changes it. */
export class WorkshopWebhookSecret extends LitElement {
	static override readonly styles = [pageStyles, partStyles];
	static override readonly properties: PropertyDeclarations = { session: { attribute: false } };
	declare session: ProjectSession;
	readonly #secrets = new Asked<Secrets>(this);
	readonly #confirm = new Confirm(this);

	readonly #show = (): Promise<void> =>
		this.#secrets.ask((signal) => this.session.api.ask<Secrets>('GET', PATH, { signal }));

	readonly #change = async (): Promise<void> => {
		const isSecond = this.#secrets.value?.former !== undefined;
		const isSure = await this.#confirm.ask({
			title: 'Make a new secret for the webhooks of this project?',
			text: `For a day both the new and the former one sign what is sent: give the new one to all programs that verify it within that time.${isSecond ? ' The one before, which still signs, ends at once: programs that have only that one take nothing any more.' : ''} This cannot be taken back.`,
			action: 'Make a new secret',
		});
		if (!isSure) return;
		// Not to be aborted: once it is sent there is a new one.
		await this.#secrets.ask(() => this.session.api.ask<Secrets>('POST', PATH));
		if (this.#secrets.problem === '') say(this, 'There is a new secret.');
	};

	#shown({ secret, former }: Secrets): TemplateResult {
		return html`<workshop-copy label="Secret of the project’s webhooks" .text=${secret}></workshop-copy>
			${former === undefined ? nothing : html`<p class="small muted">The former secret signs as well for a day after the change.</p>`}
			<div><wa-button size="s" appearance="outlined" ?disabled=${this.#secrets.isWaiting} @click=${this.#change}>Make a new secret…</wa-button></div>`;
	}

	#managed(): TemplateResult {
		const { value, problem, isWaiting } = this.#secrets;
		return html`${problem ? html`<p class="problem small" role="alert">${problem}</p>` : nothing}
			${
				value === undefined
					? html`<div><wa-button size="s" appearance="outlined" ?disabled=${isWaiting} @click=${this.#show}>Show the secret</wa-button></div>`
					: this.#shown(value)
			}
			${this.#confirm.render()}`;
	}

	protected override render(): TemplateResult {
		const { isManager } = this.session;
		return html`<div class="part">
			<p class="small muted">What a program receives is signed with the project’s secret, as <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">Standard Webhooks</a> has it; <code>docs/deliveries.md</code> shows how to verify it.
			${isManager ? nothing : 'An administrator of the project finds the secret here.'}</p>
			${isManager ? this.#managed() : nothing}
		</div>`;
	}
}
