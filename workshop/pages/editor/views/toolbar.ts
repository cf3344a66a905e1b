/** What is done with the text: run, cancel, explain, lay out, keep. */
import { html, nothing, type TemplateResult } from 'lit';
import { addressOf } from '../../../app/route.ts';
import { say } from '../../../shared/page.ts';
import type { EditorModel } from '../model/editor-model.ts';
import { isEmpty } from '../pure/tabs.ts';
import type { WorkshopEditor } from '../workshop-editor.ts';
import { MOD } from './dialogs.ts';

interface Toolbar {
	readonly model: EditorModel;
	/** '': nothing stands beside the text. */
	readonly side: string;
	readonly onSide: () => void;
}

function sourceChoice(model: EditorModel): TemplateResult {
	const { sources, tab } = model;
	if (sources?.length === 0) {
		const { project } = model.session.project;
		const address = addressOf({ project, page: 'sources', query: { new: '1' } });
		return html`<span class="muted">This project has no source yet. <a href=${address}>Add a source</a></span>`;
	}
	const isKnown = sources?.some(({ name }) => name === tab.source) ?? false;
	const choose = (event: Event): void => model.edit({ source: (event.target as HTMLSelectElement).value });
	return html`<select aria-label="Source" @change=${choose}>
		${isKnown ? nothing : html`<option value=${tab.source} selected>${tab.source || 'Choose a source'}</option>`}
		${sources?.map(({ name }) => html`<option value=${name} ?selected=${name === tab.source}>${name}</option>`)}
	</select>`;
}

/** Others open it by its address, as it is then. */
async function copyAddress(editor: WorkshopEditor, model: EditorModel): Promise<void> {
	const address = new URL(location.href);
	address.search = `?draft=${encodeURIComponent(model.tab.id)}`;
	try {
		await navigator.clipboard.writeText(address.href);
		say(editor, 'The address of this query is copied. Authors of the project open a copy of it.');
	} catch {
		say(editor, `The browser does not let it be copied: ${address.href}`);
	}
}

function sharing(editor: WorkshopEditor, model: EditorModel): TemplateResult | typeof nothing {
	if (isEmpty(model.tab)) return nothing;
	const share = (): void => {
		model.share(true);
		void copyAddress(editor, model);
	};
	if (!model.tab.shared)
		return html`<button class="quiet" title="Other authors of the project can open a copy of it by its address" @click=${share}>Share</button>`;
	return html`<button class="quiet" title="Copy the address again" @click=${() => void copyAddress(editor, model)}>Shared</button>
		<button class="quiet" @click=${() => model.share(false)}>Stop sharing</button>`;
}

export function toolbar(editor: WorkshopEditor, { model, side, onSide }: Toolbar): TemplateResult {
	const isLive = editor.isLive;
	const cannot = isLive || model.submitting;
	return html`<div class="toolbar" role="group" aria-label="Query">
		<button class="icon" aria-label="Side panel" title="Schema, history, closed tabs" aria-expanded=${side !== ''} @click=${onSide}>
			<wa-icon name="column" aria-hidden="true"></wa-icon>
		</button>
		<wa-button size="s" variant="brand" ?disabled=${cannot} @click=${() => void editor.run(false)}>
			<wa-icon slot="start" name="play" aria-hidden="true"></wa-icon>Run<kbd class="hint" aria-hidden="true">${MOD} ↵</kbd>
		</wa-button>
		<span class="either">
			<button class="quiet" title=${`The selection, or the statement at the caret (${MOD} Shift ↵)`} ?disabled=${cannot} @click=${() => void editor.run(true)}>Run part</button>
			<button class="quiet cancel" aria-keyshortcuts="Escape" ?disabled=${!isLive} @click=${() => editor.cancel()}>
				<wa-icon name="stop" aria-hidden="true"></wa-icon>Cancel<kbd class="hint" aria-hidden="true">Esc</kbd>
			</button>
		</span>
		<button class="quiet" ?disabled=${cannot} @click=${() => void editor.explain()}>Explain</button>
		<button class="quiet" @click=${() => void editor.format()}>Format</button>
		${sourceChoice(model)}
		<span class="end">
			<span class="keeping">${model.keeping}</span>
			${sharing(editor, model)}
			<wa-button size="s" appearance="outlined" @click=${() => editor.saveAsChart()}>Save as a chart</wa-button>
			<button class="icon" aria-label="Keys" title="Keys (?)" @click=${() => editor.openKeys()}><kbd aria-hidden="true">?</kbd></button>
		</span>
	</div>`;
}
