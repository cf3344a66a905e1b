/** What `GET /v1/sources/:name/schema` tells of a source, and how it is searched. Pure. */
import { publicFirst } from '../../../shared/source-schema.ts';

export interface CatalogColumn {
	readonly name: string;
	/** In the database's own words. */
	readonly type: string;
	readonly columnType: string;
	readonly nullable: boolean;
	readonly comment?: string;
}

export interface CatalogRelation {
	readonly name: string;
	readonly kind: string;
	readonly comment?: string;
	/** The database's own estimate. */
	readonly rows?: number;
	readonly columns: readonly CatalogColumn[];
	readonly primaryKey?: readonly string[];
	readonly foreignKeys?: readonly {
		readonly columns: readonly string[];
		readonly references: { readonly schema: string; readonly relation: string; readonly columns: readonly string[] };
	}[];
}

export interface CatalogSchema {
	readonly name: string;
	readonly relations: readonly CatalogRelation[];
	readonly functions: readonly string[];
}

export interface Catalog {
	readonly schemas: readonly CatalogSchema[];
	readonly truncated: boolean;
	/** ms */
	readonly asOf?: number;
}

export interface FoundRelation {
	readonly schema: string;
	readonly relation: CatalogRelation;
	/** Those that are shown: all of a relation that is called so itself. */
	readonly columns: readonly CatalogColumn[];
	/** A column is what was found. */
	readonly isByColumn: boolean;
}

/** Relations whose name, or one of whose columns, contains every word that is looked for. */
export function searchCatalog({ schemas }: Catalog, sought: string): readonly FoundRelation[] {
	const words = sought
		.toLowerCase()
		.split(/[\s.]+/)
		.filter(Boolean);
	return publicFirst(schemas).flatMap(({ name: schema, relations }) =>
		relations.flatMap((relation): FoundRelation[] => {
			const own = `${schema}.${relation.name}`.toLowerCase();
			const rest = words.filter((word) => !own.includes(word));
			if (rest.length === 0) return [{ schema, relation, columns: relation.columns, isByColumn: false }];
			const columns = relation.columns.filter(({ name }) => rest.every((word) => name.toLowerCase().includes(word)));
			return columns.length === 0 ? [] : [{ schema, relation, columns, isByColumn: true }];
		}),
	);
}
