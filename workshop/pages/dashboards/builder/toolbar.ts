/** What is done with the whole dashboard while it is built. */
import { html, type TemplateResult } from 'lit';
import { addressOf } from '../../../app/route.ts';
import { redo, undo } from '../../../shared/history.ts';
import type { BuilderModel } from './builder-model.ts';

interface Toolbar {
	readonly isPreview: boolean;
	readonly toggle: () => void;
}

export function toolbar(model: BuilderModel, { isPreview, toggle }: Toolbar): TemplateResult {
	const { history, name, dashboard } = model;
	const { project } = model.session.project;
	const [canUndo, canRedo] = history ? [undo(history) !== undefined, redo(history) !== undefined] : [false, false];
	return html`<div class="toolbar">
		<h1><a href=${addressOf({ project, page: 'dashboards', item: name })}><wa-icon name="chevron-left" aria-hidden="true"></wa-icon><span class="sr">Back to the dashboard </span>${dashboard?.title || name}</a></h1>
		<div class="row">
			<button type="button" class="icon" aria-label="Undo" title="Undo" ?disabled=${!canUndo} @click=${() => model.undo()}><wa-icon name="undo" aria-hidden="true"></wa-icon></button>
			<button type="button" class="icon" aria-label="Redo" title="Redo" ?disabled=${!canRedo} @click=${() => model.redo()}><wa-icon name="redo" aria-hidden="true"></wa-icon></button>
			<wa-button size="s" appearance="outlined" @click=${toggle}>${isPreview ? 'Go on building' : 'Preview'}</wa-button>
		</div>
		<div class="row end">
			<span class="small muted">${model.keeping}</span>
			<wa-button size="s" variant="brand" ?disabled=${!model.isChanged} ?loading=${model.isSaving} @click=${() => void model.save()}>Save</wa-button>
		</div>
	</div>`;
}
