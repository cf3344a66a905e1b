import {
	css,
	html,
	LitElement,
	nothing,
	type PropertyDeclarations,
	type PropertyValues,
	type TemplateResult,
} from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { ApiError, messageOf } from '../../shared/api.ts';
import { formStyles } from '../../shared/forms.ts';
import { say } from '../../shared/page.ts';
import { pageStyles } from '../../shared/styles.ts';
import type { ConnectionTest } from './connection-steps.ts';
import { connectionStyles, connectionView } from './connection-view.ts';
import { roleHelp, roleHelpStyles } from './role-help.ts';
import {
	addressOfFields,
	changesOf,
	DEFAULT_PORTS,
	type FieldName,
	type FieldProblems,
	fieldsOf,
	fieldsOfUrl,
	newSourceOf,
	problemsOf,
	type ShownSource,
	type SourceFields,
} from './source-fields.ts';
import { placeFields, tlsFields, tunnelFields } from './source-form-view.ts';

/** Which of several words says what is done now; '': nothing. */
type Busy = '' | 'testing' | 'saving';

const isField = (fields: SourceFields, name: string): name is FieldName => Object.hasOwn(fields, name);

/**
 * `<workshop-source-form>`: adds a source, or edits one without asking for its login again.
 *
 * @fires source-saved - With its name.
 */
export class WorkshopSourceForm extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		stored: { attribute: false },
		taken: { attribute: false },
		_fields: { state: true },
		_problems: { state: true },
		_problem: { state: true },
		_test: { state: true },
		_busy: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		formStyles,
		connectionStyles,
		roleHelpStyles,
		css`
			form {
				display: grid;
				gap: 24px;
			}
			section {
				display: grid;
				gap: 16px;
			}
		`,
	];

	declare session: ProjectSession;
	/** Undefined: a new one. */
	declare stored: ShownSource | undefined;
	/** Names of the project's sources. */
	declare taken: readonly string[];
	declare _fields: SourceFields;
	declare _problems: FieldProblems;
	declare _problem: string;
	declare _test: ConnectionTest | undefined;
	declare _busy: Busy;

	constructor() {
		super();
		this.taken = [];
		this._fields = fieldsOf(undefined);
		this._problems = {};
		this._problem = '';
		this._test = undefined;
		this._busy = '';
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (!changed.has('stored')) return;
		const before = changed.get('stored') as ShownSource | undefined;
		// The list is read again meanwhile; what is typed stays.
		if (this.hasUpdated && before?.name === this.stored?.name) return;
		this._fields = fieldsOf(this.stored);
		this._problems = {};
		this._problem = '';
		this._test = undefined;
	}

	readonly #onInput = ({ target }: Event): void => {
		const { name, value } = target as HTMLInputElement;
		if (!isField(this._fields, name)) return;
		const next = { ...this._fields, [name]: value };
		const isOtherEngine = name === 'engine' && this._fields.port === DEFAULT_PORTS[this._fields.engine];
		this._fields = isOtherEngine ? { ...next, port: DEFAULT_PORTS[next.engine] } : next;
		this._problems = { ...this._problems, [name]: undefined };
		// It spoke of another address.
		this._test = undefined;
	};

	/** What is pasted is taken apart at once, so that no password stands there to be read. */
	readonly #onUrl = ({ target }: Event): void => {
		const input = target as HTMLInputElement;
		const found = fieldsOfUrl(input.value);
		if (found === undefined) return;
		input.value = '';
		this._fields = { ...this._fields, ...found };
		this._problems = {};
		say(this, 'The address is filled in below.');
	};

	#checked(): boolean {
		this._problems = problemsOf(this._fields, { stored: this.stored, taken: this.taken });
		if (Object.keys(this._problems).length === 0) return true;
		void this.#focusProblem();
		return false;
	}

	async #focusProblem(): Promise<void> {
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
	}

	/** Does one thing after the other, and says what went wrong beside the field that it is about. */
	async #work(busy: Busy, work: () => Promise<void>): Promise<void> {
		if (this._busy !== '' || !this.#checked()) return;
		this._busy = busy;
		this._problem = '';
		try {
			await work();
		} catch (error) {
			const message = messageOf(error);
			if (error instanceof ApiError && error.code === 'password_needed') {
				this._problems = { [/tunnel's/.test(message) ? 'tunnel' : 'password']: message };
				void this.#focusProblem();
			} else this._problem = message;
		} finally {
			this._busy = '';
		}
	}

	async #ask(): Promise<ConnectionTest> {
		const { api } = this.session;
		if (this.stored === undefined) return api.ask('POST', '/sources/test', { body: addressOfFields(this._fields) });
		const body = changesOf(this._fields, this.stored);
		return api.ask('POST', `/sources/${this.stored.name}/test`, body === undefined ? {} : { body });
	}

	readonly #onTest = (): Promise<void> =>
		this.#work('testing', async () => {
			this._test = await this.#ask();
		});

	readonly #onSubmit = (event: Event): Promise<void> => {
		event.preventDefault();
		return this.#work('saving', async () => {
			const { api } = this.session;
			const { stored } = this;
			const name = stored?.name ?? this._fields.name;
			if (stored === undefined) await api.ask('PUT', `/sources/${name}`, { body: newSourceOf(this._fields) });
			else {
				const body = changesOf(this._fields, stored);
				if (body !== undefined) await api.ask('PATCH', `/sources/${name}`, { body });
			}
			say(this, `The source “${name}” is saved.`);
			this.dispatchEvent(new CustomEvent('source-saved', { detail: name }));
		});
	};

	#testView(): TemplateResult | typeof nothing {
		if (this._busy === 'testing')
			return html`<p class="muted">Trying each step; a host that does not answer takes 10 s …</p>`;
		const { _test: test, _fields: fields } = this;
		if (test === undefined) return nothing;
		return connectionView(test, { hasTunnel: fields.tunnel !== 'none', hasTls: fields.tls !== 'off' });
	}

	protected override render(): TemplateResult {
		const { stored, _fields: fields, _problems: problems, _busy: busy } = this;
		const view = { fields, problems, stored };
		return html`
			<form novalidate @submit=${this.#onSubmit} @input=${this.#onInput}>
				${
					stored === undefined
						? html`<div class="field">
					<label for="url">An address, if you have it in one piece</label>
					<input id="url" placeholder="postgres://role:password@host/database" autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="url-hint" @input=${this.#onUrl}>
					<p class="hint" id="url-hint">Pasted here, it fills in the fields below.</p>
				</div>`
						: nothing
				}
				${placeFields(view)}
				<section aria-labelledby="way"><h2 id="way">The way there</h2>${tlsFields(view)}${tunnelFields(view)}</section>
				<div role="status" class="panel" ?hidden=${busy !== 'testing' && this._test === undefined}>${this.#testView()}</div>
				<p class="problem" role="alert" ?hidden=${this._problem === ''}>${this._problem}</p>
				<div class="row">
					<wa-button type="submit" variant="brand" ?loading=${busy === 'saving'}>${stored === undefined ? 'Add the source' : 'Save'}</wa-button>
					<wa-button appearance="outlined" ?loading=${busy === 'testing'} @click=${this.#onTest}>Test connection</wa-button>
				</div>
			</form>
			${roleHelp({ engine: fields.engine, role: fields.user, database: fields.database }, { isOpen: false })}
		`;
	}
}
