import { html, nothing, type TemplateResult } from 'lit';
import { waitingFor } from '../../shared/parts.ts';
import { Section, submitted, valuesOf } from './section.ts';

interface Settings {
	readonly private: boolean;
	readonly origins: readonly string[];
}

/** Lines that hold something, each once. */
const linesOf = (text: string): readonly string[] => [
	...new Set(
		text
			.split('\n')
			.map((line) => line.trim())
			.filter((line) => line !== ''),
	),
];

/** From where the project's charts may be shown, and whether their large results want a token. */
export class WorkshopOrigins extends Section<Settings> {
	protected override load(signal: AbortSignal): Promise<Settings> {
		return this.session.api.ask('GET', '/project', { signal });
	}

	async #save(event: Event): Promise<void> {
		const { origins = '', private: isPrivate } = valuesOf(submitted(event));
		const body = { origins: linesOf(origins), private: isPrivate === 'on' };
		await this.change('Saved. It holds at every node within seconds.', () =>
			this.session.api.ask('PUT', '/project', { body }),
		);
	}

	protected override render(): TemplateResult {
		const settings = this.asked.value;
		return html`
			${waitingFor(this.asked, this.again)}
			${
				settings
					? html`<form class="part" aria-label="Origins and privacy" @submit=${this.#save}>
				<label class="field"><span>Origins whose pages may show this project's charts, one a line. None: every page that has a token may</span>
					<textarea name="origins" rows="3" spellcheck="false" placeholder="https://app.example.com&#10;https://*.example.com" .value=${settings.origins.join('\n')}></textarea></label>
				<label class="field"><span class="check"><input type="checkbox" name="private" .checked=${settings.private}><span>Whoever fetches a large result must show a token; otherwise its address, which nobody can guess, is enough.</span></span></label>
				${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
				<div><wa-button type="submit" appearance="outlined" ?disabled=${this._isBusy}>Save</wa-button></div>
			</form>`
					: nothing
			}`;
	}
}
