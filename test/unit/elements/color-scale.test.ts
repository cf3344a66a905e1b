import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	type Color,
	colorOf,
	colorOfLab,
	contrast,
	hexOf,
	inkOn,
	labOf,
	legible,
	tint,
} from '../../../widget/drawing/color.ts';
import { colorScale, extentOf, type ScaleColors } from '../../../widget/drawing/color-scale.ts';

const THEMES: Readonly<Record<string, ScaleColors & { readonly ink: string }>> = {
	light: { page: '#ffffff', ink: '#16191d', high: '#2f6fde', low: '#9f6102' },
	dark: { page: '#12161b', ink: '#eceff2', high: '#2f6fde', low: 'rgb(159, 97, 2)' },
};

/** Relative luminance as WCAG 2.2 writes it down, apart from the code that is tested. */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const ratio = (one: string, other: string): number => {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
};

/** What somebody without long (protan) or middle (deutan) cones sees: Machado, Oliveira and Fernandes (2009), severity 1. */
const BLIND = {
	protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

function seenBy(kind: keyof typeof BLIND, hex: string): Color {
	const linear = [1, 3, 5].map((at) => {
		const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	const part = (row: number): number => {
		const value = linear.reduce((sum, own, at) => sum + own * (BLIND[kind][row * 3 + at] ?? 0), 0);
		const shown = Math.min(1, Math.max(0, value));
		return 255 * (shown <= 0.0031308 ? 12.92 * shown : 1.055 * shown ** (1 / 2.4) - 0.055);
	};
	return [part(0), part(1), part(2), 1];
}

const distance = (one: Color, other: Color): number => {
	const [a, b] = [labOf(one), labOf(other)];
	return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);

test('colours are read in every way that a page may write them in hex or by parts', () => {
	const same = ['#2f6fde', '#2F6FDEff', 'rgb(47, 111, 222)', 'rgb(47 111 222 / 1)', 'rgba(47,111,222,100%)'];
	assert.deepEqual(new Set(same.map((text) => colorOf(text).join())), new Set(['47,111,222,1']));
	assert.deepEqual(colorOf('#abc'), [170, 187, 204, 1]);
	assert.deepEqual(
		colorOf('rgb(10% 20% 30% / 0.5)').map((part) => Math.round(part * 100) / 100),
		[25.5, 51, 76.5, 0.5],
	);
	assert.throws(() => colorOf('oklch(0.5 0.1 20)'), /not a colour in hex or rgb/);
});

test('a colour comes back from OKLab as it went there, and white and black stand where its author says', () => {
	fc.assert(fc.property(hex, (text) => assert.equal(hexOf(colorOfLab(labOf(colorOf(text)))), text)));
	const rounded = (text: string): number[] => labOf(colorOf(text)).map((part) => Math.round(part * 1000) / 1000 + 0);
	assert.deepEqual(
		[rounded('#fff'), rounded('#000')],
		[
			[1, 0, 0],
			[0, 0, 0],
		],
	);
	// From the table in "A perceptual color space for image processing": red.
	assert.deepEqual(rounded('#ff0000'), [0.628, 0.225, 0.126]);
});

test('contrast is that of WCAG', () => {
	fc.assert(
		fc.property(hex, hex, (one, other) => {
			assert.ok(Math.abs(contrast(colorOf(one), colorOf(other)) - ratio(one, other)) < 1e-9);
		}),
	);
});

for (const [scheme, { page, ink }] of Object.entries(THEMES)) {
	test(`text can be read on any fill, in any colour, and on any bar of a ${scheme} page`, () => {
		fc.assert(
			fc.property(hex, (own) => {
				const fill = colorOf(own);
				assert.ok(ratio(hexOf(inkOn(fill, [colorOf(ink), colorOf(page)])), own) >= 4.5, `text on ${own}`);
				assert.ok(ratio(hexOf(legible(fill, colorOf(page), colorOf(ink))), page) >= 4.5, `text in ${own}`);
				assert.ok(ratio(hexOf(tint(fill, colorOf(page), colorOf(ink))), ink) >= 4.5, `text on a bar of ${own}`);
			}),
		);
	});

	for (const kind of ['sequential', 'diverging'] as const) {
		test(`the steps of a ${kind} ramp look equal on a ${scheme} page, and lead away from it, also to colour-blind eyes`, () => {
			const colors = THEMES[scheme] ?? THEMES['light'];
			assert.ok(colors);
			const scale = colorScale({ kind }, { min: -1, max: 1 }, colors);
			const ramp = scale.ramp(kind === 'sequential' ? 9 : 17);
			const halves = kind === 'sequential' ? [ramp] : [ramp.slice(8), ramp.slice(0, 9).reverse()];
			for (const half of halves) {
				const steps = half.slice(1).map((color, at) => distance(colorOf(color), colorOf(half[at] ?? '')));
				assert.ok(Math.max(...steps) < 1.25 * Math.min(...steps), `steps ${steps}`);
				for (const see of [
					colorOf,
					...(['protan', 'deutan', 'tritan'] as const).map((eyes) => (text: string) => seenBy(eyes, text)),
				]) {
					const away = half.map((color) => Math.abs(labOf(see(color))[0] - labOf(colorOf(page))[0]));
					assert.deepEqual(
						away,
						[...away].sort((a, b) => a - b),
						`lightness of ${half}`,
					);
				}
			}
			if (kind === 'sequential') return;
			for (const eyes of ['protan', 'deutan', 'tritan'] as const) {
				const ends = [ramp[0] ?? '', ramp.at(-1) ?? ''].map((color) => seenBy(eyes, color));
				assert.ok(distance(ends[0] ?? [0, 0, 0, 1], ends[1] ?? [0, 0, 0, 1]) > 0.12, `${eyes} sees two ends as one`);
			}
		});
	}
}

test('a value has the colour of its place between the ends, and beyond them that of the end', () => {
	const { light } = THEMES;
	assert.ok(light);
	const scale = colorScale({}, { min: 0, max: 200 }, light);
	assert.equal(scale.kind, 'sequential');
	const ramp = scale.ramp(5);
	assert.deepEqual([0, 50, 100, 150, 200].map(scale.colorOf), ramp);
	assert.deepEqual([scale.colorOf(-9e99), scale.colorOf(9e99)], [ramp[0], ramp[4]]);
	assert.equal(new Set(ramp).size, 5, 'colours that are one');
	assert.equal(colorScale({}, { min: 7, max: 7 }, light).colorOf(7), ramp[2], 'one value alone');
	const named = colorScale({ min: 100, max: 300 }, { min: 0, max: 200 }, light);
	assert.deepEqual([named.min, named.max, named.colorOf(200)], [100, 300, ramp[2]]);
});

test('where values have both signs the scale diverges from zero, and equal distances look equally strong', () => {
	const { dark } = THEMES;
	assert.ok(dark);
	const scale = colorScale({}, { min: -10, max: 100 }, dark);
	assert.deepEqual([scale.kind, scale.min, scale.max], ['diverging', -100, 100]);
	const far = (value: number): number => labOf(colorOf(scale.colorOf(value)))[0];
	assert.ok(Math.abs(far(10) - far(-10)) < 0.01, `${far(10)} and ${far(-10)}`);
	assert.notEqual(scale.colorOf(10), scale.colorOf(-10));
	const between = colorScale({ middle: 50, min: 0, max: 60 }, { min: 40, max: 70 }, dark);
	assert.deepEqual([between.kind, between.min, between.max], ['diverging', 0, 60]);
	const ramp = between.ramp(3);
	assert.deepEqual([0, 50, 60].map(between.colorOf), ramp);
	assert.equal(colorScale({ kind: 'sequential' }, { min: -10, max: 100 }, dark).kind, 'sequential');
});

test('huge values have a place between the ends', () => {
	const { light } = THEMES;
	assert.ok(light);
	const scale = colorScale({ kind: 'sequential' }, { min: -1.7e308, max: 1.7e308 }, light);
	assert.equal(scale.colorOf(0), scale.ramp(3)[1]);
});

test('an extent is of the numbers that there are', () => {
	assert.deepEqual(extentOf([3, null, -4, undefined, 0]), { min: -4, max: 3 });
	assert.deepEqual(extentOf([null]), { min: 0, max: 0 });
});
