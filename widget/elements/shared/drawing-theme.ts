import type { Theme } from '../../drawing/drawing.ts';

const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `series-${number}`);
const NAMES = ['ink', 'muted', 'line', 'grid', 'raised', ...SERIES];

/**
 * Resolves the tokens of theme.ts, as they stand on this element now, for a drawing on a canvas. A custom property
 * gives its text only, such as `light-dark(…)`; the colour of an element that uses it is a colour.
 */
export function drawingTheme(root: Element, locale: string | undefined): Theme {
	// All of them are written before one is read: each look between would have the page's styles computed anew.
	const probe = document.createElement('i');
	// Else every colour but the system's own would be that of its text.
	probe.style.setProperty('forced-color-adjust', 'none');
	const probes = NAMES.map((name) => {
		const each = probe.appendChild(document.createElement('i'));
		each.style.color = `var(--${name})`;
		return each;
	});
	root.append(probe);
	const style = getComputedStyle(probe);
	const [ink = '', muted = '', line = '', grid = '', raised = '', ...series] = probes.map(
		(each) => getComputedStyle(each).color,
	);
	const theme: Theme = {
		ink,
		muted,
		line,
		grid,
		raised,
		series,
		font: style.fontFamily,
		// uPlot reads whole pixels only.
		fontPx: Math.round((Number.parseFloat(style.fontSize) * 12) / 13),
		locale,
	};
	probe.remove();
	return theme;
}
