/** How a database answers: the JSON of EXPLAIN, of PostgreSQL, MySQL and MariaDB, as one kind of tree. Pure. */

export interface PlanNode {
	/** What is done, in the database's word: `Seq Scan`, `Full table scan`. */
	readonly title: string;
	/** The table or index that it is done to; '': none. */
	readonly target: string;
	/** Conditions and keys, a line each. */
	readonly notes: readonly string[];
	/** Estimated; undefined where the database does not say. */
	readonly rows: number | undefined;
	/** Of an analysis: those that there were, of all turns. */
	readonly actualRows: number | undefined;
	/** Of an analysis, ms, with its children. */
	readonly actualMs: number | undefined;
	/** In the database's own unit, with its children. */
	readonly cost: number | undefined;
	/** 0 to 1: what is spent here and not in its children, of the whole. */
	readonly share: number | undefined;
	readonly warnings: readonly string[];
	readonly children: readonly PlanNode[];
}

type Json = Readonly<Record<string, unknown>>;

/** A scan of fewer rows is fast whatever it does. */
const LARGE_ROWS = 100_000;
/** An estimate that is off by so much misleads the planner. */
const MISJUDGED = 10;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const number = (value: unknown): number | undefined => {
	const found = typeof value === 'string' && value !== '' ? Number(value) : value;
	return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const counted = (rows: number) => Math.round(rows).toLocaleString('en');

type Bare = Omit<PlanNode, 'share' | 'children'> & { readonly children: readonly Bare[] };

function withShares(node: Bare, total: number): PlanNode {
	const below = node.children.reduce((sum, child) => sum + (child.cost ?? 0), 0);
	// A limit stops its child early: its cost is less than what its child would cost.
	const own = node.cost === undefined ? undefined : Math.max(0, node.cost - below);
	const share = own === undefined || total <= 0 ? undefined : Math.min(1, own / total);
	return { ...node, share, children: node.children.map((child) => withShares(child, total)) };
}

const PG_NOTES: readonly (readonly [key: string, label: string])[] = [
	['Hash Cond', 'joins by'],
	['Merge Cond', 'joins by'],
	['Join Filter', 'joins by'],
	['Index Cond', 'finds'],
	['Recheck Cond', 'checks'],
	['Filter', 'keeps'],
	['Sort Key', 'sorts by'],
	['Group Key', 'groups by'],
];

function pgWarnings(plan: Json, rows: number | undefined, actual: number | undefined): readonly string[] {
	const found: string[] = [];
	const node = text(plan['Node Type']);
	const read = (actual ?? rows ?? 0) + (number(plan['Rows Removed by Filter']) ?? 0);
	if (node === 'Seq Scan' && (read >= LARGE_ROWS || (number(plan['Plan Rows']) ?? 0) >= LARGE_ROWS))
		found.push(
			`Reads all of a large table${plan['Filter'] ? ' for a few of its rows: an index on what it keeps by may help' : ''}.`,
		);
	if (/^external/i.test(text(plan['Sort Method'])))
		found.push('Sorts on disk: there is more than fits into its memory.');
	if ((number(plan['Hash Batches']) ?? 1) > 1) found.push('Hashes on disk: there is more than fits into its memory.');
	if (node === 'Nested Loop' && !plan['Join Filter'] && (rows ?? 0) >= LARGE_ROWS)
		found.push('Joins row by row to very many rows: look whether a condition of the join is missing.');
	if (rows !== undefined && actual !== undefined) {
		const ratio = Math.max(rows, 1) / Math.max(actual, 1);
		if (ratio >= MISJUDGED || ratio <= 1 / MISJUDGED)
			found.push(`Expected ${counted(rows)} rows and met ${counted(actual)}: the table's statistics may be old.`);
	}
	return found;
}

function pgNode(plan: Json): Bare {
	const loops = number(plan['Actual Loops']) ?? 1;
	const actual = number(plan['Actual Rows']);
	const actualMs = number(plan['Actual Total Time']);
	const rows = number(plan['Plan Rows']);
	const schema = text(plan['Schema']);
	const relation = text(plan['Relation Name']) || text(plan['CTE Name']) || text(plan['Function Name']);
	const index = text(plan['Index Name']);
	const alias = text(plan['Alias']);
	const table = relation && schema && schema !== 'public' ? `${schema}.${relation}` : relation;
	const named = table && alias && alias !== relation ? `${table} as ${alias}` : table;
	const join = text(plan['Join Type']);
	const node = text(plan['Node Type']) || 'Step';
	return {
		title: join && join !== 'Inner' ? `${node} (${join.toLowerCase()})` : node,
		target: [named, index && `by ${index}`].filter(Boolean).join(' '),
		notes: PG_NOTES.flatMap(([key, label]) => {
			const value = plan[key];
			const said = Array.isArray(value) ? value.map(text).join(', ') : text(value);
			return said ? [`${label} ${said}`] : [];
		}),
		rows,
		actualRows: actual === undefined ? undefined : actual * loops,
		actualMs: actualMs === undefined ? undefined : actualMs * loops,
		cost: number(plan['Total Cost']),
		warnings: pgWarnings(plan, rows, actual),
		children: list(plan['Plans']).filter(isObject).map(pgNode),
	};
}

const ACCESS: Readonly<Record<string, string>> = {
	ALL: 'Full table scan',
	index: 'Full index scan',
	range: 'Range of an index',
	ref: 'Lookup by index',
	eq_ref: 'Lookup by unique index',
	const: 'One row',
	system: 'One row',
	fulltext: 'Full-text lookup',
	ref_or_null: 'Lookup by index, or null',
	index_merge: 'Merge of indexes',
};

function mysqlTable(table: Json): Bare {
	const access = text(table['access_type']);
	const rows = number(table['rows_examined_per_scan']) ?? number(table['rows']);
	const costs = isObject(table['cost_info']) ? table['cost_info'] : {};
	const cost = number(costs['prefix_cost']) ?? number(table['cost']);
	const condition = text(table['attached_condition']);
	const isLarge = access === 'ALL' && (rows ?? 0) >= LARGE_ROWS;
	const hint = condition ? ' for a few of its rows: an index on what it keeps by may help' : '';
	return {
		title: ACCESS[access] ?? (access || 'Table'),
		target: [text(table['table_name']), text(table['key']) && `by ${text(table['key'])}`].filter(Boolean).join(' '),
		notes: condition ? [`keeps ${condition}`] : [],
		rows,
		actualRows: number(table['r_rows']),
		actualMs: number(table['r_total_time_ms']) ?? number(table['r_table_time_ms']),
		cost,
		warnings: isLarge ? [`Reads all of a large table${hint}.`] : [],
		children: mysqlChildren(table),
	};
}

const MYSQL_STEPS: Readonly<Record<string, string>> = {
	ordering_operation: 'Sort',
	grouping_operation: 'Group',
	duplicates_removal: 'Distinct',
	windowing: 'Window functions',
	filesort: 'Sort',
	temporary_table: 'Temporary table',
	materialized_from_subquery: 'Subquery, kept',
	query_block: 'Query',
	union_result: 'Union',
	read_sorted_file: 'Sorted rows',
	'block-nl-join': 'Join in blocks',
	buffer_result: 'Buffer',
};
/** Lists whose members are nodes. */
const MYSQL_LISTS = ['query_specifications', 'attached_subqueries', 'subqueries', 'optimized_away_subqueries'];

/** MariaDB counts each table's cost by itself. */
const isMaria = (block: Json): boolean =>
	list(block['nested_loop']).some((each) => isObject(each) && isObject(each['table']) && 'cost' in each['table']);

function mysqlChildren(block: Json): readonly Bare[] {
	const nodes: Bare[] = [];
	for (const [key, value] of Object.entries(block)) {
		if (key === 'table' && isObject(value)) nodes.push(mysqlTable(value));
		else if (key === 'nested_loop')
			nodes.push(...(isMaria(block) ? list(value).filter(isObject).flatMap(mysqlChildren) : loopOf(list(value))));
		else if (MYSQL_LISTS.includes(key)) nodes.push(...list(value).filter(isObject).flatMap(mysqlChildren));
		else if (MYSQL_STEPS[key] !== undefined && isObject(value)) nodes.push(mysqlStep(key, value));
	}
	return nodes;
}

/** In a nested loop, MySQL's cost of a table counts all tables before it: each is set to what it adds, so that shares add up. */
function loopOf(members: readonly unknown[]): readonly Bare[] {
	let before = 0;
	return members
		.filter(isObject)
		.flatMap(mysqlChildren)
		.map((child) => {
			if (child.cost === undefined) return child;
			const cost = Math.max(0, child.cost - before);
			before = Math.max(before, child.cost);
			return { ...child, cost };
		});
}

function mysqlStep(key: string, step: Json): Bare {
	const costs = isObject(step['cost_info']) ? step['cost_info'] : {};
	const children = mysqlChildren(step);
	const spills = step['using_filesort'] === true ? ['sorts'] : [];
	const kept = step['using_temporary_table'] === true ? ['keeps rows in a temporary table'] : [];
	const sortKey = text(step['sort_key']);
	return {
		title: MYSQL_STEPS[key] ?? key,
		target: '',
		notes: [...spills, ...kept, ...(sortKey ? [`sorts by ${sortKey}`] : [])],
		rows: undefined,
		actualRows: number(step['r_rows']),
		actualMs: number(step['r_total_time_ms']),
		cost: number(costs['query_cost']) ?? number(step['cost']) ?? sumOf(children),
		warnings: [],
		children,
	};
}

const sumOf = (nodes: readonly Bare[]): number | undefined =>
	nodes.some(({ cost }) => cost !== undefined) ? nodes.reduce((sum, { cost }) => sum + (cost ?? 0), 0) : undefined;

/** @returns undefined for what is no plan that is known here, such as the text of MySQL's EXPLAIN ANALYZE. */
export function planTree(plan: unknown): PlanNode | undefined {
	const [first] = Array.isArray(plan) ? plan : [plan];
	if (!isObject(first)) return undefined;
	if (isObject(first['Plan'])) {
		const root = pgNode(first['Plan']);
		return withShares(root, root.cost ?? 0);
	}
	const block = first['query_block'];
	if (!isObject(block)) return undefined;
	const root = mysqlStep('query_block', block);
	return withShares(root, root.cost ?? 0);
}

/** Every warning of a plan, from the root. */
export const warningsIn = (node: PlanNode): readonly { readonly node: PlanNode; readonly warning: string }[] => [
	...node.warnings.map((warning) => ({ node, warning })),
	...node.children.flatMap(warningsIn),
];
