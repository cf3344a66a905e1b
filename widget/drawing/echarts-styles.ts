import { css } from 'lit';

/** What the families of ECharts add to the sheet of the plots: a legend that can be pressed, and one of a scale. */
export const familyStyles = css`
	.family {
		position: absolute;
		inset: 0;
		direction: ltr;
		letter-spacing: 0;
		word-spacing: 0;
	}
	.legend button {
		all: unset;
		display: flex;
		align-items: center;
		gap: 6px;
		min-inline-size: 0;
		min-block-size: 24px;
		cursor: pointer;
	}
	.legend button:focus-visible {
		outline: 2px solid var(--accent);
		outline-offset: -2px;
		border-radius: 3px;
	}
	.legend button[aria-pressed='false'] .swatch {
		opacity: 0.3;
	}
	.legend button[aria-pressed='false'] span {
		text-decoration: line-through;
	}
	.legend.ramp {
		align-items: flex-start;
	}
	.ramp .scale {
		direction: ltr;
		inline-size: min(20em, 100%);
	}
	.ramp .entry {
		display: flex;
		align-items: center;
		gap: 6px;
	}
	.ramp .colors {
		display: flex;
		overflow: hidden;
		border-radius: 2px;
	}
	.ramp .swatch {
		flex: 1;
		inline-size: auto;
		border-radius: 0;
	}
	.ramp .ends {
		display: flex;
		justify-content: space-between;
		gap: 8px;
	}
	.swatch.hollow {
		box-sizing: border-box;
		block-size: 8px;
		inline-size: 8px;
		border: 1.5px solid currentColor;
		border-radius: 2px;
	}
	.swatch.hatched {
		block-size: 8px;
		inline-size: 8px;
		border: 0;
		background: repeating-linear-gradient(135deg, currentColor 0 1px, transparent 1px 3px);
	}
	.tip .own span {
		font-weight: 600;
	}
`;
