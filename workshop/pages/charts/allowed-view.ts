/** For each parameter of a chart, which values its viewers may give it. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type AllowedKind, allowedKind, allowedText, withAllowed } from './allowed.ts';
import type { ChartParam } from './chart-types.ts';

const KINDS: Readonly<Record<AllowedKind, string>> = {
	any: 'Any value',
	list: 'These values',
	query: 'What a query answers',
};
const HINTS: Readonly<Record<Exclude<AllowedKind, 'any'>, string>> = {
	list: 'One value a line.',
	query: 'Its first column has the values. It is asked on the chart’s source, and remembered for a minute.',
};

const textIn = (event: Event): string => (event.target as HTMLInputElement).value;

function paramRow(param: ChartParam, change: (param: ChartParam) => void): TemplateResult {
	const { name, type } = param;
	const kind = allowedKind(param);
	const id = `allowed-${name}`;
	const choose = (event: Event): void => {
		const chosen = (Object.keys(KINDS) as AllowedKind[]).find((each) => each === textIn(event)) ?? 'any';
		if (chosen !== kind)
			change(withAllowed(param, chosen, chosen === 'list' ? String(param.default ?? '') : 'select '));
	};
	// When it is left: a line that is being written would lose its spaces otherwise.
	const write = (event: Event): void => change(withAllowed(param, kind, textIn(event)));
	return html`<div class="allowed" role="group" aria-label=${name}>
		<div class="field"><label for=${id}><code>${name}</code> (${type})</label>
			<select id=${id} @change=${choose}>${Object.entries(KINDS).map(([each, words]) => html`<option value=${each} .selected=${each === kind}>${words}</option>`)}</select></div>
		${
			kind === 'any'
				? nothing
				: html`<div class="field"><label for=${`${id}-text`}>${kind === 'list' ? 'Values' : 'SQL'}<span class="sr"> for ${name}</span></label>
				<textarea id=${`${id}-text`} rows="4" spellcheck="false" aria-describedby=${`${id}-hint`} .value=${live(allowedText(param))} @change=${write}></textarea>
				<p class="hint" id=${`${id}-hint`}>${HINTS[kind]}</p></div>`
		}
	</div>`;
}

export function allowedView(
	params: readonly ChartParam[],
	change: (params: readonly ChartParam[]) => void,
): TemplateResult | typeof nothing {
	if (params.length === 0) return nothing;
	return html`<section class="part" aria-labelledby="allowed"><h2 id="allowed">What viewers may choose</h2>
		<p class="muted">A page may ask the chart with other values of its parameters. Here is which ones it is answered for.</p>
		${params.map((param, index) => paramRow(param, (next) => change(params.with(index, next))))}
	</section>`;
}
