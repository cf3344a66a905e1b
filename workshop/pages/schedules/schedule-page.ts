import { css, html, nothing, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import { go } from '../../shared/page.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf } from '../../shared/times.ts';
import { countText } from '../../shared/words.ts';
import { Section } from '../people/section.ts';
import { changeNote, localMoment } from './clock-change.ts';
import { type Declaration, placeOf, receiversIn, type StoredSchedule, targetOf, titleOf } from './schedule.ts';
import type { WorkshopScheduleLog } from './schedule-log.ts';
import { setEnabled } from './set-enabled.ts';

type Shown = StoredSchedule & {
	/** When, in words. */
	readonly words: string;
	/** ms, by the server's clock. */
	readonly now: number;
	readonly times: readonly { readonly at: number }[];
};

/** One schedule: what it sends, when and to whom; what it has done; and sending it now. */
export class WorkshopSchedulePage extends Section<Shown> {
	static override readonly properties = { ...Section.properties, name: {}, _isPreviewed: { state: true } };
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			dl > div {
				display: grid;
				grid-template-columns: min(160px, 25%) minmax(0, 1fr);
				gap: 4px 16px;
				padding-block: 6px;
				border-block-end: 1px solid var(--line-quiet);
				overflow-wrap: anywhere;
			}
			dt {
				color: var(--muted);
			}
		`,
	];
	declare name: string;
	declare _isPreviewed: boolean;

	get #path(): string {
		return `/schedules/${encodeURIComponent(this.name)}`;
	}

	protected override async load(signal: AbortSignal): Promise<Shown> {
		const { api } = this.session;
		const [stored, { words, now, times }] = await Promise.all([
			api.ask<StoredSchedule>('GET', this.#path, { signal }),
			api.ask<Pick<Shown, 'words' | 'now' | 'times'>>('GET', `${this.#path}/times`, { signal }),
		]);
		return { ...stored, words, now, times };
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		super.willUpdate(changed);
		if (!changed.has('name')) return;
		this._isPreviewed = false;
		if (changed.has('session')) return;
		this.asked.forget();
		this.again();
	}

	#lookAgain(): void {
		this.renderRoot.querySelector<WorkshopScheduleLog>('workshop-schedule-log')?.ask();
	}

	async #sendNow({ declaration }: Shown): Promise<void> {
		const { people, others } = receiversIn(declaration.channels);
		const isSure = await this.confirm.ask({
			title: `Send “${titleOf(declaration)}” now?`,
			text: `${countText(people, 'mail')} ${people === 1 ? 'is' : 'are'} sent${others > 0 ? `, and ${countText(others, 'message')} to chats and programs` : ''}: to ${declaration.channels.map(placeOf).join(', ')}. What is sent cannot be taken back. When it is due by itself it is sent all the same.`,
			action: `Send to ${people + others}`,
		});
		if (!isSure) return;
		await this.change('It is being sent.', () => this.session.api.ask('POST', `${this.#path}/send`));
		this.#lookAgain();
	}

	async #sendToMe(): Promise<void> {
		const { email } = this.session.account;
		const body = { channels: [{ kind: 'email', to: [email] }] };
		await this.change(`It is being sent to ${email}.`, () =>
			this.session.api.ask('POST', `${this.#path}/send`, { body }),
		);
		this.#lookAgain();
	}

	async #delete({ declaration, revision }: Shown): Promise<void> {
		const isSure = await this.confirm.ask({
			title: `Delete the schedule “${titleOf(declaration)}”?`,
			text: 'It is not sent any more; what it has begun still is. This cannot be taken back. To stop it for a while, switch it off.',
			action: 'Delete',
		});
		if (!isSure) return;
		const headers = { 'if-match': `"${revision}"` };
		const done = await this.change(`“${titleOf(declaration)}” is deleted.`, () =>
			this.session.api.ask('DELETE', this.#path, { headers }),
		);
		if (done !== undefined) go(this, { page: 'schedules' });
	}

	#toggle({ declaration }: Shown): void {
		const isOn = !declaration.enabled;
		void this.change(`It is ${isOn ? 'on' : 'off'}.`, () => setEnabled(this.session.api, this.name, isOn));
	}

	#head(shown: Shown): TemplateResult {
		const { project } = this.session.project;
		const { declaration, updatedAt } = shown;
		const edit = addressOf({ project, page: 'schedules', item: `${this.name}/edit` });
		return html`<div class="head">
			<div class="what"><h1>${titleOf(declaration)}</h1><p class="small muted"><code>${this.name}</code>, saved ${agoOf(updatedAt, Date.now())}</p></div>
			<div class="row">
				<wa-button appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#sendToMe()}>Send a test to me</wa-button>
				<wa-button appearance="outlined" ?disabled=${this._isBusy || declaration.channels.length === 0} @click=${() => this.#sendNow(shown)}>Send now…</wa-button>
				<wa-button appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#toggle(shown)}>${declaration.enabled ? 'Switch off' : 'Switch on'}</wa-button>
				<wa-button appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#delete(shown)}>Delete</wa-button>
				<wa-button variant="brand" href=${edit}>Edit</wa-button>
			</div>
		</div>`;
	}

	#with({ attach, only, warmMinutes }: Declaration): string {
		const parts = [attach.picture ? 'pictures' : '', attach.csv ? 'rows as CSV' : ''].filter(Boolean).join(' and ');
		const when = only === 'when-rows' ? '; only when there are rows' : '';
		const warm = warmMinutes === undefined ? '' : `; ready for viewers ${countText(warmMinutes, 'minute')} before`;
		return `${parts || 'words alone'}${when}${warm}`;
	}

	#facts({ declaration, words, now, times, nextAt }: Shown): TemplateResult {
		const { timeZone, target, channels, enabled } = declaration;
		const { noun, page, item, part } = targetOf(target);
		const address = addressOf({ project: this.session.project.project, page, item });
		const params = Object.entries(target.params).map(([name, value]) => `${name} ${String(value)}`);
		const note = changeNote(
			timeZone,
			now,
			times.map(({ at }) => at),
		);
		const next = enabled && nextAt !== null ? localMoment(nextAt, timeZone) : 'not due while it is off';
		return html`<dl>
			<div><dt>Sends</dt><dd>the ${noun} <a href=${address}>${item}</a>${part}${params.length > 0 ? ` with ${params.join(', ')}` : ''}</dd></div>
			<div><dt>When</dt><dd>${words} (${timeZone})</dd></div>
			<div><dt>Next</dt><dd>${next}${note && enabled ? html`<p class="small muted">${note}</p>` : nothing}</dd></div>
			<div><dt>To</dt><dd>${channels.map(placeOf).join(', ') || 'nobody: edit it to say who receives it'}</dd></div>
			<div><dt>With</dt><dd>${this.#with(declaration)}</dd></div>
		</dl>`;
	}

	#parts(shown: Shown): TemplateResult {
		const { session, name } = this;
		const { declaration } = shown;
		return html`${this.#head(shown)}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			${this.#facts(shown)}
			<section class="part" aria-labelledby="log"><h2 id="log">What it has done</h2>
				<workshop-schedule-log .session=${session} .name=${name} .timeZone=${declaration.timeZone}></workshop-schedule-log></section>
			<section class="part" aria-labelledby="mail"><h2 id="mail">The mail</h2>
				${
					this._isPreviewed
						? html`<workshop-mail-preview .session=${session} .declaration=${declaration} .name=${name}></workshop-mail-preview>`
						: html`<div><wa-button size="s" appearance="outlined" @click=${this.#preview}>Preview the mail</wa-button></div>`
				}</section>`;
	}

	readonly #preview = (): void => {
		this._isPreviewed = true;
	};

	protected override render(): TemplateResult {
		const shown = this.asked.value;
		const { project } = this.session.project;
		return html`<div class="page">
			<a class="small" href=${addressOf({ project, page: 'schedules' })}>All schedules</a>
			${shown ? nothing : html`<div class="head"><div class="what"><h1>${this.name}</h1><p class="small muted"><code>${this.name}</code></p></div></div>`}
			${waitingFor(this.asked, this.again)}
			${shown ? this.#parts(shown) : nothing}
			${this.confirm.render()}
		</div>`;
	}
}
