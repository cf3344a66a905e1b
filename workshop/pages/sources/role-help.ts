/** Which role to make in the database, to be copied: what an empty page and the form teach. */
import { css, html, type TemplateResult } from 'lit';
import '../../shared/copy-text.ts';
import { type ReaderRole, readerRole } from './reader-role.ts';

export const roleHelpStyles = css`
	details.role {
		margin-block-start: 24px;
		border-block-start: 1px solid var(--line-quiet);
		padding-block-start: 16px;
	}
	.role summary {
		cursor: pointer;
		font-weight: 600;
	}
	.role > div {
		display: grid;
		gap: 12px;
		padding-block-start: 12px;
	}
	.role p {
		max-inline-size: 72ch;
	}
`;

export function roleHelp(role: ReaderRole, { isOpen }: { readonly isOpen: boolean }): TemplateResult {
	const sql = readerRole(role);
	return html`<details class="role" ?open=${isOpen}>
		<summary>The role to make in the database first</summary>
		<div>
			<p class="muted">
				Whoever writes SQL here may do whatever the role may do. So it reads, and nothing else. Put a password of your own
				for <code>'password'</code>, and run this as somebody who may make roles.
			</p>
			<workshop-copy label="Statements that make the role" .text=${sql}></workshop-copy>
		</div>
	</details>`;
}
