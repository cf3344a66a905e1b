/** What the recipes of quality and history have to bring. */
import { msOf, periodsOf, type Unit, wallClock } from './calendar.ts';
import { byName, type Given, grouped, num, ordered, type RecipeCase, type Row, text } from './case.ts';

const duplicates: RecipeCase = {
	expected: (rows) => {
		const groups = [
			...grouped(rows, (row) =>
				text(row, 'key')
					.replace(/^ +| +$/g, '')
					.toLowerCase(),
			),
		];
		const repeated = groups.filter(([, own]) => own.length > 1);
		const inAll = repeated.reduce((total, [, own]) => total + own.length - 1, 0);
		return ordered(
			repeated,
			([, own]) => -own.length,
			([key]) => key,
		).map(([key, own]) => {
			const ids = own.map((row) => num(row, 'id')).sort((a, b) => a - b);
			const ends = { first_id: String(ids[0]), last_id: String(ids.at(-1)) };
			return { key, rows: own.length, ...ends, to_remove: own.length - 1, to_remove_in_all: inAll };
		});
	},
};

interface Spell {
	readonly id: string;
	readonly value: string | null;
	readonly from: number;
	readonly to: number | null;
}

/** What each one was, from note to note; of notes of one moment the largest text counts. */
const notesOf = (rows: readonly Row[]): Spell[] =>
	byName(
		rows.filter((row) => row['id'] !== null && row['time'] !== null),
		'id',
	).flatMap(([id, own]) => {
		const moments = ordered([...grouped(own, (row) => msOf(row, 'time'))], ([ms]) => ms);
		return moments.map(([from, notes], at) => {
			const values = notes.flatMap((row) => (row['value'] === null ? [] : [text(row, 'value')])).sort();
			return { id, value: values.at(-1) ?? null, from, to: moments[at + 1]?.[0] ?? null };
		});
	});

const history: RecipeCase = {
	keepsNulls: true,
	expected: (rows) =>
		[...grouped(notesOf(rows), ({ id }) => id).values()].flatMap((notes) => {
			const changes = notes.filter(({ value }, at) => at === 0 || value !== notes[at - 1]?.value);
			return changes.map(({ id, value, from }, at) => {
				const next = changes[at + 1];
				return {
					id,
					version: at + 1,
					value,
					valid_from: from,
					valid_to: next?.from ?? null,
					is_current: next === undefined,
				};
			});
		}),
};

/** The moment at which a day begins in a zone: the first one that its clock calls so. */
function midnight(date: string, zone: string): number {
	const noon = Date.parse(`${date}T12:00:00Z`);
	for (let minutes = -36 * 60; minutes < 24 * 60; minutes += 15) {
		const ms = noon + minutes * 60_000;
		if (wallClock(new Date(ms).toISOString().replace('Z', '+00:00'), zone).date === date) return ms;
	}
	throw new Error(`${date} does not begin in ${zone}`);
}

const statesOverTime: RecipeCase = {
	others: [{ unit: 'week' }],
	keepsNulls: true,
	expected: (rows, given: Given) => {
		const notes = notesOf(rows);
		const days = notes.map(
			({ from }) => wallClock(new Date(from).toISOString().replace('Z', '+00:00'), given.zone).date,
		);
		const values = [...new Set(notes.flatMap(({ value }) => (value === null ? [] : [value])))].sort();
		return periodsOf(days, String(given.params['unit']) as Unit).flatMap((period) => {
			const moment = midnight(period, given.zone);
			const held = notes.filter(({ from, to }) => from <= moment && (to === null || to > moment));
			return values.map((value) => ({ period, value, number: held.filter((note) => note.value === value).length }));
		});
	},
};

const profile: RecipeCase = {
	keepsNulls: true,
	wholeTable: ['id', 'email', 'name', 'phone', 'created_at'],
	expected: (rows, { columns }) =>
		Object.entries(columns).flatMap(([slot, name]) => {
			if (rows.length === 0) return [];
			const filled = rows.flatMap((row) => (row[slot] === null ? [] : [row[slot]]));
			const texts = filled.map((value) => String(value));
			const times = ordered(
				[...grouped(texts, (value) => value)].map(([value, own]) => ({ value, count: own.length })),
				({ count }) => -count,
				({ value }) => value,
			);
			const numbers = filled.filter((value) => typeof value === 'number');
			return [
				{
					name,
					rows: rows.length,
					nulls: rows.length - filled.length,
					null_share: (rows.length - filled.length) / rows.length,
					blanks: texts.filter((value) => value.trim() === '').length,
					distinct_values: times.length,
					is_unique: times.length === rows.length,
					commonest: times[0]?.value ?? null,
					commonest_times: times[0]?.count ?? null,
					least: numbers.length === 0 ? null : Math.min(...numbers),
					largest: numbers.length === 0 ? null : Math.max(...numbers),
				},
			];
		}),
};

export const QUALITY: Readonly<Record<string, RecipeCase>> = {
	duplicates,
	'scd2-history': history,
	'states-over-time': statesOverTime,
	'data-quality-profile': profile,
};
