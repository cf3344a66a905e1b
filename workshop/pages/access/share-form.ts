import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import type { ChartParam } from '../charts/chart-types.ts';
import { paramField } from '../charts/param-field.ts';
import { type FieldValues, missingIn } from '../charts/param-values.ts';
import { submitted } from '../people/section.ts';
import type { Member, Named } from './access.ts';
import { LIVES, linkParams, shareBody } from './share-wanted.ts';

export interface MadeLink {
	readonly id: string;
	readonly link: string;
	readonly title: string;
}

/** `<workshop-share-form>`: how a public link is to be, and the button that makes it. @fires workshop-link-made with a MadeLink */
export class WorkshopShareForm extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			form {
				display: grid;
				gap: 16px;
				grid-template-columns: minmax(0, 1fr);
				max-inline-size: 760px;
			}
			fieldset {
				min-inline-size: 0;
				margin: 0;
				padding: 0;
				border: 0;
				display: grid;
				gap: 8px;
			}
			legend {
				padding: 0 0 4px;
				font-weight: 500;
			}
			.members {
				display: flex;
				flex-wrap: wrap;
				gap: 8px 20px;
			}
			.members .check {
				font-size: 14px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		named: { attribute: false },
		label: {},
		claims: { attribute: false },
		params: { attribute: false },
		members: { attribute: false },
		_fields: { state: true },
		_life: { state: true },
		_problem: { state: true },
		_isBusy: { state: true },
	};
	declare session: ProjectSession;
	declare named: Named;
	/** What is shared, in the words of its author. */
	declare label: string;
	/** Those by which its rows are told apart. */
	declare claims: readonly string[];
	/** Those that a link may fix. */
	declare params: readonly ChartParam[];
	declare members: readonly Member[];
	declare _fields: FieldValues;
	declare _life: string;
	declare _problem: string;
	declare _isBusy: boolean;

	constructor() {
		super();
		this.claims = [];
		this.params = [];
		this.members = [];
		this._fields = {};
		this._life = '';
		this._problem = '';
		this._isBusy = false;
	}

	#body(form: HTMLFormElement): object | string {
		const given = new FormData(form);
		const text = (name: string): string => String(given.get(name) ?? '').trim();
		const { kind, name } = this.named;
		const params = linkParams(kind, this.params);
		const missing = missingIn(params, this._fields);
		if (missing.length > 0)
			return `The chart wants a value for ${missing.join(' and ')}: fix it, since whoever opens a link cannot choose it.`;
		return shareBody(
			{ kind, name, params },
			{
				title: text('title'),
				password: String(given.get('password') ?? ''),
				life: this._life,
				day: text('day'),
				exports: given.has('exports'),
				claims: Object.fromEntries(this.claims.map((claim) => [claim, text(`claim ${claim}`)])),
				fields: this._fields,
				notify: given.getAll('notify').map(String),
			},
			Date.now(),
		);
	}

	readonly #make = async (event: Event): Promise<void> => {
		const form = submitted(event);
		if (this._isBusy) return;
		const body = this.#body(form);
		this._problem = typeof body === 'string' ? body : '';
		if (typeof body === 'string') return;
		this._isBusy = true;
		try {
			const detail = await this.session.api.ask<MadeLink>('POST', '/shares', { body });
			form.reset();
			this._fields = {};
			this._life = '';
			this.dispatchEvent(new CustomEvent<MadeLink>('workshop-link-made', { detail }));
		} catch (error) {
			this._problem = messageOf(error);
		}
		this._isBusy = false;
	};

	readonly #change = ({ target }: Event): void => {
		const { name, value } = target as HTMLInputElement | HTMLSelectElement;
		this._fields = { ...this._fields, [name]: value };
	};

	#rows(): TemplateResult | typeof nothing {
		if (this.claims.length === 0) return nothing;
		return html`<fieldset><legend>Whose rows</legend>
			<p class="small muted">Each viewer of your own pages sees their own rows here, by what their token claims. Whoever opens a link has no claims: say whose rows all of them see.</p>
			<div class="form">${this.claims.map((claim) => html`<label class="field"><span>Whose rows: ${claim}</span><input name=${`claim ${claim}`} required autocomplete="off"></label>`)}</div>
		</fieldset>`;
	}

	#fixed(): TemplateResult | typeof nothing {
		if (this.params.length === 0) return nothing;
		const { kind } = this.named;
		const free = kind === 'chart' ? 'has the chart’s own value' : 'can be set by the filters of whoever opens it';
		return html`<fieldset><legend>Fixed parameters</legend>
			<p class="small muted">What is fixed nobody who opens the link can change. What is left empty ${free}.</p>
			<div class="form">${linkParams(kind, this.params).map((param) => paramField(param, this._fields, this.#change))}</div>
		</fieldset>`;
	}

	#life(): TemplateResult {
		const choose = ({ target }: Event): void => {
			this._life = (target as HTMLSelectElement).value;
		};
		return html`<label class="field"><span>Works</span><select name="life" @change=${choose}>${LIVES.map(([life, title]) => html`<option value=${life} .selected=${life === this._life}>${title}</option>`)}</select></label>
			${this._life === 'day' ? html`<label class="field"><span>Last day</span><input type="date" name="day"></label>` : nothing}`;
	}

	#notified(): TemplateResult | typeof nothing {
		const others = this.members.filter(({ account }) => account !== this.session.account.account);
		if (others.length === 0) return nothing;
		return html`<fieldset><legend>Say so in the inbox of</legend>
			<div class="members">${others.map(({ account, name }) => html`<label class="check"><input type="checkbox" name="notify" value=${account}><span>${name}</span></label>`)}</div>
		</fieldset>`;
	}

	protected override render(): TemplateResult {
		return html`<form aria-label=${`Make a link to ${this.label}`} @submit=${this.#make}>
			${this.#rows()}
			<div class="form">
				<label class="field wide"><span>Title above it</span><input name="title" maxlength="200" placeholder=${this.label} autocomplete="off"></label>
				${this.#life()}
				<label class="field"><span>Password, if it is to have one</span><input name="password" type="password" minlength="12" placeholder="12 characters or more" autocomplete="new-password"></label>
			</div>
			${this.#fixed()}
			<label class="check"><input type="checkbox" name="exports"><span>Rows and pictures may be taken away</span></label>
			${this.#notified()}
			<div class="row"><wa-button type="submit" variant="brand" ?disabled=${this._isBusy}>Make a public link</wa-button></div>
			<p class="problem" role="alert">${this._problem}</p>
		</form>`;
	}
}

customElements.define('workshop-share-form', WorkshopShareForm);
