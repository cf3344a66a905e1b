/** What its author has said of a chart, to be read. */
import { html, nothing, type TemplateResult } from 'lit';
import { lengthOf } from '../../shared/times.ts';
import type { ChartParam, Declaration } from './chart-types.ts';

/** How fresh its answers are, in words. */
export function freshnessOf(declaration: Declaration): readonly (readonly [name: string, words: string])[] {
	const { refreshMs, maxAgeMs, maxStaleMs, listen, changeMs, warm, timeZone } = declaration;
	return [
		['Runs again', refreshMs === null ? 'only when asked' : `every ${lengthOf(refreshMs)} while somebody watches`],
		['Is fresh for', maxAgeMs === 0 ? 'no time: every viewer asks for a new run' : lengthOf(maxAgeMs)],
		['Is shown for', maxStaleMs === null ? 'as long as there is nothing newer' : lengthOf(maxStaleMs)],
		['Hears of changes', listen === null ? 'by its webhook only' : `on the channel ${listen} of its database`],
		['At most', `one refresh in ${lengthOf(changeMs)}, however often something changes`],
		['Warmed', warm === null ? 'not' : 'before many ask'],
		['Time zone', timeZone],
	];
}

const isQuery = (allowed: ChartParam['allowed']): allowed is { readonly sql: string } =>
	allowed !== undefined && 'sql' in allowed;

/** One parameter in words. */
export function paramWords({ type, default: value, required, allowed }: ChartParam): string {
	const begins = value === undefined ? '' : `, ${JSON.stringify(value)} unless given`;
	const must = (required ?? value === undefined) ? ', must be given' : '';
	const values = isQuery(allowed) ? 'what a query answers' : allowed?.map((each) => JSON.stringify(each)).join(', ');
	return `${type}${begins}${must}${values === undefined ? '' : `; one of ${values}`}`;
}

const terms = (entries: readonly (readonly [string, unknown])[]): TemplateResult =>
	html`<dl class="facts">${entries.map(([term, words]) => html`<div><dt>${term}</dt><dd>${words}</dd></div>`)}</dl>`;

export function chartFacts(declaration: Declaration): TemplateResult {
	const { sql, spec, params, claims, source } = declaration;
	return html`
		<section class="part" aria-labelledby="question"><h2 id="question">Question</h2>
			<workshop-copy label=${`SQL, on the source ${source}`} .text=${sql}></workshop-copy></section>
		<section class="part" aria-labelledby="params"><h2 id="params">Parameters and claims</h2>
			${params.length > 0 ? terms(params.map((param) => [param.name, paramWords(param)])) : html`<p class="muted">No parameters: a page can change nothing of the question.</p>`}
			${
				claims.length > 0
					? html`<p>It reads ${claims.length === 1 ? 'the claim' : 'the claims'} ${claims.map((claim, index) => html`${index > 0 ? ', ' : nothing}<code>${claim}</code>`)} of the viewer's token: who differs in these sees other rows. Your own token here has no claims.</p>`
					: html`<p class="muted">It reads no claim of the viewer's token: everybody sees the same rows, and shares one run.</p>`
			}</section>
		<section class="part" aria-labelledby="fresh"><h2 id="fresh">Freshness</h2>${terms(freshnessOf(declaration))}</section>
		<section class="part" aria-labelledby="spec"><h2 id="spec">How it is drawn</h2>
			${spec === null ? html`<p class="muted">As its columns suggest.</p>` : html`<workshop-copy label="Specification" .text=${JSON.stringify(spec, null, 2)}></workshop-copy>`}</section>`;
}
