/** What stands beside the text: the source's schema, the history of runs, or what was closed. */
import { html, type TemplateResult } from 'lit';
import type { EditorModel } from '../model/editor-model.ts';

const SIDES = { schema: 'Schema', history: 'History', closed: 'Closed' } as const;
export type SideName = keyof typeof SIDES;

export interface Side {
	readonly name: SideName;
	/** Whatever changes when a run has come further. */
	readonly moment: unknown;
	readonly show: (name: SideName) => void;
	readonly insert: (text: string) => void;
	readonly openRun: (run: string) => void;
}

function panelOf(model: EditorModel, { name, moment, insert, openRun }: Side): TemplateResult {
	const { tab, schemas, session } = model;
	if (name === 'history') {
		return html`<editor-history
			.api=${session.api}
			.current=${tab.plan || tab.run}
			.moment=${moment}
			@editor-open-run=${({ detail }: CustomEvent<{ run: string }>) => openRun(detail.run)}
		></editor-history>`;
	}
	if (name === 'closed') {
		return html`<editor-closed
			.load=${model.closed}
			.moment=${model.bench.tabs.length}
			@editor-reopen=${({ detail }: CustomEvent<{ id: string }>) => void model.reopen(detail.id)}
		></editor-closed>`;
	}
	return html`<editor-schema
		.view=${schemas.view(tab.source)}
		.engine=${model.engine}
		.source=${tab.source}
		@editor-insert=${({ detail }: CustomEvent<{ text: string }>) => insert(detail.text)}
		@editor-refresh=${() => void schemas.refresh(tab.source)}
	></editor-schema>`;
}

export const side = (model: EditorModel, options: Side): TemplateResult =>
	html`<aside aria-label="Beside the text" tabindex="-1">
		<div class="segments" role="group" aria-label="Beside the text">
			${(Object.entries(SIDES) as [SideName, string][]).map(
				([name, title]) =>
					html`<button class="quiet" aria-pressed=${name === options.name} @click=${() => options.show(name)}>${title}</button>`,
			)}
		</div>
		${panelOf(model, options)}
	</aside>`;
