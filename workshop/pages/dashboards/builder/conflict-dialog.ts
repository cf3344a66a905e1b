/** Two that were saved from the same version: both are shown, and nothing is lost whichever is chosen. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Dashboard } from '../../../../widget/dashboard-spec.ts';
import { diffView } from '../../../shared/diff-view.ts';
import { agoOf } from '../../../shared/times.ts';
import { diffOf } from '../../../shared/version-diff.ts';
import { outlineOf } from '../pure/words.ts';
import type { BuilderModel } from './builder-model.ts';

const stay = (event: Event): void => {
	// Nothing is decided by leaving.
	if (event.target === event.currentTarget) event.preventDefault();
};

export function conflictDialog(model: BuilderModel): TemplateResult {
	const { conflict, dashboard: mine } = model;
	const isOpen = conflict !== undefined && mine !== undefined;
	const stored = conflict?.stored ?? null;
	const version = (title: string, dashboard: Dashboard): TemplateResult =>
		html`<section class="part"><h2>${title}</h2><pre class="outline" tabindex="0" role="region" aria-label=${title}>${outlineOf(dashboard, model.charts.titles)}</pre></section>`;
	return html`<wa-dialog class="wide" label=${stored === null ? 'This dashboard was deleted' : 'This dashboard was changed elsewhere'} ?open=${isOpen} @wa-hide=${isOpen ? stay : nothing}>
		${
			isOpen
				? html`<p class="muted">${
						stored === null
							? 'Somebody has deleted it after you began. What you have can be saved as a new version.'
							: 'Somebody has saved it after you began. Whichever you choose, the other stays: theirs among the versions, yours behind Undo.'
					}</p>
			<div class="both">
				${version('Yours', mine)}
				${stored === null ? nothing : version(`Theirs, saved ${agoOf(stored.updatedAt, Date.now())}`, stored.declaration)}
			</div>
			${stored === null ? nothing : html`<div class="part"><h2>From theirs to yours</h2>${diffView(diffOf(stored.declaration, mine))}</div>`}`
				: nothing
		}
		${stored === null ? nothing : html`<wa-button slot="footer" appearance="outlined" @click=${() => void model.settle('theirs')}>Take theirs</wa-button>`}
		<wa-button slot="footer" variant="brand" @click=${() => void model.settle('mine')}>Save mine</wa-button>
	</wa-dialog>`;
}
