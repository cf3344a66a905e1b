/** Which role to make in the database, to be copied: what an empty page and the form teach. */
import { css, html, type TemplateResult } from 'lit';
import { say } from '../../shared/page.ts';
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
	.role wa-button {
		justify-self: start;
	}
	.role p {
		max-inline-size: 72ch;
	}
`;

async function copy(from: HTMLElement, text: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
		say(from, 'The statements are copied.');
	} catch {
		// Not allowed: they are selected, to be copied by hand.
		const pre = from.parentElement?.querySelector('pre');
		if (pre) getSelection()?.selectAllChildren(pre);
		say(from, 'The browser does not let a page copy; the statements are selected.');
	}
}

export function roleHelp(role: ReaderRole, { isOpen }: { readonly isOpen: boolean }): TemplateResult {
	const sql = readerRole(role);
	return html`<details class="role" ?open=${isOpen}>
		<summary>The role to make in the database first</summary>
		<div>
			<p class="muted">
				Whoever writes SQL here may do whatever the role may do. So it reads, and nothing else. Put a password of your own
				for <code>'password'</code>, and run this as somebody who may make roles.
			</p>
			<pre class="sql" tabindex="0" aria-label="Statements that make the role">${sql}</pre>
			<wa-button size="small" appearance="outlined" @click=${(event: Event) => void copy(event.currentTarget as HTMLElement, sql)}><wa-icon slot="start" name="copy" aria-hidden="true"></wa-icon>Copy the statements</wa-button>
		</div>
	</details>`;
}
