/** Ours: the built `<sql-chart>`, from what its socket says to what it draws. */
import { afterFrame, type Contestant } from './contestant.ts';
import { FAMILY_KINDS } from './family-rows.ts';
import * as feed from './feed.ts';

const SCRIPT = '/chartwire.mjs';
let charts = 0;

/** What stands above and below a canvas, as the warm-up has found it: so that ours is as large as those of the others. */
let around = 0;

/** Resolves when the next result has been painted: its drawing waits for the same frame, and was there before. */
const painted = (element: HTMLElement): Promise<void> =>
	new Promise((resolve) => {
		element.addEventListener('chartwire-data', () => void afterFrame().then(resolve), { once: true });
	});

/** @param type What it draws, of the types of `<sql-chart>`. */
const drawnAs = (type: string, name: string): Contestant => ({
	name,
	load: async () => {
		feed.install();
		await import(new URL(SCRIPT, location.href).href);
	},
	draw: async (host, box, body) => {
		charts += 1;
		const chart = `chart-${charts}`;
		const element = document.createElement('sql-chart');
		for (const [name, value] of Object.entries({ chart, token: feed.TOKEN, type, server: location.origin })) {
			element.setAttribute(name, value);
		}
		element.style.setProperty('inline-size', `${box.width}px`);
		element.style.setProperty('block-size', `${box.height + around}px`);
		feed.prepare(chart, body);
		host.append(element);
		while (!element.shadowRoot?.querySelector('canvas')) await afterFrame();
		around = element.offsetHeight - (element.shadowRoot?.querySelector('canvas')?.clientHeight ?? 0);
		return {
			update: (next) => {
				feed.prepare(chart, next);
				const again = painted(element);
				feed.send(chart);
				return again;
			},
			remove: () => element.remove(),
		};
	},
});

export const chartwire: Contestant = drawnAs('line', 'chartwire');

/** Ours, as each of the families that ECharts draws. */
export const families: readonly Contestant[] = FAMILY_KINDS.map((kind) => drawnAs(kind, kind));
