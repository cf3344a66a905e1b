import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);
const documented = readFileSync(new URL('docs/theming.md', root), 'utf8');
const sources = readdirSync(new URL('widget/', root), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => readFileSync(new URL(`widget/${name}`, root), 'utf8'))
	.join('\n');

const found = (text: string, pattern: RegExp): string[] =>
	[...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

/** The documented colours, by their names without the prefix; `dark` is undefined where it is the same. */
const colors = [
	...documented.matchAll(/^\| `--chartwire-([\w-]+)` \| [^|]*\| `(#\w+)` \| (?:`(#\w+)`|the same) \|$/gm),
].map(([, name = '', light = '', dark]) => ({ name, light, dark }));

test('the page on themes names every custom property that the elements read, with its defaults, and no other', () => {
	const read = found(sources, /var\((--chartwire-[a-z0-9-]+)/g);
	assert.deepEqual(found(documented, /^\| `(--chartwire-[a-z0-9-]+)`/gm), read);
	for (const { name, light, dark } of colors) {
		const defaults = [...sources.matchAll(new RegExp(`var\\(--chartwire-${name}, (#\\w+)\\)`, 'g'))].map(
			([, color]) => color,
		);
		assert.deepEqual(defaults, dark === undefined ? [light] : [light, dark], name);
	}
});

test('it names every part of a chart and of a filter, and no other', () => {
	const parts = found(sources, / part="([a-z-]+)"/g);
	const section = documented.slice(documented.indexOf('## Parts'));
	const named = [...section.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) => found(cell, /`([a-z-]+)`/g));
	assert.deepEqual(named.sort(), parts);
});

/** Of WCAG 2.2, from sRGB colours as #rrggbb. */
function contrast(one: string, other: string): number {
	const luminance = (color: string): number => {
		const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
			const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
			return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

/** The documented colours of one side, by name, on the page that a plain chart stands on. */
function plain(side: 0 | 1): Record<string, string> {
	const own = colors.map(({ name, light, dark = light }) => [name, side === 0 ? light : dark]);
	return { background: side === 0 ? '#ffffff' : '#12161b', ...Object.fromEntries(own) };
}

const themesCss = readFileSync(new URL('widget/pages/themes.css', root), 'utf8');

function themeOf(block: string, side: 0 | 1): Record<string, string> {
	const colors = plain(side);
	for (const [, name = '', light = '', dark = light] of block.matchAll(
		/--chartwire-([\w-]+): (?:light-dark\()?(#\w{6})(?:, (#\w{6})\))?;/g,
	)) {
		colors[name] = side === 0 ? light : dark;
	}
	return colors;
}

const blocks = [...themesCss.matchAll(/^\.chartwire-(\w+) \{([^}]*)\}/gm)].map(([, name = '', block = '']) => ({
	name,
	block,
}));

test('there are five themes beside the plain one, and their page names them', () => {
	assert.equal(blocks.length, 5);
	for (const { name } of blocks) assert.ok(documented.includes(`chartwire-${name}`), name);
});

for (const { name, block } of [{ name: 'plain', block: '' }, ...blocks]) {
	for (const side of [0, 1] as const) {
		test(`WCAG 1.4.3, 1.4.11: text and series of the theme ${name} stand out, ${side === 0 ? 'light' : 'dark'}`, () => {
			const colors = themeOf(block, side);
			const low: string[] = [];
			const demand = (front: string, back: string, least: number): void => {
				const ratio = contrast(colors[front] ?? '', colors[back] ?? '');
				if (!(ratio >= least)) low.push(`${front} on ${back}: ${ratio.toFixed(2)}`);
			};
			const text = name === 'contrast' ? 7 : 4.5;
			for (const back of ['background', 'raised', 'sunken']) {
				for (const front of ['ink', 'muted', 'accent', 'warning', 'danger', 'good']) demand(front, back, text);
			}
			demand('on-accent', 'accent', text);
			for (let series = 1; series <= 8; series += 1) demand(`series-${series}`, 'background', 3);
			assert.deepEqual(low, []);
			const series = Array.from({ length: 8 }, (_, index) => colors[`series-${index + 1}`]);
			assert.equal(new Set(series).size, 8, 'a colour is there twice');
		});
	}
}
