/** From which sources recipes can be drawn, and which of them has the sample data. */
import type { ProjectSession } from '../../app/session.ts';
import { readSchema, type SourceSchema } from '../../shared/source-schema.ts';

/** Recipes are written for PostgreSQL. */
const ENGINE = 'postgresql';
/** More are not looked into for the sample table. */
const MOST_TRIED = 6;

interface Listed {
	readonly name: string;
	readonly engine: string;
}

/** @throws ApiError */
export async function recipeSources({ api }: ProjectSession): Promise<readonly string[]> {
	const { sources } = await api.ask<{ sources: readonly Listed[] }>('GET', '/sources');
	return sources.filter(({ engine }) => engine === ENGINE).map(({ name }) => name);
}

export const hasTable = (schema: SourceSchema, table: string): boolean =>
	schema.schemas.some(({ relations }) => relations.some(({ name }) => name === table));

/** Of a source what is known; undefined: nothing, because nobody could read it. @throws DOMException AbortError */
async function known(session: ProjectSession, source: string, signal: AbortSignal): Promise<SourceSchema | undefined> {
	try {
		for await (const { schema } of readSchema(session.api, source, { signal })) if (schema !== undefined) return schema;
	} catch (error) {
		if (signal.aborted) throw error;
	}
	return undefined;
}

export interface Looking {
	readonly sources: readonly string[];
	readonly table: string;
	readonly signal: AbortSignal;
}

/** The first source that has the table; undefined: none has. @throws DOMException AbortError */
export async function sourceWith(
	session: ProjectSession,
	{ sources, table, signal }: Looking,
): Promise<string | undefined> {
	for (const source of sources.slice(0, MOST_TRIED)) {
		const schema = await known(session, source, signal);
		if (schema !== undefined && hasTable(schema, table)) return source;
	}
	return undefined;
}
