import { tableGrid } from '../drawing/table-grid.ts';
import { rowsTo } from '../drawing/table-order.ts';
import { typesOf } from './columns.ts';
import type { Built, Family } from './family.ts';
import { gridPicture, pictureColors } from './grid-picture.ts';

/** The rows of a result as they come, with what the author's conditions put on them. */
export const table: Family = {
	build(input): Built {
		const { table: result, spec, theme } = input;
		const style = { theme, spec, colors: pictureColors(input) };
		const grid = tableGrid(result, style, { by: undefined, rows: rowsTo(result.rows) });
		return gridPicture(input, grid, typesOf(result));
	},
};
