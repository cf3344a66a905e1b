/** Reads what a source's own role may see of its database: one statement, on the way and within the bounds of any run. */
import { readFileSync } from 'node:fs';
import type { ColumnType } from '../../../widget/protocol.ts';
import type { Engine } from '../address.ts';
import { typeOfName } from '../mysql-types.ts';
import { columnTypeOf } from '../postgres-types.ts';
import type { Source } from '../source.ts';
import { assemble, type Catalog, type ColumnRow } from './catalog.ts';

const sqlOf = (engine: Engine) => readFileSync(new URL(`./sql/read-${engine}.sql`, import.meta.url), 'utf8');
const STATEMENTS: Readonly<Record<Engine, string>> = { postgresql: sqlOf('postgresql'), mysql: sqlOf('mysql') };

/** Far above what 20,000 columns need: what is beyond it is marked as cut. */
const LIMITS = { maxRows: 250_000, maxBytes: 33_554_432, deadlineMs: 30_000 };

function typeIn(engine: Engine): (column: ColumnRow) => ColumnType {
	if (engine === 'mysql') return ({ data = '' }) => typeOfName(data);
	return ({ oid = 0, textual = false }) => {
		const type = columnTypeOf(oid);
		return type === 'other' && textual ? 'text' : type;
	};
}

export interface CatalogRead {
	readonly engine: Engine;
	/** Names the execution in the database's own list of sessions. */
	readonly tag: string;
	readonly signal: AbortSignal;
}

/** @throws what `Source.run` throws */
export async function readCatalog(source: Source, { engine, tag, signal }: CatalogRead): Promise<Catalog> {
	const query = { tag, sql: STATEMENTS[engine], bound: [], timeZone: 'UTC', claims: {}, ...LIMITS };
	const { data, truncated } = await source.run(query, { signal, onRows: () => undefined });
	const [names = [], details = []] = data;
	const rows = names.map((part, index) => ({ part: String(part), detail: String(details[index]) }));
	return assemble({ rows, truncated, columnTypeOf: typeIn(engine) });
}
