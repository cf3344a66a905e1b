import { css, html, type TemplateResult } from 'lit';

export type Tone = 'good' | 'quiet' | 'warning' | 'danger';

/** A state in a word or two, with a mark whose shape says it too: never by colour alone. */
export const toneStyles = css`
	.tone {
		display: inline-flex;
		gap: 7px;
		align-items: baseline;
	}
	.tone wa-icon {
		flex: none;
		translate: 0 2px;
		color: var(--muted);
	}
	.tone.good wa-icon {
		color: var(--good);
	}
	.tone.warning wa-icon {
		color: var(--warning);
	}
	.tone.danger,
	.tone.danger wa-icon {
		color: var(--danger);
	}
`;

const ICONS: Readonly<Record<Tone, string>> = {
	good: 'check',
	quiet: 'minus',
	warning: 'triangle-exclamation',
	danger: 'xmark',
};

export const toned = (tone: Tone, text: string): TemplateResult =>
	html`<span class=${`tone ${tone}`}><wa-icon name=${ICONS[tone]} aria-hidden="true"></wa-icon><span>${text}</span></span>`;
