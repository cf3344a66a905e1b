import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { go, say } from '../../shared/page.ts';
import { partStyles } from '../../shared/parts.ts';
import { saveAsNew } from '../../shared/save-as-new.ts';
import { pageStyles } from '../../shared/styles.ts';
import { chartNameOf } from '../editor/pure/declaration.ts';
import type { WorkshopScheduleRecipients } from './recipients-field.ts';
import { type Channel, type Declaration, type StoredSchedule, type Target, titleOf } from './schedule.ts';
import type { When } from './when-field.ts';

const isChosen = (target: Target): boolean => ('chart' in target ? target.chart : target.dashboard) !== '';

const MOST_WARM = 120;

/** `<workshop-schedule-form>`: a schedule that is made, or changed. */
export class WorkshopScheduleForm extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host,
			form {
				display: grid;
				gap: 28px;
				grid-template-columns: minmax(0, 1fr);
			}
			.title {
				max-inline-size: 480px;
			}
			.minutes {
				inline-size: 8ch;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		stored: { attribute: false },
		draft: { attribute: false },
		_problem: { state: true },
		_isBusy: { state: true },
		_previewed: { state: true },
	};
	declare session: ProjectSession;
	/** What is changed; undefined: it becomes a new one. */
	declare stored: StoredSchedule | undefined;
	declare draft: Declaration;
	declare _problem: string;
	declare _isBusy: boolean;
	declare _previewed: Declaration | undefined;

	constructor() {
		super();
		this._problem = '';
		this._isBusy = false;
	}

	#set(part: Partial<Declaration>): void {
		this.draft = { ...this.draft, ...part };
	}

	#problemOf({ target, channels }: Declaration): string {
		if (!isChosen(target)) return 'Choose what is sent.';
		return channels.length === 0 ? 'Say who is to receive it: a mail address, a chat or a program.' : '';
	}

	async #save(event: Event): Promise<void> {
		event.preventDefault();
		if (this._isBusy) return;
		const recipients = this.renderRoot.querySelector<WorkshopScheduleRecipients>('workshop-schedule-recipients');
		if (recipients?.settle() === false) return;
		this._problem = this.#problemOf(this.draft);
		if (this._problem !== '') return;
		this._isBusy = true;
		try {
			const name = await this.#put(this.draft);
			say(this, `“${titleOf(this.draft)}” is saved.`);
			go(this, { page: 'schedules', item: name });
		} catch (error) {
			this._problem = messageOf(error);
		}
		this._isBusy = false;
	}

	/** @returns its name */
	async #put(body: Declaration): Promise<string> {
		const { api } = this.session;
		if (this.stored === undefined) {
			const wanted = chartNameOf(titleOf(body)) || 'schedule';
			return saveAsNew(api, { path: '/schedules', conflict: 'schedule_conflict', wanted, body });
		}
		const { schedule, revision } = this.stored;
		await api.ask('PUT', `/schedules/${schedule}`, { body, headers: { 'if-match': `"${revision}"` } });
		return schedule;
	}

	readonly #preview = (): void => {
		this._problem = isChosen(this.draft.target) ? '' : 'Choose what is sent.';
		this._previewed = this._problem === '' ? { ...this.draft } : undefined;
	};

	#content(): TemplateResult {
		const { attach, only, warmMinutes } = this.draft;
		const onAttach = ({ target }: Event): void => {
			const { name, checked } = target as HTMLInputElement;
			this.#set({ attach: { ...attach, [name]: checked } });
		};
		const onOnly = ({ target }: Event) =>
			this.#set({ only: (target as HTMLInputElement).checked ? 'when-rows' : 'always' });
		const onWarm = ({ target }: Event): void => {
			const minutes = (target as HTMLInputElement).valueAsNumber;
			this.#set({ warmMinutes: minutes >= 1 && minutes <= MOST_WARM ? minutes : undefined });
		};
		return html`<section class="part" aria-labelledby="how"><h2 id="how">How</h2>
			<label class="check"><input type="checkbox" name="picture" .checked=${attach.picture} @change=${onAttach}><span>With a picture of each chart</span></label>
			<label class="check"><input type="checkbox" name="csv" .checked=${attach.csv} @change=${onAttach}><span>With the rows as files (CSV)</span></label>
			<label class="check"><input type="checkbox" name="only" .checked=${only === 'when-rows'} @change=${onOnly}><span>Only when there are rows</span></label>
			<label class="field"><span>Have its charts ready for viewers so many minutes before; empty: not</span><input class="minutes" type="number" name="warm" min="1" max=${MOST_WARM} .value=${warmMinutes === undefined ? '' : String(warmMinutes)} @change=${onWarm}></label>
		</section>`;
	}

	protected override render(): TemplateResult {
		const { session, draft, stored } = this;
		const { project } = session.project;
		const back = addressOf({ project, page: 'schedules', ...(stored && { item: stored.schedule }) });
		return html`<form aria-label="Schedule" novalidate @submit=${this.#save}>
			<section class="part" aria-labelledby="what"><h2 id="what">What</h2>
				<workshop-schedule-target .session=${session} .target=${draft.target} @workshop-target=${({ detail }: CustomEvent<Target>) => this.#set({ target: detail })}></workshop-schedule-target>
				<label class="field title"><span>Subject; empty: the title of what is sent</span><input name="title" maxlength="200" autocomplete="off" .value=${draft.title} @input=${({ target }: Event) => this.#set({ title: (target as HTMLInputElement).value })}></label>
			</section>
			<section class="part" aria-labelledby="when"><h2 id="when">When</h2>
				<workshop-schedule-when .session=${session} .when=${{ cron: draft.cron, timeZone: draft.timeZone }} @workshop-when=${({ detail }: CustomEvent<When>) => this.#set(detail)}></workshop-schedule-when>
			</section>
			<section class="part" aria-labelledby="whom"><h2 id="whom">To whom</h2>
				<workshop-schedule-recipients .session=${session} .channels=${draft.channels} @workshop-channels=${({ detail }: CustomEvent<readonly Channel[]>) => this.#set({ channels: detail })}></workshop-schedule-recipients>
			</section>
			${this.#content()}
			${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
			<div class="row">
				<wa-button type="submit" variant="brand" ?disabled=${this._isBusy}>Save</wa-button>
				<wa-button appearance="outlined" @click=${this.#preview}>Preview the mail</wa-button>
				<wa-button appearance="plain" href=${back}>Cancel</wa-button>
			</div>
			${
				this._previewed
					? html`<section class="part" aria-labelledby="mail"><h2 id="mail">The mail as it would look now</h2>
				<workshop-mail-preview .session=${session} .declaration=${this._previewed} .name=${stored?.schedule ?? ''}></workshop-mail-preview></section>`
					: nothing
			}
		</form>`;
	}
}
