import type { Theme } from '../../drawing/drawing.ts';

/**
 * Resolves the tokens of theme.ts, as they stand on this element now, for a drawing on a canvas. A custom property
 * gives its text only, such as `light-dark(…)`; the colour of an element that uses it is a colour.
 */
export function drawingTheme(root: Element, locale: string | undefined): Theme {
	const probe = document.createElement('i');
	// Else every colour but the system's own would be that of its text.
	probe.style.setProperty('forced-color-adjust', 'none');
	root.append(probe);
	const style = getComputedStyle(probe);
	const token = (name: string): string => {
		probe.style.color = `var(--${name})`;
		return style.color;
	};
	const theme: Theme = {
		ink: token('ink'),
		muted: token('muted'),
		line: token('line'),
		grid: token('grid'),
		raised: token('raised'),
		series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`series-${number}`)),
		font: style.fontFamily,
		// uPlot reads whole pixels only.
		fontPx: Math.round((Number.parseFloat(style.fontSize) * 12) / 13),
		locale,
	};
	probe.remove();
	return theme;
}
