/** Numbers straight from the public files, by a way that shares nothing with Chartwire: what pictures are compared with. */
import { readFileSync } from 'node:fs';

function rowsOf(file: string): Record<string, string>[] {
	const address = new URL(`../../../../node_modules/vega-datasets/data/${file}`, import.meta.url);
	const [head = '', ...lines] = readFileSync(address, 'utf8').trim().split(/\r?\n/);
	const names = head.split(',');
	return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

/** The monthly change of US jobs, in thousands, from January 2006. */
export const jobsChange = (): number[] => rowsOf('us-employment.csv').map((row) => Number(row['nonfarm_change']));

/** The average share price of the five companies, month by month from January 2000. */
export function averagePrices(): number[] {
	const months = new Map<number, number[]>();
	for (const row of rowsOf('stocks.csv')) {
		const month = Date.parse(row['date'] ?? '');
		months.set(month, [...(months.get(month) ?? []), Number(row['price'])]);
	}
	const inOrder = [...months].sort(([a], [b]) => a - b);
	return inOrder.map(([, prices]) => prices.reduce((sum, price) => sum + price, 0) / prices.length);
}
