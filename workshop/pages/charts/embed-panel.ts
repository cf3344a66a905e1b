import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import '../../shared/copy-text.ts';
import type { Params } from './chart-types.ts';
import { type Embedded, frameAddress, frameCode, type Look, picturePath, TOKEN_ENDPOINT } from './embed-code.ts';
import { FRAMEWORKS, type Framework, frameworkCode } from './framework-code.ts';
import { LANGUAGES, type Language, signingCode } from './signing-code.ts';
import { exampleClaims, payloadLines } from './token-words.ts';

/** In what it stands: the element, in plain HTML or a framework, or an iframe. */
type Form = Framework | 'frame';

const HEIGHTS = { least: 120, most: 1200 } as const;

function dataAddress(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(blob);
	});
}

/** `<workshop-embed>`: how a page of one's own shows a chart or a dashboard: the code, beside what it shows, and the token that it needs. */
export class WorkshopEmbed extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 32px;
				grid-template-columns: minmax(0, 1fr);
			}
			.preview {
				padding: 16px;
				border: 1px solid var(--line);
				border-radius: 10px;
				background: var(--surface);
			}
			.preview[data-theme='light'] {
				background: #ffffff;
				color: #15171a;
				color-scheme: light;
			}
			.preview[data-theme='dark'] {
				background: #16191d;
				color: #eceef0;
				color-scheme: dark;
			}
			img {
				max-inline-size: 100%;
				block-size: auto;
				border: 1px solid var(--line);
				border-radius: 8px;
			}
			@media (min-width: 641px) {
				select {
					max-inline-size: 320px;
				}
			}
			.checks {
				flex: 1 0 100%;
				display: grid;
				gap: 8px;
			}
			iframe {
				display: block;
				inline-size: 100%;
				border: 0;
			}
			h3 {
				font-size: 14px;
				font-weight: 600;
			}
			.lines > div {
				display: grid;
				gap: 2px 24px;
				grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
				padding-block: 8px;
				border-block-end: 1px solid var(--line-quiet);
				overflow-wrap: anywhere;
			}
			ul.plain {
				display: grid;
				gap: 8px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		kind: {},
		name: {},
		label: {},
		claims: { attribute: false },
		params: { attribute: false },
		_look: { state: true },
		_form: { state: true },
		_language: { state: true },
	};
	declare session: ProjectSession;
	declare kind: Embedded['kind'];
	declare name: string;
	/** Its title. */
	declare label: string;
	/** Those by which its rows are told apart; undefined: not known yet. */
	declare claims: readonly string[] | undefined;
	/** As they are chosen on the first tab. */
	declare params: Params;
	declare _look: Look;
	declare _form: Form;
	declare _language: Language;
	readonly #picture = new Asked<string>(this);

	constructor() {
		super();
		this.params = {};
		this._look = { theme: 'auto', height: 320, isTaken: true, isKept: false };
		this._form = 'page';
		this._language = 'node';
	}

	protected override updated(): void {
		// A style attribute is not what the page's policy lets in; setting the property is.
		const preview = this.renderRoot.querySelector<HTMLElement>('sql-chart');
		preview?.style.setProperty('--chartwire-height', `${this._look.height}px`);
	}

	readonly #choose = (event: Event): void => {
		const form = event.currentTarget as HTMLFormElement;
		const given = new FormData(form);
		const height = Math.round(Number(given.get('height')));
		this._form = String(given.get('form')) as Form;
		this._look = {
			theme: String(given.get('theme')) as Look['theme'],
			height: given.has('height') && height >= HEIGHTS.least && height <= HEIGHTS.most ? height : this._look.height,
			isTaken: given.has('taken'),
			isKept: given.has('kept'),
		};
	};

	override connectedCallback(): void {
		super.connectedCallback();
		addEventListener('message', this.#onMessage);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		removeEventListener('message', this.#onMessage);
	}

	/** The frame of the preview asks for its tokens, as one in a page of their own does. */
	readonly #onMessage = async ({ source, data }: MessageEvent): Promise<void> => {
		const frame = this.renderRoot.querySelector('iframe')?.contentWindow;
		if (!frame || source !== frame || data?.type !== 'chartwire-token-needed') return;
		const token = await this.session.token();
		frame.postMessage({ type: 'chartwire-token', token }, location.origin);
	};

	get #embedded(): Embedded {
		const { kind, name, label: title, params, _look: look } = this;
		const { project } = this.session.project;
		return { origin: location.origin, project, kind, name, title, params, look };
	}

	#form(): TemplateResult {
		const { theme, height, isTaken, isKept } = this._look;
		return html`<form class="form" aria-label="How it is to look" @change=${this.#choose} @submit=${(event: Event) => event.preventDefault()}>
			<label class="field"><span>Code for</span><select name="form">
				${FRAMEWORKS.map(({ framework, title }) => html`<option value=${framework} ?selected=${framework === this._form}>${title}</option>`)}
				<option value="frame" ?selected=${this._form === 'frame'}>An iframe</option>
			</select></label>
			<label class="field"><span>Colours</span><select name="theme">
				<option value="auto" ?selected=${theme === 'auto'}>As the page around it</option>
				<option value="light" ?selected=${theme === 'light'}>Light</option>
				<option value="dark" ?selected=${theme === 'dark'}>Dark</option>
			</select></label>
			${this.kind === 'chart' || this._form === 'frame' ? html`<label class="field"><span>Height in pixels</span><input type="number" name="height" min=${HEIGHTS.least} max=${HEIGHTS.most} step="10" .value=${String(height)}></label>` : nothing}
			<div class="checks">
				<label class="field check"><input type="checkbox" name="taken" ?checked=${isTaken}><span>Viewers may take rows and pictures away</span></label>
				<label class="field check"><input type="checkbox" name="kept" ?checked=${isKept}><span>Keeps the last picture in the browser, for when the server is away</span></label>
			</div>
		</form>`;
	}

	#code(embedded: Embedded): TemplateResult {
		const form = this._form;
		if (form === 'frame')
			return html`<workshop-copy label="An iframe, for places that take HTML but no script" .text=${frameCode(embedded)}></workshop-copy>
				<p class="small muted">In place of TOKEN stands the token, behind the “#”, which no browser sends to a server. For pages that stay open, tokens come by message, as in this preview: <code>docs/embedding.md</code>.</p>`;
		const title = FRAMEWORKS.find(({ framework }) => framework === form)?.title ?? '';
		return html`<workshop-copy label=${title} .text=${frameworkCode(form, embedded)}></workshop-copy>
			<p class="small muted">It asks the address <code>${TOKEN_ENDPOINT}</code> of your own back end, which answers <code>{"token": "…"}</code> to whoever is signed in there: see below. ${this.kind === 'chart' ? 'Parameters are those that are chosen on the tab “Chart”.' : ''}</p>`;
	}

	#preview(embedded: Embedded): TemplateResult {
		const { kind, name, look } = embedded;
		const { token } = this.session;
		const theme = look.theme === 'auto' ? nothing : look.theme;
		const exports = look.isTaken ? nothing : 'none';
		if (this._form === 'frame')
			return html`<iframe title="Preview of the iframe" src=${frameAddress(embedded)} height=${look.height}></iframe>`;
		if (kind === 'dashboard')
			return html`<sql-dashboard dashboard=${name} level="3" theme=${theme} exports=${exports} .getToken=${token}></sql-dashboard>`;
		return html`<sql-chart chart=${name} theme=${theme} exports=${exports} .getToken=${token} .params=${embedded.params}></sql-chart>`;
	}

	#element(embedded: Embedded): TemplateResult {
		const theme = embedded.look.theme === 'auto' ? nothing : embedded.look.theme;
		return html`<section class="part" aria-labelledby="page"><h2 id="page">In a page</h2>
			${this.#form()}
			${this.#code(embedded)}
			<div class="preview" data-theme=${theme}>${this.#preview(embedded)}</div>
		</section>`;
	}

	#signing(claims: readonly string[]): TemplateResult {
		const { kind, name } = this;
		const { project } = this.session.project;
		const choose = ({ target }: Event): void => {
			this._language = (target as HTMLSelectElement).value as Language;
		};
		return html`<section class="part" aria-labelledby="token"><h2 id="token">Its token</h2>
			<p>Your back end signs a token for the viewer whom it knows. ${
				this.session.isManager
					? html`The key for it is made under <a href=${addressOf({ project, page: 'people', item: 'embedding' })}>People, Embedding</a>.`
					: 'An administrator of the project makes the key for it.'
			} All of it is in <code>docs/tokens.md</code>.</p>
			<label class="field"><span>Language of your back end</span><select @change=${choose}>${LANGUAGES.map(({ language, title }) => html`<option value=${language} ?selected=${language === this._language}>${title}</option>`)}</select></label>
			<workshop-copy label="How it is signed" .text=${signingCode(this._language, { kind, name, claims: exampleClaims(claims) })}></workshop-copy>
			<h3>What it says</h3>
			<dl class="lines">${payloadLines({ kind, name, claims }).map(({ name: line, value, words, isOptional }) => html`<div><dt><code>"${line}": ${value}</code></dt><dd>${words}${isOptional ? ' It may be left out.' : ''}</dd></div>`)}</dl>
			${this.#claims(claims)}
		</section>`;
	}

	#claims(claims: readonly string[]): TemplateResult {
		if (claims.length === 0)
			return html`<p class="muted">Where viewers are to see only their own rows, declare a claim and use it in the SQL (<code>docs/row-level-security.md</code>).</p>`;
		return html`<ul class="plain">${claims.map((claim) => html`<li><code>${claim}</code>: in the SQL it is <code>{{claims.${claim}}}</code>, or the setting <code>chartwire.${claim}</code> of the session.</li>`)}</ul>
			<p class="small muted">The preview has your own token, which has no claims: it may have fewer rows than your viewers see, or none.</p>`;
	}

	readonly #paint = (): void => {
		const path = picturePath('png', this.#embedded, { width: '640', height: '320' });
		void this.#picture.ask(async (signal) =>
			dataAddress(await (await this.session.api.response('GET', path, { signal })).blob()),
		);
	};

	#asPicture(embedded: Embedded): TemplateResult {
		const path = picturePath('png', embedded);
		const { value, problem, isWaiting } = this.#picture;
		return html`<section class="part" aria-labelledby="without"><h2 id="without">Where no script is</h2>
			<workshop-copy label="As a picture, for mails, chats and wikis" .text=${`${embedded.origin}/v1${path}`}></workshop-copy>
			<p class="small muted">With a token in the header <code>Authorization</code>, or with a signed <code>permit</code> in the address, as <code>docs/pictures.md</code> says.</p>
			<div class="row"><wa-button size="s" appearance="outlined" ?disabled=${isWaiting} @click=${this.#paint}>Show the picture</wa-button></div>
			${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
			${value ? html`<img src=${value} width="640" height="320" alt=${`${embedded.title || embedded.name}, as a picture`}>` : nothing}
		</section>`;
	}

	protected override render(): TemplateResult {
		const embedded = this.#embedded;
		return html`${this.#element(embedded)}${this.claims === undefined ? nothing : this.#signing(this.claims)}${this.kind === 'chart' ? this.#asPicture(embedded) : nothing}`;
	}
}

customElements.define('workshop-embed', WorkshopEmbed);
