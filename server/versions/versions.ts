/**
 * Every declaration that a chart, or another thing that a project names, has had: who saved it, and when. A version's number
 * is also the thing's revision, by which two who save at once hear of each other. Versions outlive the thing, which can be
 * restored from them.
 *
 *     saved (1) ── saved (2) ── deleted (3) ── restored (4) ─▶ …
 */
import { isDeepStrictEqual } from 'node:util';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { type ErrorCode, NamedError } from '../errors.ts';
import { namesOf } from '../people/names.ts';
import { lateMessage, SavingConflict } from './conflict.ts';

/** What there is now. */
export interface Stored<Declared> {
	readonly declaration: Declared;
	readonly revision: number;
	/** In ms. */
	readonly updatedAt: number;
	/** A subject; empty: saved before that was written down. */
	readonly updatedBy: string;
}

interface VersionRow {
	readonly version: number;
	readonly action: 'saved' | 'restored' | 'deleted';
	readonly restored: number | null;
	readonly saved_at: Date;
	readonly saved_by: string;
	readonly title: string;
	/** Whatever else of a declaration the list of its versions shows. */
	readonly [more: string]: unknown;
}

/** One kind of things that have versions. Its module has the statements in its own sql folder. */
export interface VersionedKind<Declared extends object> {
	/** As messages, answers and statements call it. */
	readonly noun: string;
	readonly conflict: ErrorCode;
	/** The `import.meta.url` of the module beside whose sql folder it is. */
	readonly module: string;
	readonly unknown: (name: string) => NamedError;
	readonly find: (on: Executor, project: string, name: string) => Promise<Stored<Declared> | undefined>;
	/** Writes it down as it is to be from now on, whether or not it is there; its revision is set afterwards. */
	readonly write: (tx: Executor, project: string, named: Declared & { readonly name: string }) => Promise<void>;
}

/** Older ones go. */
const MOST_VERSIONS = 500;

/** What must be stored for a change to be made; undefined: whatever is. */
export type Expected = { readonly revision: number } | 'nothing' | undefined;

export function isExpected(stored: { readonly revision: number } | undefined, expected: Expected): boolean {
	if (expected === undefined) return true;
	return expected === 'nothing' ? stored === undefined : stored?.revision === expected.revision;
}

export interface Change {
	/** The subject who makes it. */
	readonly by: string;
	readonly expected?: Expected;
	/** The version that it repeats. */
	readonly restored?: number | undefined;
}

/** Somebody else was faster. */
export class VersionConflict extends SavingConflict<Stored<object>> {
	constructor({ noun, conflict }: { noun: string; conflict: ErrorCode }, name: string, stored?: Stored<object>) {
		super(conflict, lateMessage({ noun, name, keeps: 'version' }, stored), stored);
	}
}

/** Absent and undefined are the same in what is stored. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

type Names = ReadonlyMap<string, string>;

const shownVersion = ({ restored, saved_at, saved_by, declaration: _, ...row }: VersionRow, names: Names) => ({
	...row,
	...(restored === null ? {} : { restored }),
	at: saved_at.getTime(),
	by: saved_by,
	byName: names.get(saved_by),
});

function statementsOf(module: string, noun: string) {
	return {
		lock: statement<never>(module, `lock-${noun}`),
		insertVersion: statement<{ version: number }>(module, 'insert-version'),
		setRevision: statement<never>(module, 'set-revision'),
		dropVersions: statement<never>(module, 'drop-versions'),
		deleteRow: statement<never>(module, `delete-${noun}`),
		selectVersions: statement<VersionRow>(module, 'select-versions'),
		selectVersion: statement<VersionRow & { readonly declaration: object }>(module, 'select-version'),
	};
}

interface Place {
	readonly project: string;
	readonly name: string;
}

export class Versions<Declared extends object> {
	readonly kind: VersionedKind<Declared>;
	readonly #sql: ReturnType<typeof statementsOf>;

	constructor(kind: VersionedKind<Declared>) {
		this.kind = kind;
		this.#sql = statementsOf(kind.module, kind.noun);
	}

	/**
	 * Saves it as its next version, and returns which that is; what changes nothing is no version. In a transaction.
	 * @throws VersionConflict
	 */
	async save(tx: Executor, { project, name }: Place, declared: Declared, change: Change): Promise<number> {
		const { by, expected, restored } = change;
		await this.#sql.lock(tx, [project, name]);
		const stored = await this.kind.find(tx, project, name);
		this.#demandExpected(name, stored, expected);
		if (stored !== undefined && isDeepStrictEqual(plain(stored.declaration), plain(declared))) return stored.revision;
		await this.kind.write(tx, project, { ...declared, name });
		const action = restored === undefined ? 'saved' : 'restored';
		const values = [project, name, action, restored ?? null, declared, by] as Bindable[];
		const [{ version } = { version: 1 }] = await this.#sql.insertVersion(tx, values);
		await this.#sql.setRevision(tx, [project, name, version, by]);
		await this.#sql.dropVersions(tx, [project, name, version - MOST_VERSIONS]);
		return version;
	}

	/**
	 * In a transaction. Whoever watches it is told within a second that it is there no more.
	 * @throws NamedError that it is unknown; VersionConflict
	 */
	async delete(tx: Executor, { project, name }: Place, { by, expected }: Change): Promise<void> {
		await this.#sql.lock(tx, [project, name]);
		const stored = await this.kind.find(tx, project, name);
		if (stored === undefined) throw this.kind.unknown(name);
		this.#demandExpected(name, stored, expected);
		await this.#sql.insertVersion(tx, [project, name, 'deleted', null, stored.declaration, by] as Bindable[]);
		await this.#sql.deleteRow(tx, [project, name]);
	}

	#demandExpected(name: string, stored: Stored<Declared> | undefined, expected: Expected): void {
		if (!isExpected(stored, expected)) throw new VersionConflict(this.kind, name, stored);
	}

	/** The newest first; times in ms. `next` is absent on the last page. @throws NamedError unknown: there never was one */
	async list(
		on: Executor,
		{ project, name }: Place,
		{ limit, before }: { readonly limit: number; readonly before?: number | undefined },
	) {
		const rows = await this.#sql.selectVersions(on, [project, name, before ?? null, limit + 1] as Bindable[]);
		if (rows.length === 0 && before === undefined) throw this.kind.unknown(name);
		const page = rows.slice(0, limit);
		const last = page.at(-1);
		const savers = page.map(({ saved_by }) => saved_by);
		const names = await namesOf(on, project, savers);
		return {
			versions: page.map((row) => shownVersion(row, names)),
			...(rows.length > limit && last !== undefined ? { next: last.version } : {}),
		};
	}

	/** @throws NamedError unknown_version */
	async find(on: Executor, { project, name }: Place, version: number) {
		const [row] = await this.#sql.selectVersion(on, [project, name, version]);
		if (row !== undefined) {
			const names = await namesOf(on, project, [row.saved_by]);
			return { ...shownVersion(row, names), declaration: row.declaration };
		}
		const message = `There is no version ${version} of a ${this.kind.noun} "${name}" in this project.`;
		throw new NamedError('unknown_version', message);
	}
}
