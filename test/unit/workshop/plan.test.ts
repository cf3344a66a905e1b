/** Trees made of what EXPLAIN says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTree, warningsIn } from '../../../workshop/pages/editor/pure/plan.ts';

const POSTGRES = [
	{
		Plan: {
			'Node Type': 'Hash Join',
			'Join Type': 'Left',
			'Total Cost': 1000,
			'Plan Rows': 500,
			'Hash Cond': '(o.customer = c.id)',
			Plans: [
				{
					'Node Type': 'Seq Scan',
					Schema: 'sales',
					'Relation Name': 'orders',
					Alias: 'o',
					'Total Cost': 800,
					'Plan Rows': 200_000,
					Filter: '(amount > 5)',
				},
				{ 'Node Type': 'Hash', 'Total Cost': 50, 'Plan Rows': 10, 'Hash Batches': 4, Plans: [] },
			],
		},
	},
];

test('a plan of PostgreSQL becomes nodes with their share of the cost, without that of their children', () => {
	const root = planTree(POSTGRES);
	assert.equal(root?.title, 'Hash Join (left)');
	assert.equal(root?.share, 0.15);
	assert.deepEqual(root?.notes, ['joins by (o.customer = c.id)']);
	const [scan] = root?.children ?? [];
	assert.equal(scan?.target, 'sales.orders as o');
	assert.equal(scan?.share, 0.8);
	assert.equal(scan?.rows, 200_000);
	assert.equal(scan?.actualRows, undefined);
});

test('a scan of a large table and what does not fit into memory are warned of, with what may help', () => {
	const root = planTree(POSTGRES);
	assert.ok(root);
	const warnings = warningsIn(root).map(({ node, warning }) => `${node.title}: ${warning}`);
	assert.equal(warnings.length, 2);
	assert.match(warnings[0] ?? '', /^Seq Scan: Reads all of a large table .* index/);
	assert.match(warnings[1] ?? '', /^Hash: Hashes on disk/);
});

test('a scan of a small table, and an index scan of a large one, are not warned of', () => {
	const plan = (node: object) => [{ Plan: { 'Total Cost': 1, ...node } }];
	for (const node of [
		{ 'Node Type': 'Seq Scan', 'Plan Rows': 99_999 },
		{ 'Node Type': 'Index Scan', 'Plan Rows': 5_000_000 },
	]) {
		const root = planTree(plan(node));
		assert.deepEqual(root?.warnings, []);
	}
});

test('an analysis tells the rows that there were of all turns, and of an estimate that was far off', () => {
	const root = planTree([
		{
			Plan: {
				'Node Type': 'Index Scan',
				'Plan Rows': 1,
				'Actual Rows': 40,
				'Actual Loops': 3,
				'Actual Total Time': 2,
				'Total Cost': 9,
			},
		},
	]);
	assert.equal(root?.actualRows, 120);
	assert.equal(root?.actualMs, 6);
	assert.match(root?.warnings[0] ?? '', /Expected 1 rows and met 40/);
});

const MYSQL = {
	query_block: {
		select_id: 1,
		cost_info: { query_cost: '100.0' },
		ordering_operation: {
			using_filesort: true,
			nested_loop: [
				{
					table: {
						table_name: 'o',
						access_type: 'ALL',
						rows_examined_per_scan: 150_000,
						cost_info: { prefix_cost: '60' },
					},
				},
				{
					table: {
						table_name: 'c',
						access_type: 'eq_ref',
						key: 'PRIMARY',
						rows_examined_per_scan: 1,
						cost_info: { prefix_cost: '90' },
					},
				},
			],
		},
	},
};

test('a plan of MySQL becomes the same kind of tree; in a nested loop each table has what it adds', () => {
	const root = planTree(MYSQL);
	assert.equal(root?.title, 'Query');
	const [sort] = root?.children ?? [];
	assert.equal(sort?.title, 'Sort');
	assert.deepEqual(
		sort?.children.map(({ title, target, share }) => [title, target, share]),
		[
			['Full table scan', 'o', 0.6],
			['Lookup by unique index', 'c by PRIMARY', 0.3],
		],
	);
	assert.match(root ? (warningsIn(root)[0]?.warning ?? '') : '', /Reads all of a large table/);
});

test("MariaDB's plan, whose rows and costs are called otherwise, is read as well", () => {
	const root = planTree({
		query_block: {
			cost: 4,
			nested_loop: [{ table: { table_name: 't', access_type: 'range', key: 'k', rows: 12, cost: 4 } }],
		},
	});
	const [table] = root?.children ?? [];
	assert.deepEqual([table?.title, table?.target, table?.rows, table?.share], ['Range of an index', 't by k', 12, 1]);
});

test('what is no plan is told apart from one', () => {
	for (const plan of ['-> Table scan on t', null, [], {}, [{ Plan: 3 }]]) assert.equal(planTree(plan), undefined);
});
