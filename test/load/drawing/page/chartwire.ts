/** Ours: the built `<sql-chart>`, from what its socket says to what it draws. */
import { afterFrame, type Contestant } from './contestant.ts';
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

export const chartwire: Contestant = {
	name: 'chartwire',
	load: async () => {
		feed.install();
		await import(new URL(SCRIPT, location.href).href);
	},
	draw: async (host, box, body) => {
		charts += 1;
		const chart = `chart-${charts}`;
		const element = document.createElement('sql-chart');
		for (const [name, value] of Object.entries({ chart, token: feed.TOKEN, type: 'line', server: location.origin })) {
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
};
