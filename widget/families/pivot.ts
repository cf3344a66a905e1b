import { makePivot, pivotGrid } from '../drawing/pivot-grid.ts';
import { pivotRoles } from '../drawing/pivot-roles.ts';
import { typesOf } from './columns.ts';
import type { Built, Family } from './family.ts';
import { gridPicture, pictureColors } from './grid-picture.ts';
import { table } from './table.ts';

/** A result turned about; one that cannot be turned is shown as its rows. */
export const pivot: Family = {
	build(input): Built {
		const { table: result, spec, theme } = input;
		const roles = pivotRoles(result, spec);
		if ('lack' in roles) return table.build(input);
		const style = { theme, spec, colors: pictureColors(input) };
		return gridPicture(input, pivotGrid(makePivot(result, roles, style), style, undefined), typesOf(result));
	},
};
