/** The colours in which a chart on the page draws its series; none as long as it has not drawn. */
export function paletteOf(chart: HTMLElement): readonly string[] {
	const root = chart.shadowRoot?.querySelector('.root');
	if (!root) return [];
	const style = getComputedStyle(root);
	return [1, 2, 3, 4, 5, 6, 7, 8]
		.map((series) => style.getPropertyValue(`--series-${series}`).trim())
		.filter((color) => color !== '');
}
