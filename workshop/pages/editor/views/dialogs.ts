/** What the editor says in a dialog: the keys, and two versions of a draft. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Conflict } from '../model/tabs-model.ts';
import type { Tab } from '../pure/tabs.ts';
import { ageText } from './words.ts';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
export const MOD = isMac ? '⌘' : 'Ctrl';

const KEYS: readonly (readonly [keys: string, does: string])[] = [
	[`${MOD} Enter`, 'Run all'],
	[`${MOD} Shift Enter`, 'Run the selection, or the statement at the caret'],
	['Esc Esc', 'Cancel the run'],
	['Alt Shift E', 'Explain: how the database would answer'],
	['Alt Shift F', 'Format'],
	[`${MOD} S`, 'Save as a chart'],
	[`${MOD} Space`, 'Suggest tables, columns, functions'],
	['Alt /', 'Turn a line into a comment, and back'],
	['Alt Shift N', 'New tab'],
	['Alt Shift W', 'Close the tab'],
	['Alt Shift ←  Alt Shift →', 'The tab to the left, to the right'],
	['F2', 'Rename the tab'],
	['F6', 'Go on to the next part: text, result, schema'],
	[`?  ${MOD} /`, 'This list'],
];

export function keysDialog(isOpen: boolean, onHide: (event: Event) => void): TemplateResult {
	return html`<wa-dialog label="Keys" light-dismiss ?open=${isOpen} @wa-after-hide=${onHide}>
		<table class="keys">
			<thead class="sr"><tr><th scope="col">Keys</th><th scope="col">What they do</th></tr></thead>
			<tbody>
				${KEYS.map(
					([keys, does]) =>
						html`<tr><td>${keys.split(/\s{2,}/).map((each) => html`<span class="stroke">${each.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</span>`)}</td><td>${does}</td></tr>`,
				)}
			</tbody>
		</table>
	</wa-dialog>`;
}

export function conflictDialog(
	conflict: Conflict | undefined,
	mine: Tab | undefined,
	settle: (choice: 'mine' | 'theirs' | 'both') => void,
): TemplateResult {
	const both = conflict !== undefined && mine !== undefined;
	const version = (title: string, sql: string): TemplateResult =>
		html`<section><h2>${title}</h2><pre tabindex="0">${sql}</pre></section>`;
	// Nothing is decided by leaving: the dialog stays until one of the three is chosen.
	const stay = (event: Event): void => {
		if (event.target === event.currentTarget && both) event.preventDefault();
	};
	return html`<wa-dialog class="wide" label="This query was changed elsewhere" ?open=${both} @wa-hide=${stay}>
		${
			both
				? html`<p class="muted">Another window or machine has saved this tab after you began. Nothing is lost; choose what it is from now on.</p>
					<div class="versions">
						${version('Here', mine.sql)} ${version(`Saved elsewhere, ${ageText(conflict.stored.updatedAt)}`, conflict.stored.sql)}
					</div>`
				: nothing
		}
		<wa-button slot="footer" appearance="outlined" @click=${() => settle('theirs')}>Take the other</wa-button>
		<wa-button slot="footer" appearance="outlined" @click=${() => settle('mine')}>Keep this one</wa-button>
		<wa-button slot="footer" variant="brand" @click=${() => settle('both')}>Keep both</wa-button>
	</wa-dialog>`;
}
