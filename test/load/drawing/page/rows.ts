/** Results of the same three walks, one step later each time: what a live chart shows. */
import type { Body } from './contestant.ts';

const STEP_MS = 1000;
const START = Date.UTC(2026, 0, 1);

let seed = 7;
const random = (): number => {
	seed = (seed * 48_271) % 2_147_483_647;
	return seed / 2_147_483_647;
};

function walk(length: number, from: number): number[] {
	let value = from;
	return Array.from({ length }, () => {
		value += random() - 0.5;
		return Math.round(value * 100) / 100;
	});
}

/** `lines`: three of them over times, in text as the server writes it; `line`: one; `numbers`: two columns of numbers. */
export type Kind = 'lines' | 'line' | 'numbers';

const timeText = (at: number): string => `${new Date(START + at * STEP_MS).toISOString().slice(0, 19)}+00:00`;

/** So many results of so many rows, each with the first row gone and another one at its end. */
export function bodies(kind: Kind, rows: number, count: number): readonly Body[] {
	const names = kind === 'lines' ? ['north', 'south', 'west'] : ['value'];
	const isTime = kind !== 'numbers';
	const walks = names.map((_, at) => walk(rows + count, at * 20));
	const x = Array.from({ length: rows + count }, (_, at) => (isTime ? timeText(at) : at));
	const columns = [
		{ name: 'at', type: isTime ? 'timestamptz' : 'number' },
		...names.map((name) => ({ name, type: 'number' })),
	];
	return Array.from({ length: count }, (_, from) => {
		const data = [x, ...walks].map((cells) => cells.slice(from, from + rows));
		const text = JSON.stringify({ columns, data, rows, truncated: false });
		return { bytes: new TextEncoder().encode(text), rows };
	});
}
