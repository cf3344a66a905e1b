import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { Confirm } from '../../shared/confirm.ts';
import { go, say } from '../../shared/page.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { agoOf, momentOf } from '../../shared/times.ts';
import { toned, toneStyles } from '../../shared/tones.ts';
import { whoText } from '../../shared/who.ts';
import { alertFacts } from './alert-facts.ts';
import { AlertModel } from './alert-model.ts';
import { alertPageStyles } from './alert-page-styles.ts';
import type { WholeAlert } from './alert-types.ts';
import { channelText, deliveryLook, lookOf, shownOf, snoozeText, valueText } from './alert-words.ts';
import { Polling } from './polling.ts';
import { snoozeChoices } from './snooze-times.ts';

const LOOK_AGAIN_MS = 5_000;

/** `<workshop-alert-page>`: one alert: how it stands and why, what can be done about it now, and what has happened. */
export class WorkshopAlertPage extends LitElement {
	static override readonly styles = [pageStyles, partStyles, toneStyles, alertPageStyles];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		alert: {},
		_problem: { state: true },
		_note: { state: true },
		_isBusy: { state: true },
	};
	declare session: ProjectSession;
	declare alert: string;
	declare _problem: string;
	declare _note: string;
	declare _isBusy: boolean;
	readonly #model = new AlertModel(this);
	readonly #confirm = new Confirm(this);

	constructor() {
		super();
		this._problem = '';
		this._note = '';
		this._isBusy = false;
		new Polling(this, LOOK_AGAIN_MS, this.#model.look);
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('alert') && !changed.has('session')) return;
		this._problem = '';
		this._note = '';
		this.#model.attach(this.session, this.alert);
	}

	/** One thing after the other; what it says when it went well. */
	async #act(work: () => Promise<string>): Promise<void> {
		if (this._isBusy) return;
		this._isBusy = true;
		this._problem = '';
		try {
			say(this, await work());
			this._note = '';
		} catch (error) {
			this._problem = messageOf(error);
		} finally {
			this._isBusy = false;
		}
	}

	async #delete(alert: WholeAlert): Promise<void> {
		const isSure = await this.#confirm.ask({
			title: `Delete the alert “${alert.title || alert.alert}”?`,
			text: 'It watches no more, and its log goes with it. Nobody is told. This cannot be taken back; to have it keep quiet, snooze or disable it.',
			action: 'Delete the alert',
		});
		if (!isSure) return;
		await this.#act(async () => {
			await this.#model.remove(alert);
			go(this, { page: 'alerts' });
			return 'The alert is deleted.';
		});
	}

	#big(text: string, work: () => Promise<string>, look = ''): TemplateResult {
		return html`<button type="button" class=${`big ${look}`} ?disabled=${this._isBusy} @click=${() => this.#act(work)}>${text}</button>`;
	}

	#snoozing(fires: boolean, isSnoozed: boolean, note: string): TemplateResult {
		if (isSnoozed) {
			return html`<div class="group">${this.#big('Wake it', async () => {
				await this.#model.snooze(null, note);
				return 'It is not snoozed any more.';
			})}</div>`;
		}
		const choices = snoozeChoices(Date.now(), fires).map(({ text, until }) =>
			this.#big(text, async () => {
				await this.#model.snooze(until, note);
				return `Snoozed ${snoozeText(until)}.`;
			}),
		);
		return html`<div role="group" aria-labelledby="snooze"><p class="label" id="snooze">Snooze: nobody is told of it meanwhile</p><div class="group">${choices}</div></div>`;
	}

	#acts(alert: WholeAlert): TemplateResult | typeof nothing {
		if (!alert.enabled) return nothing;
		const { isAuthor } = this.session;
		const { state, acknowledged, snooze } = alert;
		const fires =
			alert.state === 'snoozed'
				? alert.since !== undefined
				: state === 'firing' || state === 'recovering' || state === 'acknowledged';
		const note = this._note.trim();
		const isOpen = (state === 'firing' || state === 'recovering') && acknowledged === undefined;
		const canAck = isOpen && (isAuthor || alert.following);
		if (!isAuthor && !canAck) {
			return isOpen ? html`<p class="small muted">Follow it to acknowledge that you take care of it.</p>` : nothing;
		}
		const isSnoozed = state === 'snoozed' && snooze !== undefined;
		return html`<div class="acts">
			${
				canAck
					? html`<div class="group">${this.#big(
							'Acknowledge',
							async () => {
								await this.#model.acknowledge(note);
								return 'Acknowledged: the others see that you take care of it.';
							},
							'first',
						)}</div>`
					: nothing
			}
			${isAuthor ? this.#snoozing(fires, isSnoozed, note) : nothing}
			${
				canAck || !isSnoozed
					? html`<label class="field"><span>A word to the others (optional)</span><input maxlength="500" autocomplete="off" .value=${this._note} @input=${({
							target,
						}: Event) => {
							this._note = (target as HTMLInputElement).value;
						}}></label>`
					: nothing
			}
		</div>`;
	}

	#standing(alert: WholeAlert): TemplateResult {
		const { since, value, reason, problem, acknowledged, snooze, names, evaluatedAt, state } = alert;
		const shown = shownOf(alert);
		const { text, tone } = lookOf(shown);
		const called = (id: string): string => whoText({ id, name: names[id] }, this.session.account.account);
		return html`<section class=${`state ${tone}`} aria-label="State" aria-live="polite">
			<div class="now">${toned(tone, text)}${value === null ? nothing : html`<span class="value"><span class="sr">Last value: </span>${valueText(value)}</span>`}</div>
			${problem === null ? nothing : html`<p class="reason">${problem}</p>`}
			${reason === null || reason === problem ? nothing : html`<p class="reason">${reason}</p>`}
			<p class="muted">
				${since === undefined ? nothing : html`Since ${momentOf(since)} (${agoOf(since, Date.now())}). `}
				${acknowledged === undefined ? nothing : html`Acknowledged by ${called(acknowledged.by)}, ${agoOf(acknowledged.at, Date.now())}. `}
				${snooze === undefined || state !== 'snoozed' ? nothing : html`Snoozed ${snoozeText(snooze.until)}, by ${called(snooze.by)}. `}
				${evaluatedAt === null ? 'Its question is on its way.' : `Looked at ${agoOf(evaluatedAt, Date.now())}.`}
			</p>
			${this.#acts(alert)}
		</section>`;
	}

	#head(alert: WholeAlert | undefined): TemplateResult {
		const { project } = this.session.project;
		return html`<a class="small" href=${addressOf({ project, page: 'alerts' })}>All alerts</a>
		<div class="head">
			<div class="title"><h1>${alert?.title || this.alert}</h1>
				<p class="small muted"><code>${this.alert}</code>${alert === undefined ? nothing : html`, ${alert.watches} in ${alert.chart}`}</p></div>
			${alert === undefined ? nothing : this.#headActs(alert)}
		</div>`;
	}

	/** Above what is looked at in the night there is no more than this. */
	#headActs({ following }: WholeAlert): TemplateResult {
		const { project } = this.session.project;
		const edit = addressOf({ project, page: 'alerts', item: this.alert, query: { edit: '1' } });
		const follow = async (): Promise<string> => {
			await this.#model.follow(!following);
			return following ? 'You are not told of it any more.' : 'You are told of it in your inbox.';
		};
		return html`<div class="row">
			<wa-button appearance="outlined" aria-pressed=${following} ?disabled=${this._isBusy} @click=${() => this.#act(follow)}><wa-icon slot="start" name=${following ? 'bell-off' : 'bell'} aria-hidden="true"></wa-icon>${following ? 'Unfollow' : 'Follow'}</wa-button>
			${this.session.isAuthor ? html`<wa-button variant="brand" href=${edit}>Edit</wa-button>` : nothing}
		</div>`;
	}

	#tests(): TemplateResult | typeof nothing {
		const tests = this.#model.tests.value?.deliveries ?? [];
		if (tests.length === 0) return nothing;
		return html`<ul aria-label="Test messages">${tests.map((each) => {
			const { text, tone } = deliveryLook(each);
			return html`<li class="small">${toned(tone, `Test, ${channelText(each.channel)}: ${text}`)} <span class="muted">${momentOf(each.cause.at)}</span></li>`;
		})}</ul>`;
	}

	#manage(alert: WholeAlert): TemplateResult | typeof nothing {
		if (!this.session.isAuthor) return nothing;
		const { enabled, declaration } = alert;
		const test = async (): Promise<string> => {
			const { recipients } = await this.#model.sendTest();
			return recipients === 1
				? 'A test is on its way to one address.'
				: `A test is on its way to ${recipients} addresses.`;
		};
		const enable = async (): Promise<string> => {
			await this.#model.enable(alert, !enabled);
			return enabled ? 'It is disabled: nothing is asked.' : 'It is enabled, and its question is asked.';
		};
		const hasChannels = (declaration.channels?.length ?? 0) > 0;
		return html`<div class="row">
			${hasChannels ? html`<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#act(test)}>Send a test</wa-button>` : nothing}
			<wa-button size="s" appearance="outlined" ?disabled=${this._isBusy} @click=${() => this.#act(enable)}>${enabled ? 'Disable' : 'Enable'}</wa-button>
			<wa-button size="s" appearance="outlined" variant="danger" ?disabled=${this._isBusy} @click=${() => this.#delete(alert)}>Delete</wa-button>
		</div>`;
	}

	#content(alert: WholeAlert): TemplateResult {
		const { log, preview, deliveries } = this.#model;
		const events = log.value?.events ?? [];
		return html`
			${this.#standing(alert)}
			<section class="part" aria-labelledby="values"><h2 id="values">Last values</h2>
				${preview.value === undefined ? waitingFor(preview, this.#model.look) : html`<workshop-alert-plot .preview=${preview.value} .marks=${events}></workshop-alert-plot>`}</section>
			<section class="part" aria-labelledby="log"><h2 id="log">What has happened</h2>
				${
					log.value === undefined
						? waitingFor(log, this.#model.look)
						: html`<workshop-alert-log .events=${events} .names=${log.value.names} .deliveries=${deliveries.value?.deliveries ?? []} self=${this.session.account.account} @delivery-again=${({
								detail,
							}: CustomEvent<string>) =>
								this.#act(async () => {
									await this.#model.sendAgain(detail);
									return 'It is sent again.';
								})}></workshop-alert-log>`
				}
				${log.value?.next === undefined || events.length >= 100 ? nothing : html`<div><wa-button size="s" appearance="outlined" @click=${this.#model.more}>Older events</wa-button></div>`}</section>
			<section class="part" aria-labelledby="facts"><h2 id="facts">How it is declared</h2>${alertFacts(alert, this.session)}${this.#tests()}${this.#manage(alert)}</section>`;
	}

	protected override render(): TemplateResult {
		const { alert: asked, isGone } = this.#model;
		const alert = isGone ? undefined : asked.value;
		return html`<div class="page">
			${this.#head(alert)}
			${this._problem === '' ? nothing : html`<p class="problem" role="alert">${this._problem}</p>`}
			${isGone ? html`<p role="alert">There is no alert “${this.alert}” in this project: it was deleted, or never was.</p>` : waitingFor(asked, this.#model.look)}
			${alert === undefined ? html`<div class="waits"></div>` : this.#content(alert)}
			${this.#confirm.render()}
		</div>`;
	}
}
