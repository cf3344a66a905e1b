/** The threat model, against the tests: every line names one that there is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url).pathname;
const document = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The rows of all tables whose last column is headed so. */
function rowsOf(heading: string): readonly (readonly string[])[] {
	const tables = document
		.split(/\n\n/)
		.filter((part) => part.startsWith('|') && part.split('\n')[0]?.includes(heading));
	return tables.flatMap((table) => {
		const lines = table.trim().split('\n').slice(2);
		return lines.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
	});
}

test('every line of the threat model names a test that there is', () => {
	const rows = rowsOf('| test |');
	assert.ok(rows.length > 30, `${rows.length} lines`);
	for (const cells of rows) {
		assert.equal(cells.length, 3, cells.join(' | '));
		const [, file = '', title = ''] = /^`([\w/-]+)`: (.+)$/.exec(cells[2] ?? '') ?? [];
		assert.ok(file, `no test is named by: ${cells.join(' | ')}`);
		const text = readFileSync(join(root, 'test', `${file}.test.ts`), 'utf8');
		const titles = [...text.matchAll(/\b(?:test|it)\(\s*(['`"])(.*?)\1,/g)].map(([, , each = '']) => each);
		assert.ok(
			titles.some((each) => each.includes(title)),
			`${file} has no test "${title}"`,
		);
	}
});
