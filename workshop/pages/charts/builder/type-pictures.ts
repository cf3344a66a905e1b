/** A small picture of each type of chart, drawn by lines in the colour of the text around, 32 by 20. */
import { html, svg, type TemplateResult } from 'lit';
import type { ChartType } from '../../../../widget/chart-spec.ts';

/** `line`: the path of an outline; `fill`: that of what is filled; `faint`: filled, and a third as strong. */
interface Shape {
	readonly line?: string;
	readonly fill?: string;
	readonly faint?: string;
}

const SHAPES: Readonly<Record<ChartType, Shape>> = {
	line: { line: 'M2 15 9 9l6 4 8-9 7 5' },
	area: { line: 'M2 14 9 9l6 3 8-7 7 3', faint: 'M2 14 9 9l6 3 8-7 7 3v11H2z' },
	step: { line: 'M2 15h7V9h7v3h7V4h7' },
	column: { fill: 'M3 11h5v8H3zM10 6h5v13h-5zM17 9h5v10h-5zM24 3h5v16h-5z' },
	bar: { fill: 'M2 2h26v4H2zM2 8h17v4H2zM2 14h10v4H2z' },
	combination: { faint: 'M3 11h5v8H3zM10 8h5v11h-5zM17 10h5v9h-5zM24 6h5v13h-5z', line: 'M3 8l9-4 9 3 8-5' },
	number: { line: 'M8 4 5 6M8 4v12M14 6c1-3 7-3 7 1 0 3-7 5-7 9h8' },
	sparkline: { line: 'M2 12l4-4 4 5 4-7 4 5 4-3 3 2', fill: 'M26 9.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0' },
	table: { line: 'M3 3h26v14H3zM3 8h26M3 12.5h26M12 3v14' },
	pivot: { line: 'M3 3h26v14H3zM12 8v9M20.5 8v9', faint: 'M3 3h26v5H3zM3 8h9v9H3z' },
	scatter: {
		fill: 'M4 15a1.6 1.6 0 1 0 3.2 0A1.6 1.6 0 1 0 4 15M9 10a1.6 1.6 0 1 0 3.2 0A1.6 1.6 0 1 0 9 10M14 13a1.6 1.6 0 1 0 3.2 0A1.6 1.6 0 1 0 14 13M18 7a1.6 1.6 0 1 0 3.2 0A1.6 1.6 0 1 0 18 7M25 4a1.6 1.6 0 1 0 3.2 0A1.6 1.6 0 1 0 25 4',
	},
	histogram: { fill: 'M3 15h4v4H3zM7.5 10h4v9h-4zM12 4h4v15h-4zM16.5 7h4v12h-4zM21 12h4v7h-4zM25.5 16h4v3h-4z' },
	box: { line: 'M8 2v4M8 14v4M4 6h8v8H4zM4 10h8M23 4v3M23 15v3M19 7h8v8h-8zM19 12h8' },
	heatmap: {
		fill: 'M3 2h8v5H3zM21 8h8v5h-8zM12 14h8v5h-8z',
		faint: 'M12 2h8v5h-8zM21 2h8v5h-8zM3 8h8v5H3zM12 8h8v5h-8zM3 14h8v5H3zM21 14h8v5h-8z',
	},
	calendar: {
		fill: 'M8 2h4v4H8zM18 7h4v4h-4zM23 12h4v4h-4zM3 12h4v4H3z',
		faint:
			'M3 2h4v4H3zM13 2h4v4h-4zM18 2h4v4h-4zM23 2h4v4h-4zM3 7h4v4H3zM8 7h4v4H8zM13 7h4v4h-4zM23 7h4v4h-4zM8 12h4v4H8zM13 12h4v4h-4zM18 12h4v4h-4z',
	},
	pie: { fill: 'M16 10V1.5A8.5 8.5 0 0 1 23.4 14.2z', faint: 'M16 10l7.4 4.2A8.5 8.5 0 1 1 16 1.5z' },
	donut: {
		fill: 'M16 1.5A8.5 8.5 0 0 1 23.4 14.2l-3.6-2A4.4 4.4 0 0 0 16 5.6z',
		faint: 'M23.4 14.2A8.5 8.5 0 1 1 16 1.5v4.1a4.4 4.4 0 1 0 3.8 6.6z',
	},
	funnel: { fill: 'M2 2h28l-4 4H6zM8 8h16l-3 4H11zM13 14h6l-1 4h-4z' },
	gauge: { line: 'M4 16a12 12 0 0 1 24 0M16 16l6-7' },
	candlestick: { line: 'M6 2v16M16 4v13M26 1v15', fill: 'M3.5 6h5v8h-5zM13.500 8h5v5h-5zM23.500 4h5v8h-5z' },
	waterfall: { fill: 'M2 12h5v7H2zM9 7h5v5H9zM23 3h5v16h-5z', faint: 'M16 7h5v4h-5z' },
	sankey: {
		faint: 'M4 2h2c10 0 10 1 20 1h2v5h-2C16 8 16 9 6 9H4zM4 11h2c10 0 10 2 20 2h2v5h-2c-10 0-10-3-20-3H4z',
		fill: 'M2 2h2v7H2zM2 11h2v4H2zM28 3h2v5h-2zM28 13h2v5h-2z',
	},
	treemap: { fill: 'M3 2h13v16H3z', faint: 'M17.500 2H29v8.500H17.500zM17.500 12h5v6h-5zM24 12h5v6h-5z' },
	map: { line: 'M4 5 12 2l8 3 8-3v13l-8 3-8-3-8 3zM12 2v13M20 5v13' },
};

export function typePicture(type: ChartType): TemplateResult {
	const { line, fill, faint } = SHAPES[type];
	return html`<svg class="picture" viewBox="0 0 32 20" aria-hidden="true">
		${faint ? svg`<path d=${faint} fill="currentColor" opacity="0.35"></path>` : ''}
		${fill ? svg`<path d=${fill} fill="currentColor"></path>` : ''}
		${line ? svg`<path d=${line} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"></path>` : ''}
	</svg>`;
}
