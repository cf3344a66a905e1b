/** Lays SQL out; `{{name}}` and the brackets of optional blocks stay as they are. In a chunk of its own. */
import { formatDialect, mysql, postgresql } from 'sql-formatter';
import type { Engine } from '../pure/sql-tokens.ts';

const OURS = [String.raw`\{\{\s*[\w.]+\s*\}\}`, String.raw`\[\[`, String.raw`\]\]`].map((regex) => ({ regex }));

/** @throws Error that says at which place the text is no SQL */
export const formatSql = (sql: string, engine: Engine): string =>
	formatDialect(sql, {
		dialect: engine === 'mysql' ? mysql : postgresql,
		tabWidth: 2,
		keywordCase: 'preserve',
		linesBetweenQueries: 1,
		paramTypes: { custom: OURS },
	});
