/** What is below the text: the result of the tab's run, or how the database would answer. */
import { html, type TemplateResult } from 'lit';
import type { ChartSpec } from '../../../../widget/chart-spec.ts';
import { say } from '../../../shared/page.ts';
import type { EditorModel } from '../model/editor-model.ts';
import { isEmpty } from '../pure/tabs.ts';
import type { WorkshopEditor } from '../workshop-editor.ts';
import type { RunFailureDetail, RunPhaseDetail } from './editor-results.ts';

async function share(editor: WorkshopEditor, run: string): Promise<void> {
	const address = new URL(location.href);
	address.search = `?run=${encodeURIComponent(run)}`;
	try {
		await navigator.clipboard.writeText(address.href);
		say(editor, 'The address of this result is copied. Authors of the project can open it.');
	} catch {
		say(editor, `The browser does not let it be copied: ${address.href}`);
	}
}

export function resultPart(editor: WorkshopEditor, model: EditorModel): TemplateResult {
	const { tab, session } = model;
	const hint = isEmpty(tab)
		? 'Write a query above, or choose a table at the side. Its rows and its chart appear here. {{name}} in the SQL makes a parameter.'
		: 'Run the query, and its rows and its chart appear here.';
	const leave = (): void => {
		model.leavePlan();
		editor.tellAddress();
	};
	return html`<editor-results
		class="result"
		tabindex="-1"
		aria-label="Result"
		role="region"
		.getToken=${session.token}
		.run=${tab.run}
		.plan=${tab.plan}
		.spec=${tab.spec}
		.hint=${hint}
		@editor-phase=${({ detail }: CustomEvent<RunPhaseDetail>) => editor.onPhase(detail)}
		@editor-failure=${({ detail }: CustomEvent<RunFailureDetail>) => editor.onFailure(detail)}
		@editor-spec=${({ detail }: CustomEvent<{ readonly spec: ChartSpec | null }>) => model.edit({ spec: detail.spec })}
		@editor-share=${({ detail }: CustomEvent<{ readonly run: string }>) => void share(editor, detail.run)}
		@editor-design=${() => void editor.design.open()}
		@editor-analyze=${() => void editor.explain('analyze')}
		@editor-leave-plan=${leave}
	></editor-results>`;
}
