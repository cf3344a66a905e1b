import { loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import * as hands from './family-hands.ts';
import { drag, draw, ends, find, painted, press, resetOf, saidBy, told } from './family-hands.ts';
import { candles, cities, grid, rowsOf } from './family-rows.ts';
import { day, equal, until } from './support.ts';

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all(
	(['bar', 'scatter', 'candlestick', 'heatmap'] as const).map((type) => loadDrawing({ type }, () => {})),
);

afterEach(hands.clear);

const right = (x: number) => ({ x, y: 0.5 });

describe('families of one group', () => {
	const low = async (...how: Parameters<typeof draw>): ReturnType<typeof draw> => {
		document.documentElement.style.setProperty('--chartwire-height', '120px');
		return draw(...how);
	};
	afterEach(() => void document.documentElement.style.removeProperty('--chartwire-height'));

	const overTime = (count: number): ResultEvent =>
		rowsOf(
			[
				['at', 'timestamptz'],
				['n', 'number'],
			],
			Array.from({ length: count }, (_, at) => [`${day(at)}T00:00:00+00:00`, at]),
		);

	it('are zoomed together where they have times, with lines as well, and to what is brushed in one of them', async () => {
		const { chart: one } = await low('candlestick', candles(), { group: 'z' });
		const { chart: two } = await low('scatter', overTime(60), { group: 'z' });
		const { chart: third } = await low('bar', cities(9), { group: 'z' });
		const { chart: line } = await low('line', overTime(60), { group: 'z' });
		await drag(one, right(0.26), right(0.49));
		await until('the other is zoomed', () => resetOf(two));
		equal(endsAt(two), [10, 19]);
		await until('the line is zoomed', () => resetOf(line));
		equal(ends(line), 'Jan 11, 2024 – Jan 20, 2024');
		equal(resetOf(third), null, 'a zoom where there are no times');
		const { chart: late } = await low('heatmap', grid(40), { group: 'z' });
		await until('the late one is zoomed', () => resetOf(late));
		equal(ends(late), 'Jan 11, 2024 – Jan 20, 2024');
		resetOf(two)?.click();
		await until('none is', () => ![one, two, late, line].some(resetOf));
		one.brush = true;
		const before = find(one, '.plot');
		await until('another picture', () => find(one, '.plot') !== before && find(one, '.over'));
		await painted();
		const heard = told('chartwire-brush');
		await drag(one, right(0.51), right(0.74));
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: day(20), to: day(29), until: day(30) }]);
		await until('brushed', () => resetOf(two) && resetOf(late) && !resetOf(one));
		equal(endsAt(two), [20, 29]);
	});

	/** The values of the first and the last point that is seen; the value of a day is its number. */
	function endsAt(chart: SqlChart): number[] {
		const found = ['Home', 'End'].map((key) => {
			press(chart, key);
			return Number(/, n ([\d.]+)/.exec(saidBy(chart))?.[1]);
		});
		press(chart, 'Escape');
		return found;
	}

	it('show where one of them is looked at, by what a time means, without telling it themselves', async () => {
		const { chart: one } = await low('candlestick', candles(), { group: 'g' });
		const { chart: two } = await low('scatter', overTime(40), { group: 'g' });
		const heard = told('chartwire-hover');
		const ink = (): string => {
			const canvas = find(two, '.family canvas') as HTMLCanvasElement;
			return canvas.toDataURL();
		};
		const before = ink();
		press(one, 'Home');
		await until('a mark with an edge', () => ink() !== before);
		press(one, 'Escape');
		await until('none', () => ink() === before);
		equal(heard.length, 2, 'what is told of it');
	});
});
