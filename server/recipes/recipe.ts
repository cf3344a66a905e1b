/**
 * A recipe: an analysis as plain SQL of PostgreSQL with slots for a table and its columns, how its answer is drawn, and what
 * its author has to know. A pair of files in catalog/: NAME.sql, the template, and NAME.json, everything else.
 */
import { z } from 'zod';
import { PARAM_TYPES } from '../charts/params.ts';
import { chartSpecSchema } from '../charts/spec-schema.ts';
import { paramValueSchema } from '../http.ts';

const CATEGORIES = ['distribution', 'relation', 'time', 'outliers', 'composition', 'customers', 'quality'] as const;

/** What a column has to hold: `flag` is true or false; `id` and `category` are of any type that can be compared. */
const ROLES = ['number', 'time', 'category', 'id', 'flag'] as const;

const prose = z.string().min(20).max(1_500);
const label = z.string().min(3).max(200);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);

const columnSchema = z.strictObject({
	/** As the template has it: `[[column:slot]]`. */
	slot: name,
	role: z.enum(ROLES),
	label,
	/** Of the sample table. */
	default: z.string().min(1),
});

/** As a chart declares it, with words for whoever chooses a value. */
const paramSchema = z.strictObject({
	name,
	type: z.enum(PARAM_TYPES),
	default: paramValueSchema,
	allowed: z.array(z.union([z.string(), z.number()])).optional(),
	label,
});

export const recipeSchema = z.strictObject({
	title: z.string().min(3).max(80),
	category: z.enum(CATEGORIES),
	/** What it does, in a paragraph. */
	explanation: prose,
	/** When it is the right one, and when another is. */
	use: prose,
	avoid: prose,
	/** What comes out of nulls, ties, one row, equal values, no rows. */
	edges: prose,
	/** Of the sample database. */
	table: z.string().min(1),
	columns: z.array(columnSchema),
	params: z.array(paramSchema),
	/** Its words may name columns as the template does: `[[column:slot]]`. */
	spec: chartSpecSchema,
	/** Where the formula stands. */
	formula: z.string().min(5).max(300),
	/** How far a number may be from the one that the tests compute, as a share of it. 0: equal. */
	tolerance: z.number().min(0).max(0.01),
});

export interface Recipe extends z.infer<typeof recipeSchema> {
	readonly name: string;
	/** The template. */
	readonly sql: string;
}
