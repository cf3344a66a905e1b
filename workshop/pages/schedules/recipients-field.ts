import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { addressesIn, type Channel, placeOf, problemOfUrl } from './schedule.ts';

type Hook = Exclude<Channel, { readonly kind: 'email' }>;

const peopleIn = (channels: readonly Channel[]): readonly string[] => [
	...new Set(channels.flatMap((channel) => (channel.kind === 'email' ? channel.to : []))),
];
const hooksIn = (channels: readonly Channel[]): readonly Hook[] =>
	channels.filter((channel): channel is Hook => channel.kind !== 'email');

/** `<workshop-schedule-recipients>`: to whom it goes, people, chats and programs. @fires workshop-channels */
export class WorkshopScheduleRecipients extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 16px;
				grid-template-columns: minmax(0, 1fr);
			}
			.chips {
				display: flex;
				flex-wrap: wrap;
				gap: 6px;
			}
			.chips:empty {
				display: none;
			}
			.chips li {
				display: flex;
				align-items: center;
				gap: 4px;
				max-inline-size: 100%;
				padding: 0 0 0 10px;
				border: 1px solid var(--line);
				border-radius: 99px;
				background: var(--sunken);
				overflow-wrap: anywhere;
			}
			.chips button {
				display: grid;
				place-items: center;
				inline-size: 28px;
				block-size: 28px;
				padding: 0;
				border: 0;
				border-radius: 99px;
				background: none;
				color: var(--muted);
				cursor: pointer;
			}
			.chips button:hover {
				color: var(--danger);
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		channels: { attribute: false },
		_typed: { state: true },
		_wrong: { state: true },
		_hook: { state: true },
	};
	declare session: ProjectSession;
	declare channels: readonly Channel[];
	declare _typed: string;
	/** What is wrong with an address that was given. */
	declare _wrong: string;
	declare _hook: { readonly kind: Hook['kind']; readonly url: string; readonly problem: string };

	constructor() {
		super();
		this._typed = '';
		this._wrong = '';
		this._hook = { kind: 'slack', url: '', problem: '' };
	}

	/** Takes what stands in the fields as well, so that nobody has to press one more button. @returns whether all of it is right */
	settle(): boolean {
		const isRight = this.#add();
		return (this._hook.url.trim() === '' || this.#addHook()) && isRight;
	}

	#tell(people: readonly string[], hooks: readonly Hook[]): void {
		const channels: readonly Channel[] = [
			...(people.length > 0 ? [{ kind: 'email', to: people } as const] : []),
			...hooks,
		];
		this.channels = channels;
		this.dispatchEvent(new CustomEvent('workshop-channels', { detail: channels }));
	}

	#add(): boolean {
		const { good, bad } = addressesIn(this._typed);
		const people = [...new Set([...peopleIn(this.channels), ...good])];
		this._typed = bad.join(' ');
		this._wrong = bad.length === 0 ? '' : `“${bad[0]}” is no mail address; write it as ann@example.com.`;
		if (good.length > 0) this.#tell(people, hooksIn(this.channels));
		return bad.length === 0;
	}

	#addHook(): boolean {
		const { kind, url } = this._hook;
		const problem = problemOfUrl(url.trim());
		if (problem !== '') {
			this._hook = { ...this._hook, problem };
			return false;
		}
		this.#tell(peopleIn(this.channels), [...hooksIn(this.channels), { kind, url: url.trim() }]);
		this._hook = { kind, url: '', problem: '' };
		return true;
	}

	readonly #onInput = ({ target }: Event): void => {
		this._typed = (target as HTMLInputElement).value;
		this._wrong = '';
		if (/[,;\s]$/.test(this._typed) && addressesIn(this._typed).bad.length === 0) this.#add();
	};

	readonly #onKey = (event: KeyboardEvent): void => {
		if (event.key === 'Enter') {
			event.preventDefault();
			this.#add();
		}
		const people = peopleIn(this.channels);
		if (event.key === 'Backspace' && this._typed === '' && people.length > 0)
			this.#tell(people.slice(0, -1), hooksIn(this.channels));
	};

	/** Whoever removes one goes on among the others. */
	async #remove(work: () => void): Promise<void> {
		work();
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('input[name=people]')?.focus();
	}

	#people(): TemplateResult {
		const people = peopleIn(this.channels);
		const without = (address: string) => () =>
			this.#tell(
				people.filter((each) => each !== address),
				hooksIn(this.channels),
			);
		return html`<div class="part">
			<label class="field"><span>Mail addresses, each gets a mail of their own</span><input name="people" type="text" inputmode="email" autocomplete="off" placeholder="ann@example.com" aria-invalid=${this._wrong ? 'true' : nothing} aria-describedby="wrong" .value=${this._typed} @input=${this.#onInput} @keydown=${this.#onKey} @change=${() => this.#add()}></label>
			<p id="wrong" class="problem small" role="alert" ?hidden=${!this._wrong}>${this._wrong}</p>
			<ul class="chips" aria-label="Mail addresses">${people.map(
				(address) =>
					html`<li><span>${address}</span><button type="button" @click=${() => this.#remove(without(address))}><wa-icon name="close" label=${`Remove ${address}`}></wa-icon></button></li>`,
			)}</ul>
		</div>`;
	}

	#hooks(): TemplateResult {
		const hooks = hooksIn(this.channels);
		const { kind, url, problem } = this._hook;
		const set = (part: Partial<typeof this._hook>) => {
			this._hook = { ...this._hook, problem: '', ...part };
		};
		const onKey = (event: KeyboardEvent): void => {
			if (event.key !== 'Enter') return;
			event.preventDefault();
			this.#addHook();
		};
		const without = (hook: Hook) => () =>
			this.#tell(
				peopleIn(this.channels),
				hooks.filter((each) => each !== hook),
			);
		return html`<div class="part">
			<div class="form">
				<label class="field"><span>Chat or program</span><select name="hookKind" @change=${({ target }: Event) => set({ kind: (target as HTMLSelectElement).value as Hook['kind'] })}>
					<option value="slack" ?selected=${kind === 'slack'}>Chat (Slack, Mattermost)</option>
					<option value="webhook" ?selected=${kind === 'webhook'}>Program, signed</option>
				</select></label>
				<label class="field wide"><span>Address of its incoming webhook</span><input name="hookUrl" type="url" autocomplete="off" placeholder="https://hooks.example.com/…" aria-invalid=${problem ? 'true' : nothing} aria-describedby="hook-wrong" .value=${url} @input=${({ target }: Event) => set({ url: (target as HTMLInputElement).value })} @keydown=${onKey}></label>
				<wa-button appearance="outlined" ?disabled=${url.trim() === ''} @click=${() => this.#addHook()}>Add it</wa-button>
			</div>
			<p id="hook-wrong" class="problem small" role="alert" ?hidden=${!problem}>${problem}</p>
			<ul class="chips" aria-label="Chats and programs">${hooks.map(
				(hook) =>
					html`<li><span>${placeOf(hook)}</span><button type="button" @click=${() => this.#remove(without(hook))}><wa-icon name="close" label=${`Remove ${placeOf(hook)}`}></wa-icon></button></li>`,
			)}</ul>
			${kind === 'webhook' || hooks.some((hook) => hook.kind === 'webhook') ? html`<workshop-webhook-secret .session=${this.session}></workshop-webhook-secret>` : nothing}
		</div>`;
	}

	protected override render(): TemplateResult {
		return html`${this.#people()}${this.#hooks()}`;
	}
}
