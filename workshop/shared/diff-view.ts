/** What has changed between two versions, as lines that are added and removed. */
import { css, html, type TemplateResult } from 'lit';
import type { FieldDiff } from './version-diff.ts';

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const KINDS = { same: '', added: 'added: ', removed: 'removed: ' } as const;

export const diffStyles = css`
	/* Positioned, so that the words for readers by ear are scrolled with it and do not widen the page. */
	.diff {
		position: relative;
		padding: 8px 0;
		border: 1px solid var(--line-quiet);
		border-radius: 8px;
		background: var(--surface);
		overflow-x: auto;
		line-height: 1.55;
		tab-size: 4;
	}
	.diff span {
		display: block;
		padding-inline: 12px;
		white-space: pre;
		inline-size: max-content;
		min-inline-size: 100%;
	}
	.diff .added {
		background: color-mix(in srgb, var(--good) 14%, transparent);
	}
	.diff .removed {
		background: color-mix(in srgb, var(--danger) 14%, transparent);
	}
	.diff .same {
		color: var(--muted);
	}
`;

/** @param first a field that is called otherwise than it is written */
export const diffView = (fields: readonly FieldDiff[], first?: readonly [string, string]): readonly TemplateResult[] =>
	fields.map(
		({ field, lines }) => html`<div class="part"><h3 class="small muted">${field === first?.[0] ? first[1] : field}</h3>
			<pre class="diff" tabindex="0" role="region" aria-label=${`Changes of ${field}`}><code>${lines.map(({ kind, text }) => html`<span class=${kind}><span class="sr">${KINDS[kind]}</span>${SIGNS[kind]} ${text}</span>`)}</code></pre></div>`,
	);
