import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { ProjectSession } from '../../app/session.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import type { ChartParam, Params } from './chart-types.ts';
import { paramField } from './param-field.ts';
import { type FieldValues, fieldsFor, missingIn, paramsFrom } from './param-values.ts';

/** `<workshop-chart-live>`: a chart as its viewers see it, with its parameters as fields. @fires workshop-params */
export class WorkshopChartLive extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 16px;
				grid-template-columns: minmax(0, 1fr);
			}
			.stage {
				block-size: var(--workshop-stage, 400px);
				padding: 16px;
				border: 1px solid var(--line);
				border-radius: 10px;
				background: var(--surface);
				display: grid;
				grid-template: minmax(0, 1fr) / minmax(0, 1fr);
			}
			sql-chart {
				--chartwire-height: 100%;
			}
			@media (min-width: 641px) {
				.form > .field {
					max-inline-size: 280px;
				}
			}
			.stage > p {
				place-self: center;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		chart: {},
		params: { attribute: false },
		spec: { attribute: false },
		_fields: { state: true },
	};
	declare session: ProjectSession;
	declare chart: string;
	declare params: readonly ChartParam[];
	/** How it would be drawn; undefined: as its author has saved it. */
	declare spec: ChartSpec | undefined;
	declare _fields: FieldValues;
	#asked: Params = {};
	#written = '';

	constructor() {
		super();
		this.params = [];
		this._fields = {};
	}

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('chart') || changed.has('params')) this._fields = fieldsFor(this.params);
		const params = paramsFrom(this.params, this._fields);
		const written = JSON.stringify(params);
		// The same values are the same object, so that the chart does not ask again.
		if (written === this.#written) return;
		this.#written = written;
		this.#asked = params;
		this.dispatchEvent(new CustomEvent('workshop-params', { detail: params }));
	}

	readonly #change = ({ target }: Event): void => {
		const { name, value } = target as HTMLInputElement | HTMLSelectElement;
		this._fields = { ...this._fields, [name]: value };
	};

	protected override render(): TemplateResult {
		const missing = missingIn(this.params, this._fields);
		return html`
			${this.params.length > 0 ? html`<form class="form" aria-label="Parameters" @submit=${(event: Event) => event.preventDefault()}>${this.params.map((param) => paramField(param, this._fields, this.#change))}</form>` : nothing}
			<div class="stage">${
				missing.length > 0
					? html`<p class="muted">This chart wants a value for ${missing.join(' and ')}.</p>`
					: html`<sql-chart chart=${this.chart} .getToken=${this.session.token} .params=${this.#asked} .spec=${this.spec} ?explain=${this.spec !== undefined}></sql-chart>`
			}</div>`;
	}
}

if (!customElements.get('workshop-chart-live')) customElements.define('workshop-chart-live', WorkshopChartLive);
