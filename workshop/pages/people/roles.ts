import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Role } from '../../app/session.ts';

export const ROLES: readonly { readonly role: Role; readonly title: string; readonly may: string }[] = [
	{
		role: 'viewer',
		title: 'Viewer',
		may: 'watches every chart of the project, follows its alerts and acknowledges them',
	},
	{ role: 'author', title: 'Author', may: 'also writes SQL, sources and charts' },
	{ role: 'administrator', title: 'Administrator', may: 'also manages members, keys and settings' },
];

export const titleOf = (role: string): string => ROLES.find((each) => each.role === role)?.title ?? role;

export const roleOptions = (chosen: string, roles = ROLES): TemplateResult[] =>
	roles.map(({ role, title }) => html`<option value=${role} .selected=${live(role === chosen)}>${title}</option>`);

export const rolesExplained = (): TemplateResult =>
	html`<p class="small muted">${ROLES.map(({ title, may }, index) => html`${index > 0 ? '; ' : ''}<strong>${title}</strong> ${may}`)}.</p>`;
