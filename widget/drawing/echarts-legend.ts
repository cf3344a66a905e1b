import type { ColorRamp, Legend, LegendEntry } from '../families/family.ts';
import { say } from '../texts/say.ts';
import type { Forced } from './drawing.ts';
import { make } from './make.ts';

function swatch({ color, mark = 'filled' }: LegendEntry): HTMLElement {
	const element = make('i', `swatch ${mark === 'line' ? '' : mark}`);
	element.style.color = color;
	return element;
}

function entryOf(entry: LegendEntry): HTMLElement {
	const item = make('div', 'entry');
	item.append(swatch(entry), make('span', '', entry.name));
	return item;
}

function ramp({ colors, texts }: ColorRamp, entries: readonly LegendEntry[]): HTMLElement {
	const box = make('div', 'legend ramp');
	const scale = make('div', 'scale');
	const bar = make('i', 'colors');
	// Swatches side by side: whoever makes a picture of the chart finds them like any other.
	bar.append(...colors.map((color) => swatch({ key: '', name: '', color })));
	const ends = make('div', 'ends');
	ends.append(...texts.map((text) => make('span', '', text)));
	scale.append(bar, ends);
	box.append(scale, ...entries.map(entryOf));
	return box;
}

/** Which of the entries are shown, for those who listen. */
export function shownWords(entries: readonly LegendEntry[], hidden: ReadonlySet<string>, locale?: string): string {
	const shown = entries.filter(({ key }) => !hidden.has(key)).map(({ name }) => name);
	return shown.length === entries.length
		? say(locale, 'All series are shown')
		: say(locale, 'Shown: {names}', { names: shown.join(', ') });
}

export interface LegendSetup {
	readonly hidden: ReadonlySet<string>;
	readonly onToggle: (key: string) => void;
	/** Where the system's few colours are in force. */
	readonly forced: Forced['family'];
}

/** What the colours mean, over the plot; nothing where there is one colour without a choice. */
export function familyLegend(legend: Legend, { hidden, onToggle, forced }: LegendSetup): HTMLElement | undefined {
	if (legend.ramp) return ramp(legend.ramp, legend.entries);
	if (legend.entries.length < 2) return undefined;
	const list = make('ul', 'legend');
	legend.entries.forEach((entry, place) => {
		const item = make('li', '');
		const inner = legend.toggles ? document.createElement('button') : item;
		inner.append(forced?.swatch(place, entry) ?? swatch(entry), make('span', '', entry.name));
		if (inner instanceof HTMLButtonElement) {
			inner.type = 'button';
			inner.setAttribute('aria-pressed', String(!hidden.has(entry.key)));
			inner.addEventListener('click', () => onToggle(entry.key));
			item.append(inner);
		}
		list.append(item);
	});
	return list;
}

/**
 * Writes what stands below the scale of colours anew, where nothing else of the legend is new: its room stays what it was.
 * @returns whether that was all.
 */
export function relabelled(element: HTMLElement, before: Legend, after: Legend): boolean {
	const [old, ramp] = [before.ramp, after.ramp];
	if (!old || !ramp || old.texts.length !== ramp.texts.length) return false;
	const blank = (legend: Legend) => JSON.stringify({ ...legend, ramp: legend.ramp?.colors });
	if (blank(before) !== blank(after)) return false;
	element.querySelectorAll('.ends > span').forEach((end, at) => {
		const text = ramp.texts[at] ?? '';
		if (end.textContent !== text) end.textContent = text;
	});
	return true;
}
