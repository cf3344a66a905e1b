/**
 * The tabs of the editor, as a pure machine: (bench, what is done) → bench. A tab is a draft: what is in it is kept in the
 * browser with every keystroke, and on the server, whose revision it knows, once it is quiet.
 *
 *     new ──edit──▶ unsaved ──saved──▶ saved ──edit──▶ unsaved …      close ─▶ (kept by the server for 30 days)
 *                      └──409──▶ in conflict ──mine | theirs | both──▶ unsaved | saved
 */
import type { ChartSpec } from '../../../../widget/chart-spec.ts';
import type { Params } from '../../../../widget/protocol.ts';
import { entriesOf, PARAM_TYPES, type ParamEntries, type ParamType } from './params.ts';

/** The chart that a tab is about: it is saved there again. */
export interface EditedChart {
	readonly name: string;
	readonly title: string;
	/** Undefined: the server did not say. */
	readonly revision: number | undefined;
}

/** What of a tab is written by its author. */
export interface Content {
	readonly title: string;
	/** The source's name; '': none chosen yet. */
	readonly source: string;
	readonly sql: string;
	readonly params: ParamEntries;
	readonly spec: ChartSpec | null;
	readonly chart: EditedChart | null;
	/** Other authors of the project may open the draft by its address. */
	readonly shared: boolean;
}

export interface Tab extends Content {
	/** A UUID, which is the draft's. */
	readonly id: string;
	/** Of the draft on the server; 0: it is not there yet. */
	readonly revision: number;
	/** What the server has, as `printOf` says it. */
	readonly saved: string;
	/** The run whose result is shown; '': none. */
	readonly run: string;
	/** The SQL of that run where it was a part of the text from this offset. */
	readonly ran: { readonly from: number; readonly text: string };
	/** The run that asked how the database would answer; '': none. */
	readonly plan: string;
}

/** A draft, as the server tells it. */
export interface Draft {
	readonly draft: string;
	readonly title: string;
	readonly source: string | null;
	readonly sql: string;
	readonly params: Params;
	readonly spec: Readonly<Record<string, unknown>> | null;
	readonly place: number;
	readonly shared?: boolean;
	/** Whether it is one's own, and else whose: an id, and what they are called. */
	readonly own?: boolean;
	readonly owner?: string;
	readonly ownerName?: string;
	readonly revision: number;
	/** ms */
	readonly updatedAt: number;
	readonly deletedAt?: number;
}

/** One of a list, which leaves out what is in those at its end when it is too much together. */
export type ListedDraft = Draft | Omit<Draft, 'sql' | 'params' | 'spec'>;

export const isWhole = (draft: ListedDraft): draft is Draft => 'sql' in draft;

export interface Bench {
	readonly tabs: readonly Tab[];
	/** The id of the one that is shown. */
	readonly active: string;
}

const EMPTY: Content = { title: '', source: '', sql: '', params: {}, spec: null, chart: null, shared: false };
const MOST_TITLE = 300;

export const newTab = (id: string, content: Partial<Content> = {}): Tab => ({
	...EMPTY,
	...content,
	id,
	revision: 0,
	saved: printOf(EMPTY),
	run: '',
	ran: { from: 0, text: '' },
	plan: '',
});

export const contentOf = ({ title, source, sql, params, spec, chart, shared }: Content): Content => ({
	title,
	source,
	sql,
	params,
	spec,
	chart,
	shared,
});

/** Equal for equal contents. */
export const printOf = (content: Content): string => JSON.stringify(contentOf(content));

export const isSaved = (tab: Tab): boolean => printOf(tab) === tab.saved;
export const isEmpty = ({ sql, title, chart }: Content): boolean => sql.trim() === '' && title === '' && chart === null;

/** Its title, or else what its SQL begins with. */
export function nameOfTab({ title, chart, sql }: Content): string {
	if (title || chart) return title || chart?.title || chart?.name || '';
	const words = sql
		.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
		.trim()
		.split(/\s+/)
		.join(' ');
	const table = /\bfrom\s+((?:"[^"]+"|[\w.])+)/i.exec(words)?.[1]?.replaceAll('"', '');
	return table ?? (words === '' ? 'New query' : words.slice(0, 24));
}

export const activeTab = ({ tabs, active }: Bench): Tab | undefined => tabs.find(({ id }) => id === active);

export const openTab = ({ tabs, active }: Bench, tab: Tab): Bench => {
	const at = tabs.findIndex(({ id }) => id === active);
	return { tabs: tabs.toSpliced(at === -1 ? tabs.length : at + 1, 0, tab), active: tab.id };
};

export const showTab = (bench: Bench, id: string): Bench =>
	bench.tabs.some((tab) => tab.id === id) ? { ...bench, active: id } : bench;

export const changeTab = ({ tabs, active }: Bench, id: string, change: Partial<Omit<Tab, 'id'>>): Bench => ({
	active,
	tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)),
});

/** Where there is none left, `spare` stands in its place; the neighbour of the one that was shown is shown next. */
export function closeTab({ tabs, active }: Bench, id: string, spare: string): Bench {
	const at = tabs.findIndex((tab) => tab.id === id);
	const left = tabs.filter((tab) => tab.id !== id);
	if (at === -1) return { tabs, active };
	if (left.length === 0) return openTab({ tabs: [], active: '' }, newTab(spare));
	return { tabs: left, active: active === id ? ((left[at] ?? left.at(-1))?.id ?? '') : active };
}

/** A step to the right, or to the left; around at the ends. */
export function stepTab(bench: Bench, by: 1 | -1): Bench {
	const at = bench.tabs.findIndex(({ id }) => id === bench.active);
	const { length } = bench.tabs;
	return { ...bench, active: bench.tabs[(at + by + length) % length]?.id ?? bench.active };
}

const VALUE_TYPES: readonly string[] = PARAM_TYPES;
const isParamType = (value: unknown): value is ParamType => typeof value === 'string' && VALUE_TYPES.includes(value);

interface StoredSpec {
	readonly spec?: ChartSpec | null;
	readonly chart?: EditedChart | null;
	readonly types?: Readonly<Record<string, unknown>>;
}

/** As `PUT /v1/drafts/:id` takes it. */
export function draftOf(tab: Tab, place: number) {
	const params = Object.fromEntries(Object.entries(tab.params).map(([name, { text }]) => [name, text]));
	const types = Object.fromEntries(
		Object.entries(tab.params).flatMap(([name, { type }]) => (type ? [[name, type]] : [])),
	);
	return {
		revision: tab.revision,
		title: tab.title.slice(0, MOST_TITLE),
		source: tab.source === '' ? null : tab.source,
		sql: tab.sql,
		params,
		spec: { spec: tab.spec, chart: tab.chart, types },
		place,
		shared: tab.shared,
	};
}

export function contentOfDraft({ title, source, sql, params, spec, shared = false }: Draft): Content {
	const stored = (spec ?? {}) as StoredSpec;
	const types = Object.fromEntries(
		Object.entries(stored.types ?? {}).flatMap(([name, type]) => (isParamType(type) ? [[name, type] as const] : [])),
	);
	return {
		title,
		source: source ?? '',
		sql,
		params: entriesOf(params, types),
		spec: stored.spec ?? null,
		chart: stored.chart ?? null,
		shared,
	};
}

/** The tab of a draft: what it has run is not known to the server, and stays. */
export function tabOfDraft(draft: Draft, known?: Tab): Tab {
	const content = contentOfDraft(draft);
	return {
		...(known ?? newTab(draft.draft)),
		...content,
		id: draft.draft,
		revision: draft.revision,
		saved: printOf(content),
	};
}

type Listed = Pick<Draft, 'draft' | 'revision' | 'place'>;

/**
 * What is to be done when the server has told which drafts there are: those to be read, since they are newer there or are
 * not here yet, and the tabs to be closed, since they were closed elsewhere. What is unsaved here is never closed.
 */
export function compareWithServer({ tabs }: Bench, listed: readonly Listed[]) {
	const known = new Map(tabs.map((tab) => [tab.id, tab]));
	const read = [...listed]
		.sort((a, b) => a.place - b.place)
		.filter(({ draft, revision }) => {
			const tab = known.get(draft);
			return tab === undefined || (isSaved(tab) && tab.revision < revision);
		})
		.map(({ draft }) => draft);
	const there = new Set(listed.map(({ draft }) => draft));
	const close = tabs.filter((tab) => tab.revision > 0 && !there.has(tab.id) && isSaved(tab)).map(({ id }) => id);
	return { read, close };
}
