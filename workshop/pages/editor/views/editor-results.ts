import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import '../../../shared/divider.ts';
import './editor-plan.ts';
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import type { ChartErrorDetail, ChartStateDetail } from '../../../../widget/elements/sql-chart/chart-events.ts';
import type { Table } from '../../../../widget/protocol.ts';
import { PICTURED_TYPES } from '../../../shared/chart-names.ts';
import { pageStyles } from '../../../shared/styles.ts';
import { panelStyles } from './panel-styles.ts';

export type RunPhase = ChartStateDetail['state'];

export interface RunPhaseDetail {
	readonly run: string;
	readonly phase: RunPhase;
}
export type RunFailureDetail = ChartErrorDetail & { readonly run: string };

const MODES = { both: 'Both', table: 'Table', chart: 'Chart' } as const;
type Mode = keyof typeof MODES;

/**
 * `<editor-results>`: what came of a run, as rows and as a chart, or how the database would answer. States, places in the
 * queue and times are those of `<sql-chart>`.
 *
 * @fires editor-phase - What the run is doing has changed.
 * @fires editor-failure - The run has failed, and where.
 * @fires editor-spec - Another type of chart was chosen.
 * @fires editor-share - The run's address is wanted.
 * @fires editor-design - How it is drawn is to be said in all its parts.
 * @fires editor-analyze - The plan is wanted with what really happens.
 * @fires editor-leave-plan - The result is wanted again.
 */
export class EditorResults extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		getToken: { attribute: false },
		run: {},
		plan: {},
		spec: { attribute: false },
		hint: {},
		_mode: { state: true },
		_hasRows: { state: true },
		_failed: { state: true },
		_plan: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		panelStyles,
		css`
			:host {
				display: grid;
				grid-template-rows: auto minmax(0, 1fr);
				min-block-size: 0;
				background: var(--surface);
			}
			.bar {
				display: flex;
				flex-wrap: wrap;
				align-items: center;
				gap: 4px 8px;
				min-block-size: 44px;
				padding: 4px 12px;
			}
			.end {
				margin-inline-start: auto;
			}
			.panes {
				display: grid;
				grid-template-columns: minmax(0, var(--result-split, 50%)) auto minmax(0, 1fr);
				min-block-size: 0;
			}
			.panes.one {
				grid-template-columns: minmax(0, 1fr);
			}
			.pane {
				min-inline-size: 0;
				min-block-size: 0;
				padding: 0 12px 8px;
			}
			sql-chart {
				display: block;
				block-size: 100%;
			}
			@media (max-width: 860px) {
				.panes {
					grid-template-columns: minmax(0, 1fr);
					grid-auto-rows: 340px;
					gap: 8px;
				}
				workshop-divider {
					display: none;
				}
				select {
					flex: 1 1 120px;
				}
			}
		`,
	];

	declare getToken: () => Promise<string>;
	/** ''; there is none yet. */
	declare run: string;
	/** The run that explains; '': the result is shown. */
	declare plan: string;
	declare spec: ChartSpec | null;
	/** What is said before anything has run. */
	declare hint: string;
	declare _mode: Mode;
	/** The run whose rows are there. */
	declare _hasRows: string;
	/** The run that has failed. */
	declare _failed: string;
	declare _plan: { readonly run: string; readonly cell: unknown } | undefined;

	constructor() {
		super();
		this.run = '';
		this.plan = '';
		this.spec = null;
		this.hint = '';
		this._mode = 'both';
		this._hasRows = '';
		this._failed = '';
	}

	#tell(type: string, detail?: object): void {
		this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
	}

	/** Follows the run of one chart; the other one of the same run says the same. */
	#watch(run: string) {
		return {
			state: ({ detail }: CustomEvent<ChartStateDetail>) =>
				this.#tell('editor-phase', { run, phase: detail.state } satisfies RunPhaseDetail),
			error: ({ detail }: CustomEvent<ChartErrorDetail>) => {
				this._failed = run;
				this.#tell('editor-failure', { ...detail, run } satisfies RunFailureDetail);
			},
			data: ({ detail }: CustomEvent<{ readonly table: Table }>) => {
				if (run === this.plan) this._plan = { run, cell: detail.table.data[0]?.[0] };
				else this._hasRows = run;
			},
		};
	}

	#live(run: string): TemplateResult {
		const { state, error, data } = this.#watch(run);
		return html`${keyed(
			run,
			html`<sql-chart
				.run=${run}
				type="table"
				loading="eager"
				.getToken=${this.getToken}
				@chartwire-state=${state}
				@chartwire-error=${error}
				@chartwire-data=${data}
			></sql-chart>`,
		)}`;
	}

	protected override render(): TemplateResult {
		if (this.plan) return this.#planView();
		if (!this.run) return html`<p class="note">${this.hint}</p>`;
		return html`${this.#bar()}${this.#panes()}`;
	}

	#planView(): TemplateResult {
		const plan = this._plan?.run === this.plan ? this._plan : undefined;
		return html`<div class="bar">
				<h2>Plan</h2>
				<span class="end row">
					<button class="quiet" @click=${() => this.#tell('editor-analyze')}>Run and measure</button>
					<button class="quiet" @click=${() => this.#tell('editor-leave-plan')}>Back to the result</button>
				</span>
			</div>
			${plan ? html`<editor-plan .plan=${plan.cell}></editor-plan>` : html`<div class="pane">${this.#live(this.plan)}</div>`}`;
	}

	#bar(): TemplateResult {
		const { spec } = this;
		const choose = (event: Event): void => {
			const type = PICTURED_TYPES.find(([each]) => each === (event.target as HTMLSelectElement).value)?.[0];
			const { type: _type, ...rest } = spec ?? { version: 1 as const };
			const chosen: ChartSpec | null = type ? { ...rest, type } : spec ? rest : null;
			this.#tell('editor-spec', { spec: chosen });
		};
		const type: ChartType | '' = spec?.type ?? '';
		return html`<div class="bar">
			<span class="segments" role="group" aria-label="Show the result as">
				${(Object.entries(MODES) as [Mode, string][]).map(
					([mode, name]) =>
						html`<button class="quiet" aria-pressed=${this._mode === mode} @click=${() => {
							this._mode = mode;
						}}>${name}</button>`,
				)}
			</span>
			<select aria-label="Chart type" @change=${choose}>
				<option value="" ?selected=${type === ''}>Automatic</option>
				${PICTURED_TYPES.map(([each, name]) => html`<option value=${each} ?selected=${each === type}>${name}</option>`)}
			</select>
			<button class="quiet" @click=${() => this.#tell('editor-design')}>Design</button>
			<button class="quiet end" @click=${() => this.#tell('editor-share', { run: this.run })}>
				<wa-icon name="copy" aria-hidden="true"></wa-icon>Copy link
			</button>
		</div>`;
	}

	/** Until there are rows, one pane says what the run is doing; nothing is said twice. */
	#panes(): TemplateResult {
		const { run, spec, _mode: mode } = this;
		const hasChart = this._hasRows === run && mode !== 'table';
		const hasTable = this._hasRows !== run || mode !== 'chart';
		const isBoth = mode === 'both' && (hasChart || this._failed !== run);
		return html`<div class=${isBoth ? 'panes' : 'panes one'}>
			<div class="pane" ?hidden=${!hasTable}>${this.#live(run)}</div>
			${isBoth ? html`<workshop-divider axis="x" label="Between rows and chart" property="--result-split"></workshop-divider>` : nothing}
			${
				hasChart
					? html`<div class="pane">
						${keyed(run, html`<sql-chart .run=${run} .spec=${spec ?? undefined} loading="eager" explain .getToken=${this.getToken}></sql-chart>`)}
					</div>`
					: nothing
			}
		</div>`;
	}
}

customElements.define('editor-results', EditorResults);
