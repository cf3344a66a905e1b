import { html, nothing, type TemplateResult } from 'lit';
import { Section, submitted, valuesOf } from './section.ts';

/** Ends tokens that are out there: all of one viewer's, or one by its name. */
export class WorkshopRevocations extends Section<true> {
	protected override async load(): Promise<true> {
		return true;
	}

	async #revoke(event: Event): Promise<void> {
		const form = submitted(event);
		const { kind, name } = valuesOf(form);
		const isSubject = kind === 'subject';
		const isSure = await this.confirm.ask({
			title: isSubject ? `Revoke the tokens of “${name}”?` : `Revoke the token “${name}”?`,
			text: isSubject
				? 'Every token of theirs that was made until now is refused within 5 seconds; open pages ask your back end for another one. A name that nobody has revokes nothing, and is not told.'
				: 'It is refused within 5 seconds; open pages ask your back end for another one. A name that no token has revokes nothing, and is not told.',
			action: 'Revoke',
		});
		if (!isSure) return;
		const body = isSubject ? { subject: name } : { token: name };
		const done = await this.change('Revoked.', async () => {
			await this.session.api.ask('POST', '/project/revocations', { body });
			return true;
		});
		if (done) form.reset();
	}

	protected override render(): TemplateResult {
		return html`
			<form class="form" aria-label="Revoke tokens" @submit=${this.#revoke}>
				<label class="field"><span>What ends</span><select name="kind">
					<option value="subject">A viewer's tokens made until now (“sub”)</option>
					<option value="token">One token (“jti”)</option>
				</select></label>
				<label class="field wide"><span>Its name, as your back end signs it</span><input name="name" required maxlength="200" autocomplete="off" spellcheck="false"></label>
				<wa-button type="submit" appearance="outlined" ?disabled=${this._isBusy}>Revoke</wa-button>
			</form>
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.confirm.render()}`;
	}
}
