/** What a viewer sees who follows a link to the editor: an editor whose every button is refused would tell nobody why. */
import { html, type TemplateResult } from 'lit';
import { addressOf } from '../../../app/route.ts';
import type { ProjectSession } from '../../../app/session.ts';

export const forAuthors = ({ project: { project, name } }: ProjectSession): TemplateResult =>
	html`<div class="page"><h1>Editor</h1><p>Queries are written by the authors of “${name}”, and you are a viewer there. <a href=${addressOf({ project, page: 'charts' })}>Its charts</a> are for you; an administrator of the project can make you an author.</p></div>`;
