/** What clocks show is compared with the laws that set them, written here by hand: neither Intl nor Temporal is asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DataPoint, DrawingHooks, MountOptions } from '../../../widget/drawing/drawing.ts';
import { cellFormat, instantOf } from '../../../widget/drawing/format.ts';
import { type Zone, zoneOf } from '../../../widget/drawing/zone.ts';
import { ticksIn } from '../../../widget/drawing/zone-ticks.ts';
import { inZone } from '../../../widget/drawing/zoned-drawing.ts';
import { zonedCell, zonedTable } from '../../../widget/drawing/zoned-table.ts';
import type { Cell, Table } from '../../../widget/protocol.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Midnight, as if in UTC, of the n-th Sunday of a month; of the last one for -1. Months count from 0. */
function sunday(year: number, month: number, which: number): number {
	const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	const all = Array.from({ length: days }, (_, index) => Date.UTC(year, month, index + 1));
	const sundays = all.filter((day) => new Date(day).getUTCDay() === 0);
	return sundays.at(which < 0 ? which : which - 1) ?? Number.NaN;
}

interface Law {
	readonly standard: number;
	/** What summer time adds; without it there is none. */
	readonly summer?: number;
	/** The instants between which it is summer time, or winter in the south. */
	readonly changes?: (year: number) => readonly [toSummer: number, toStandard: number];
}

/** In the EU all clocks are set at 01:00 UTC; elsewhere by their own. */
const eu = (year: number) => [sunday(year, 2, -1) + HOUR, sunday(year, 9, -1) + HOUR] as const;
const LAWS: Readonly<Record<string, Law>> = {
	'Europe/Lisbon': { standard: 0, summer: HOUR, changes: eu },
	'Europe/Berlin': { standard: HOUR, summer: HOUR, changes: eu },
	'America/New_York': {
		standard: -5 * HOUR,
		summer: HOUR,
		changes: (year) => [sunday(year, 2, 2) + 7 * HOUR, sunday(year, 10, 1) + 6 * HOUR],
	},
	'Australia/Sydney': {
		standard: 10 * HOUR,
		summer: HOUR,
		changes: (year) => [sunday(year, 9, 1) - 8 * HOUR, sunday(year, 3, 1) - 8 * HOUR],
	},
	'Australia/Lord_Howe': {
		standard: 10.5 * HOUR,
		summer: HOUR / 2,
		changes: (year) => [sunday(year, 9, 1) - 8.5 * HOUR, sunday(year, 3, 1) - 9 * HOUR],
	},
	'Asia/Kathmandu': { standard: 5.75 * HOUR },
	'America/Phoenix': { standard: -7 * HOUR },
};

function lawful(law: Law, instant: number): number {
	const [on, off] = law.changes?.(new Date(instant).getUTCFullYear()) ?? [1, 0];
	const isSummer = on < off ? instant >= on && instant < off : law.changes && (instant >= on || instant < off);
	return law.standard + (isSummer ? (law.summer ?? 0) : 0);
}

const zones = new Map(Object.keys(LAWS).map((name) => [name, zoneOf(name)]));
const place = fc.constantFrom(...Object.keys(LAWS)).map((name) => ({
	name,
	law: LAWS[name] ?? { standard: 0 },
	zone: zones.get(name) as Zone,
}));

/** An instant of the years in which those laws held; every other one within hours of a change. */
const moment = fc
	.tuple(fc.integer({ min: 2009, max: 2024 }), fc.integer({ min: 0, max: 365 * 24 * 60 }), fc.boolean(), fc.boolean())
	.map(([year, minute, near, first]) => (law: Law): number => {
		const change = law.changes?.(year)[first ? 0 : 1];
		const close = ((minute % 600) - 300) * 60_000;
		return near && change !== undefined ? change + close : Date.UTC(year, 0, 1) + minute * 60_000;
	});

const iso = (instant: number): string => new Date(instant).toISOString().replace('Z', '+00:00');
const clock = (wall: number): string => new Date(wall).toISOString().slice(0, 16).replace('T', ' ');

test('the wall clock of a zone is what the law says, before, at and after each change', () => {
	fc.assert(
		fc.property(place, moment, ({ law, zone }, at) => {
			const instant = at(law);
			assert.equal(zone.offset(instant), lawful(law, instant), `${zone.name} ${iso(instant)}`);
		}),
		{ numRuns: 2000 },
	);
});

test('a cell in a zone is the same instant, on its wall clock, to the microsecond', () => {
	fc.assert(
		fc.property(place, moment, fc.constantFrom(0, 2, -5.5, 12.75), ({ law, zone }, at, hours) => {
			const instant = at(law);
			const sign = hours < 0 ? '-' : '+';
			const [whole, part] = [Math.floor(Math.abs(hours)), (Math.abs(hours) % 1) * 60];
			const offset = `${sign}${String(whole).padStart(2, '0')}:${String(part).padStart(2, '0')}`;
			const cell = `${clock(instant + hours * HOUR)}:00.123456${offset}`;
			const shown = String(zonedCell(cell, zone));
			assert.equal(shown.slice(0, 26).replace('T', ' '), `${clock(instant + lawful(law, instant))}:00.123456`);
			assert.equal(instantOf(shown), instant + 123);
		}),
	);
});

test('an hour that a clock shows twice is told apart, and no other', () => {
	fc.assert(
		fc.property(place, moment, ({ law, zone }, at) => {
			const instant = at(law);
			const wall = instant + lawful(law, instant);
			const others = [-1, -0.5, 0.5, 1].filter((hours) => {
				const other = instant + hours * HOUR;
				return other + lawful(law, other) === wall;
			});
			const shown = String(zonedCell(iso(instant), zone));
			assert.equal(shown.endsWith(']'), others.length > 0, shown);
		}),
		{ numRuns: 1000 },
	);
	const lisbon = zoneOf('Europe/Lisbon');
	const cells = ['2024-10-27T00:30:00+00:00', '2024-10-27T01:30:00+00:00'].map((cell) => zonedCell(cell, lisbon));
	const write = cellFormat({ name: 't', type: 'timestamptz' }, cells, 'en');
	assert.deepEqual(cells.map(write), ['Oct 27, 2024, 01:30 UTC+01:00', 'Oct 27, 2024, 01:30 UTC']);
});

test('ticks stand on round times of the wall clock: an hour that comes twice has two, one that is leapt over has none', () => {
	const span = fc.integer({ min: 1, max: 9 * 24 });
	fc.assert(
		fc.property(place, moment, span, ({ law, zone }, at, hours) => {
			const from = at(law);
			const { at: ticks, labels } = ticksIn(zone)(from / 1000, from / 1000 + hours * 3600, 8, 'en-GB');
			assert.equal(ticks.length, labels.length);
			const walls = ticks.map((seconds) => Math.round(seconds * 1000) + lawful(law, Math.round(seconds * 1000)));
			walls.forEach((wall, index) => {
				const [line = ''] = labels[index]?.split('\n') ?? [];
				const isClock = line.includes(':');
				const shown = isClock ? clock(wall).slice(11) : `${new Date(wall).getUTCDate()} `;
				assert.ok(isClock ? line === shown : line.startsWith(shown), `${zone.name} ${line} at ${clock(wall)}`);
				if (!isClock) assert.equal(wall % DAY, 0, clock(wall));
			});
			const gaps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
			assert.ok(
				gaps.every((gap) => gap > 0),
				`not ascending: ${ticks.join()}`,
			);
		}),
		{ numRuns: 1000 },
	);
	const hourly = (name: string, from: number) =>
		ticksIn(zoneOf(name))(from / 1000, from / 1000 + 4 * 3600, 6, 'en-GB').labels.map((label) => label.slice(0, 5));
	assert.deepEqual(hourly('Europe/Berlin', Date.UTC(2024, 9, 26, 23)), ['01:00', '02:00', '02:00', '03:00', '04:00']);
	assert.deepEqual(hourly('Europe/Berlin', Date.UTC(2024, 2, 30, 23)), ['00:00', '01:00', '03:00', '04:00', '05:00']);
});

test('a day whose midnight is leapt over begins when its clock does', () => {
	const zone = zoneOf('America/Sao_Paulo');
	const change = Date.UTC(2018, 10, 4, 3);
	const { at } = ticksIn(zone)((change - 2 * DAY) / 1000, (change + 2 * DAY) / 1000, 5, 'en');
	assert.ok(at.includes(change / 1000), at.map((seconds) => iso(seconds * 1000)).join());
});

const rows = (cells: readonly Cell[]): Table => ({
	columns: [
		{ name: 'a', type: 'timestamptz' },
		{ name: 'b', type: 'timestamp' },
		{ name: 'c', type: 'date' },
		{ name: 'd', type: 'text' },
	],
	data: [cells, cells, cells, cells],
	rows: cells.length,
	truncated: false,
});

test('times without a zone are never shifted, nor is what is no time', () => {
	const cells = ['2024-07-01T12:00:00+00:00', '2024-07-01', null, 'infinity'];
	const { data } = zonedTable(rows(cells), zoneOf('Asia/Kathmandu')).table;
	assert.deepEqual(data.slice(1), [cells, cells, cells]);
	assert.deepEqual(data[0]?.slice(2), [null, 'infinity']);
	assert.equal(data[0]?.[0], '2024-07-01T17:45:00+05:45');
});

test('whoever asks what is looked at hears it in the words of the result, and points in those of another', () => {
	const cell = '2024-07-01T12:00:00+00:00';
	let hooks: DrawingHooks | undefined;
	const pointed: unknown[] = [];
	const drawing = {
		draw: () => ({ summary: '' }),
		resize: () => {},
		destroy: () => {},
		point: (x: unknown) => pointed.push(x),
	};
	const module = {
		mount: (_host: HTMLElement, options: MountOptions) => {
			hooks = options.hooks;
			return drawing;
		},
	};
	const heard: (DataPoint | undefined)[] = [];
	const options = {
		type: 'line',
		theme: {},
		hooks: { hover: (point: DataPoint | undefined) => heard.push(point), select: () => {}, brush: () => {} },
	} as unknown as MountOptions;
	const mounted = inZone(module, 'Asia/Kathmandu').mount({} as HTMLElement, options);
	mounted.draw(rows([cell]), { width: 1, height: 1 });
	const point = { row: 0, series: 'n', column: 'n', value: 1 };
	hooks?.hover({ ...point, x: '2024-07-01T17:45:00+05:45' });
	hooks?.hover(undefined);
	assert.deepEqual(heard, [{ ...point, x: cell }, undefined]);
	mounted.point?.('2024-07-01T14:00:00+02:00');
	assert.deepEqual(pointed, ['2024-07-01T17:45:00+05:45']);
});
