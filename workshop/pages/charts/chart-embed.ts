import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import '../../shared/copy-text.ts';
import type { Params, StoredChart } from './chart-types.ts';
import { type Embedded, elementCode, frameCode, type Look, picturePath } from './embed-code.ts';
import { LANGUAGES, type Language, signingCode } from './signing-code.ts';

const HEIGHTS = { least: 120, most: 1200 } as const;

function dataAddress(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(blob);
	});
}

/** How a page of one's own shows the chart: the HTML, beside what it shows, and the token that it needs. */
export class WorkshopChartEmbed extends LitElement {
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
			ul.plain {
				display: grid;
				gap: 8px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		stored: { attribute: false },
		params: { attribute: false },
		_look: { state: true },
		_language: { state: true },
	};
	declare session: ProjectSession;
	declare stored: StoredChart;
	/** As they are chosen on the first tab. */
	declare params: Params;
	declare _look: Look;
	declare _language: Language;
	readonly #picture = new Asked<string>(this);

	constructor() {
		super();
		this.params = {};
		this._look = { theme: 'auto', height: 320, isTaken: true, isKept: false };
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
		this._look = {
			theme: String(given.get('theme')) as Look['theme'],
			height: height >= HEIGHTS.least && height <= HEIGHTS.most ? height : this._look.height,
			isTaken: given.has('taken'),
			isKept: given.has('kept'),
		};
	};

	get #embedded(): Embedded {
		const { chart, declaration } = this.stored;
		const { title } = declaration;
		const { project } = this.session.project;
		return { origin: location.origin, project, chart, title, params: this.params, look: this._look };
	}

	#form(): TemplateResult {
		const { theme, height, isTaken, isKept } = this._look;
		return html`<form class="form" aria-label="How it is to look" @change=${this.#choose} @submit=${(event: Event) => event.preventDefault()}>
			<label class="field"><span>Colours</span><select name="theme">
				<option value="auto" ?selected=${theme === 'auto'}>As the page around it</option>
				<option value="light" ?selected=${theme === 'light'}>Light</option>
				<option value="dark" ?selected=${theme === 'dark'}>Dark</option>
			</select></label>
			<label class="field"><span>Height in pixels</span><input type="number" name="height" min=${HEIGHTS.least} max=${HEIGHTS.most} step="10" .value=${String(height)}></label>
			<div class="checks">
				<label class="field check"><input type="checkbox" name="taken" ?checked=${isTaken}><span>Viewers may take rows and pictures away</span></label>
				<label class="field check"><input type="checkbox" name="kept" ?checked=${isKept}><span>Keeps the last picture in the browser, for when the server is away</span></label>
			</div>
		</form>`;
	}

	#element(embedded: Embedded): TemplateResult {
		const { chart, look } = embedded;
		const theme = look.theme === 'auto' ? nothing : look.theme;
		return html`<section class="part" aria-labelledby="page"><h2 id="page">In a page</h2>
			${this.#form()}
			<workshop-copy label="HTML" .text=${elementCode(embedded)}></workshop-copy>
			<p class="small muted">It asks the address <code>/session/chart-token</code> of your own back end, which answers <code>{"token": "…"}</code> to whoever is signed in there: see below. Parameters are those that are chosen on the tab “Chart”.</p>
			<div class="preview" data-theme=${theme}><sql-chart chart=${chart} theme=${theme} exports=${look.isTaken ? nothing : 'none'} .getToken=${this.session.token} .params=${this.params}></sql-chart></div>
		</section>`;
	}

	#signing(): TemplateResult {
		const { chart, declaration } = this.stored;
		const claims = Object.fromEntries(declaration.claims.map((claim) => [claim, `the ${claim} of this viewer`]));
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
			<workshop-copy label="How it is signed" .text=${signingCode(this._language, { chart, claims })}></workshop-copy>
			${this.#claims()}
		</section>`;
	}

	#claims(): TemplateResult {
		const { claims } = this.stored.declaration;
		if (claims.length === 0)
			return html`<p class="muted">This chart reads no claim: whoever has a token for it sees all of its rows. Where viewers are to see only their own, declare a claim and use it in the SQL (<code>docs/row-level-security.md</code>).</p>`;
		return html`<ul class="plain">${claims.map((claim) => html`<li><code>${claim}</code>: in the SQL it is <code>{{claims.${claim}}}</code>, or the setting <code>chartwire.${claim}</code> of the session. What your back end signs is what counts; a page cannot change it, and a token without it is null there.</li>`)}</ul>
			<p class="small muted">The preview has your own token, which has no claims: it may have fewer rows than your viewers see, or none.</p>`;
	}

	readonly #paint = (): void => {
		const { chart } = this.stored;
		const path = picturePath('png', { chart, params: this.params }, { width: '640', height: '320' });
		void this.#picture.ask(async (signal) =>
			dataAddress(await (await this.session.api.response('GET', path, { signal })).blob()),
		);
	};

	#withoutScript(embedded: Embedded): TemplateResult {
		const path = picturePath('png', embedded);
		const { value, problem, isWaiting } = this.#picture;
		return html`<section class="part" aria-labelledby="without"><h2 id="without">Where no script is</h2>
			<workshop-copy label="As an iframe, for places that take HTML but no script" .text=${frameCode(embedded)}></workshop-copy>
			<p class="small muted">In place of TOKEN stands the token, behind the “#”, which no browser sends to a server. For pages that stay open, tokens come by message: <code>docs/embedding.md</code>.</p>
			<workshop-copy label="As a picture, for mails, chats and wikis" .text=${`${embedded.origin}/v1${path}`}></workshop-copy>
			<p class="small muted">With a token in the header <code>Authorization</code>, or with a signed <code>permit</code> in the address, as <code>docs/pictures.md</code> says.</p>
			<div class="row"><wa-button size="s" appearance="outlined" ?disabled=${isWaiting} @click=${this.#paint}>Show the picture</wa-button></div>
			${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
			${value ? html`<img src=${value} width="640" height="320" alt=${`${embedded.title || embedded.chart}, as a picture`}>` : nothing}
		</section>`;
	}

	protected override render(): TemplateResult {
		const embedded = this.#embedded;
		return html`${this.#element(embedded)}${this.#signing()}${this.#withoutScript(embedded)}`;
	}
}
