/**
 * Writes the rows of an export as CSV into the control store, as they come. The source is read no faster than they can be
 * kept: what a worker holds is a batch of rows and a part of text.
 */
import type { Column } from '../../widget/protocol.ts';
import type { Database } from '../database/database.ts';
import { NamedError, toNamedError } from '../errors.ts';
import { fieldOf, headOf, lineOf } from '../exports/csv.ts';
import { dropEarlierParts, keepPart } from '../exports/parts.ts';
import type { RunEnd } from '../runs/finish-run.ts';
import type { RunRow } from '../runs/run.ts';
import type { RowSink, Rows } from '../source/source.ts';

const PART_CHARACTERS = 1_048_576;
/** Whoever waits for slow rows sees that they come. */
const PART_MS = 1_000;

export interface SpoolDeps {
	readonly database: Database;
	/** Does something in the control store, for as long as it takes until that is there again. */
	readonly untilStored: <T>(store: () => Promise<T>) => Promise<T>;
}

class CsvSpool implements RowSink {
	readonly #deps: SpoolDeps;
	readonly #run: Pick<RunRow, 'id' | 'attempt'>;
	#fields: readonly ReturnType<typeof fieldOf>[] = [];
	#text = '';
	#part = 0;
	#keptAt = performance.now();

	constructor(deps: SpoolDeps, run: Pick<RunRow, 'id' | 'attempt'>) {
		this.#deps = deps;
		this.#run = run;
	}

	begin(columns: readonly Column[]): void {
		this.#fields = columns.map(fieldOf);
		this.#text = headOf(columns);
	}

	async add(rows: Parameters<RowSink['add']>[0]): Promise<void> {
		for (const row of rows) this.#text += lineOf(row.map((cell, column) => this.#fields[column]?.(cell) ?? ''));
		const waits = this.#part === 0 || performance.now() - this.#keptAt >= PART_MS;
		if (waits || this.#text.length >= PART_CHARACTERS) await this.flush();
	}

	/** Keeps what there is. */
	async flush(): Promise<void> {
		if (this.#text === '') return;
		const place = { run: this.#run.id, attempt: this.#run.attempt, part: this.#part };
		const text = this.#text;
		this.#text = '';
		this.#part += 1;
		// What befalls our store is nothing that the source has said.
		await this.#deps
			.untilStored(() => keepPart(this.#deps.database, place, text))
			.catch((error: unknown) => {
				throw toNamedError(error);
			});
		this.#keptAt = performance.now();
	}
}

/** @throws NamedError result_too_large: a file of all rows has all of them, or is none. Whatever `ask` throws. */
export async function spoolExport(
	deps: SpoolDeps,
	run: RunRow,
	ask: (sink: RowSink) => Promise<Rows>,
): Promise<RunEnd> {
	await deps.untilStored(() => dropEarlierParts(deps.database, run.id, run.attempt));
	const spool = new CsvSpool(deps, run);
	const { rows, columns, truncated } = await ask(spool);
	if (truncated) {
		const message = `There are more than the ${rows} rows that one file may have; ask for fewer, or for fewer columns.`;
		throw new NamedError('result_too_large', message);
	}
	await spool.flush();
	// Nobody is shown it: the rows are in the parts.
	const result = { columns, data: columns.map(() => []), rows: 0, truncated: false, asOf: Date.now(), hash: '' };
	return { state: 'succeeded', result, rows };
}
