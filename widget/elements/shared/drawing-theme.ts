import type { Theme } from '../../drawing/drawing.ts';

/** Resolves the tokens of theme.ts, as they stand on this element now, for a drawing on a canvas. */
export function drawingTheme(root: Element, locale: string | undefined): Theme {
	const style = getComputedStyle(root);
	const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
	return {
		ink: token('ink'),
		muted: token('muted'),
		line: token('line'),
		grid: token('grid'),
		raised: token('raised'),
		series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`series-${number}`)),
		font: style.fontFamily,
		locale,
	};
}
