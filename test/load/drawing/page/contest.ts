/** The page of the contest: draws with one contestant at a time, and tells how long until it was painted. */
import { canvas } from './canvas.ts';
import { chartJs } from './chartjs.ts';
import { chartwire, families } from './chartwire.ts';
import { afterFrame, type Body, type Box, type Contestant, type Drawn, timed } from './contestant.ts';
import { eCharts } from './echarts.ts';
import { type FamilyKind, familyBodies, isFamily } from './family-rows.ts';
import { plot } from './plot.ts';
import { bodies, type Kind as LineKind } from './rows.ts';
import { uPlot } from './uplot.ts';

const CONTESTANTS: readonly Contestant[] = [chartwire, chartJs, eCharts, plot, uPlot, canvas];
const ALL: readonly Contestant[] = [...CONTESTANTS, ...families];
/** Different results, which are shown again and again. */
const RESULTS = 6;

export type Kind = LineKind | FamilyKind;
export type Pace = 'together' | 'in turn';

interface Wall extends Box {
	readonly count: number;
	readonly rows: number;
}

const known = new Map<string, readonly Body[]>();

function resultsOf(kind: Kind, rows: number): readonly Body[] {
	const key = `${kind} ${rows}`;
	const found = known.get(key) ?? (isFamily(kind) ? familyBodies(kind, rows, RESULTS) : bodies(kind, rows, RESULTS));
	known.set(key, found);
	return found;
}

const stage = (): HTMLElement => document.querySelector('main') ?? document.body;
const contestant = (name: string): Contestant => {
	const found = ALL.find((each) => each.name === name);
	if (found === undefined) throw new Error(`There is no contestant "${name}".`);
	return found;
};

let shown: readonly Drawn[] = [];
let turn = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const nextOf = (results: readonly Body[]): Body => {
	turn += 1;
	return results[turn % results.length] ?? { bytes: new Uint8Array(), rows: 0 };
};

/** What the tests outside of the page ask of it. */
const contest = {
	names: CONTESTANTS.map(({ name }) => name),
	load: async () => {
		for (const each of ALL) await each.load();
	},
	/** Draws one chart for the first time; milliseconds until it was painted. */
	draw: async (name: string, kind: Kind, { rows, ...box }: Box & { rows: number }): Promise<number> => {
		const body = nextOf(resultsOf(kind, rows));
		return timed(async () => {
			shown = [await contestant(name).draw(stage(), box, body)];
		});
	},
	/** Draws the next result in the chart that is there; milliseconds until it was painted. */
	update: (kind: Kind, rows: number): Promise<number> => {
		const body = nextOf(resultsOf(kind, rows));
		return timed(async () => shown[0]?.update(body));
	},
	/**
	 * Draws many charts, by these contestants in turn, and then each anew once a second: all of them at once, or one after
	 * the other.
	 */
	begin: async (names: readonly string[], pace: Pace, { count, rows, ...box }: Wall): Promise<void> => {
		const charts: { readonly drawn: Drawn; readonly results: readonly Body[] }[] = [];
		for (let at = 0; at < count; at += 1) {
			const name = names[at % names.length] ?? '';
			const results = resultsOf(isFamily(name) ? name : 'line', rows);
			charts.push({ drawn: await contestant(name).draw(stage(), box, nextOf(results)), results });
		}
		shown = charts.map(({ drawn }) => drawn);
		let at = 0;
		const one = (): void => {
			at += 1;
			const chart = charts[at % count];
			if (chart) void chart.drawn.update(nextOf(chart.results));
		};
		const all = (): void => charts.forEach(one);
		timer = pace === 'together' ? setInterval(all, 1000) : setInterval(one, 1000 / count);
	},
	/** Updates all charts that are there, so many times, each time as soon as the last results are painted. */
	rush: async (rows: number, times: number): Promise<void> => {
		clearInterval(timer);
		for (let time = 0; time < times; time += 1) {
			await Promise.all(shown.map((each) => each.update(nextOf(resultsOf('line', rows)))));
		}
	},
	clear: async (): Promise<void> => {
		clearInterval(timer);
		for (const each of shown) each.remove();
		shown = [];
		await afterFrame();
		await afterFrame();
	},
	/** The size of what is drawn, to show that it is the same. */
	canvas: (): string => {
		const [element] = stage().children;
		const found = element?.shadowRoot?.querySelector('canvas') ?? element?.querySelector('canvas') ?? element;
		const { width = 0, height = 0 } = found?.getBoundingClientRect() ?? {};
		return `${Math.round(width)} × ${Math.round(height)}`;
	},
};

export type Contest = typeof contest;

Object.assign(window, { contest });
