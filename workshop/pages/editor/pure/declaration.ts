/** From a tab to the chart that it is saved as, and back. Pure. */
import type { ChartSpec } from '../../../../widget/chart-spec.ts';
import type { ParamValue } from '../../../../widget/protocol.ts';
import { declaredParams, entriesOf, type ParamType, paramsIn } from './params.ts';
import type { Engine } from './sql-tokens.ts';
import type { Content } from './tabs.ts';

interface DeclaredParam {
	readonly name: string;
	readonly type: ParamType;
	readonly default?: ParamValue;
}

/** What of a chart's declaration is written here; the rest is kept as it is. */
export interface Declaration {
	readonly title?: string;
	readonly source: string;
	readonly sql: string;
	readonly params?: readonly DeclaredParam[];
	readonly spec?: ChartSpec | null;
}

/** `kept`: what the chart was before, for all that a tab does not know, such as who may give which values. */
export function declarationOf(content: Content, engine: Engine, kept: Partial<Declaration> = {}): Declaration {
	const { title, source, sql, spec, params: entries } = content;
	const before = new Map((kept.params ?? []).map((param) => [param.name, param]));
	const params = declaredParams(paramsIn(sql, engine), entries).map((param): DeclaredParam => {
		const old = before.get(param.name);
		return old?.type === param.type
			? { ...old, ...(param.default === undefined ? {} : { default: param.default }) }
			: param;
	});
	return { ...kept, title, source, sql, params, spec };
}

export function contentOfChart(name: string, declaration: Declaration, revision: number | undefined): Content {
	const { title = '', source, sql, params = [], spec = null } = declaration;
	const defaults = Object.fromEntries(params.map((param) => [param.name, param.default ?? null]));
	const types = Object.fromEntries(params.map(({ name: param, type }) => [param, type]));
	return {
		title: title || name,
		source,
		sql,
		params: entriesOf(defaults, types),
		spec,
		chart: { name, title, revision },
		shared: false,
	};
}

/** What somebody has typed for some parameters stands in place of what the content has. `typed`: JSON, a text by name. */
export function withTyped(content: Content, typed: string | null): Content {
	let given: unknown;
	try {
		given = JSON.parse(typed ?? 'null');
	} catch {
		// An address that somebody has cut off: as without.
	}
	const texts = Object.entries((given ?? {}) as Readonly<Record<string, unknown>>).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string' && content.params[entry[0]] !== undefined,
	);
	const entries = texts.map(([name, text]) => [name, { ...content.params[name], text }] as const);
	return { ...content, params: { ...content.params, ...Object.fromEntries(entries) } };
}

/** A name for a chart that is called so: `Revenue by day` is `revenue-by-day`. */
export const chartNameOf = (title: string): string =>
	title
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9_]+/g, '-')
		.replace(/^[-_]+|-+$/g, '')
		.slice(0, 63);

/** Why a chart cannot be called so. */
export const problemOfName = (name: string): string =>
	/^[a-z0-9][a-z0-9_-]{0,62}$/i.test(name)
		? ''
		: 'Write 1 to 63 letters, digits, “-” or “_”, the first a letter or digit.';
