/** One table of a source: what it is, and its columns. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import { firstQuery } from '../../shared/identifiers.ts';
import type { SourceSchema } from '../../shared/source-schema.ts';
import { columnsOf, type NotedColumn, type RelationRow } from './schema-rows.ts';

export const relationStyles = css`
	.relation {
		display: grid;
		gap: 16px;
		align-content: start;
		min-inline-size: 0;
	}
	.relation h2 {
		font-size: 17px;
		font-weight: 600;
		overflow-wrap: anywhere;
	}
	.columns {
		overflow-x: auto;
	}
	.columns table {
		min-inline-size: 480px;
	}
	.columns td,
	.columns th {
		padding-block: 7px;
	}
	.columns td code {
		overflow-wrap: anywhere;
	}
	.marks {
		display: flex;
		flex-wrap: wrap;
		gap: 2px 8px;
		font-size: 12px;
		color: var(--muted);
	}
	.name {
		font-weight: 500;
	}
`;

export interface RelationPlace {
	readonly project: string;
	readonly source: string;
}

export const relationAddress = ({ project, source }: RelationPlace, schema: string, relation: string): string =>
	addressOf({ project, page: 'sources', item: source, query: { schema, table: relation } });

function marks(place: RelationPlace, { isKey, isIndexed, leadsTo }: NotedColumn): TemplateResult | typeof nothing {
	if (!isKey && !isIndexed && leadsTo === undefined) return nothing;
	return html`<span class="marks">
		${isKey ? html`<span>primary key</span>` : nothing}
		${isIndexed && !isKey ? html`<span>indexed</span>` : nothing}
		${
			leadsTo === undefined
				? nothing
				: html`<span>refers to <a href=${relationAddress(place, leadsTo.schema, leadsTo.relation)}>${leadsTo.relation}.${leadsTo.column}</a></span>`
		}
	</span>`;
}

const columnRow = (place: RelationPlace, column: NotedColumn): TemplateResult => html`<tr>
	<td><span class="name">${column.name}</span>${marks(place, column)}</td>
	<td><code>${column.type}</code></td>
	<td>${column.isNullable ? 'may be null' : ''}</td>
	<td>${column.default === '' ? nothing : html`<code>${column.default}</code>`}</td>
	<td>${column.comment}</td>
</tr>`;

/** `1,204`, `1.2 million`: the database only estimates. */
const estimateText = (rows: number): string =>
	`about ${rows.toLocaleString('en', rows < 1_000_000 ? {} : { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 1 })} rows`;

export interface RelationView extends RelationPlace {
	readonly engine: SourceSchema['engine'];
	readonly row: RelationRow;
}

export function relationView({ row, engine, ...place }: RelationView): TemplateResult {
	const { schema, relation } = row;
	const { name, kind, rows, comment } = relation;
	const sql = firstQuery({ engine, schema, table: name, columns: relation.columns.map((column) => column.name) });
	const editor = addressOf({ project: place.project, page: 'editor', query: { source: place.source, sql } });
	const facts = [kind, ...(rows === undefined || rows < 0 ? [] : [estimateText(rows)])];
	return html`<section class="relation" aria-labelledby="relation-name">
		<div class="head">
			<div>
				<h2 id="relation-name">${schema}.${name}</h2>
				<p class="muted">${facts.join(', ')}</p>
			</div>
			<wa-button size="s" variant="brand" href=${editor}><wa-icon slot="start" name="editor" aria-hidden="true"></wa-icon>Write a query</wa-button>
		</div>
		${comment === undefined ? nothing : html`<p>${comment}</p>`}
		<div class="columns" tabindex="0" role="group" aria-label="Columns">
			<table>
				<thead><tr><th>Column</th><th>Type</th><th>Null</th><th>Default</th><th>Comment</th></tr></thead>
				<tbody>${columnsOf(relation).map((column) => columnRow(place, column))}</tbody>
			</table>
		</div>
	</section>`;
}
