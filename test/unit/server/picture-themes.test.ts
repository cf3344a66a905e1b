import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pictureTheme, THEME_NAMES } from '../../../server/pictures/themes.ts';

const root = new URL('../../../', import.meta.url);
const elements = ['widget/elements/shared/theme.ts', 'widget/elements/sql-chart/frame-styles.ts']
	.map((file) => readFileSync(new URL(file, root), 'utf8'))
	.join('\n');
const themes = readFileSync(new URL('widget/pages/themes.css', root), 'utf8');

/** The colours of one side as the style sheets of the elements say them: the first default is light, the second dark. */
function defaults(side: 0 | 1): Record<string, string> {
	const found: Record<string, string[]> = {};
	for (const [, name = '', color = ''] of elements.matchAll(/var\(--chartwire-([\w-]+), (#\w{6})\)/g)) {
		found[name] = [...(found[name] ?? []), color];
	}
	return Object.fromEntries(Object.entries(found).map(([name, pair]) => [name, pair[side] ?? pair[0] ?? '']));
}

function ofCss(theme: string, side: 0 | 1): Record<string, string> {
	const block = new RegExp(`^\\.chartwire-${theme} \\{([^}]*)\\}`, 'm').exec(themes)?.[1] ?? '';
	const pairs = block.matchAll(/--chartwire-([\w-]+): (?:light-dark\()?(#\w{6})(?:, (#\w{6})\))?;/g);
	const own = [...pairs].map(([, name = '', light = '', dark = light]) => [name, side === 0 ? light : dark]);
	return { ...defaults(side), ...Object.fromEntries(own) };
}

test('a picture has every theme of the page, in the same colours', () => {
	const classes = [...themes.matchAll(/^\.chartwire-(\w+) \{/gm)].map(([, name]) => name);
	assert.deepEqual(THEME_NAMES, ['plain', ...classes]);
	for (const name of THEME_NAMES) {
		for (const side of [0, 1] as const) {
			const css = ofCss(name, side);
			const { ink, muted, line, grid, raised, warning, series, background } = pictureTheme(
				name,
				side === 0 ? 'light' : 'dark',
				'en',
			);
			const drawn = { ink, muted, line, grid, raised, warning };
			const parts = Object.keys(drawn).map((part) => [part, css[part]]);
			assert.deepEqual(drawn, Object.fromEntries(parts), `${name} ${side}`);
			assert.deepEqual(
				series,
				[1, 2, 3, 4, 5, 6, 7, 8].map((number) => css[`series-${number}`]),
				name,
			);
			if (name !== 'plain') assert.equal(background, css['background'], name);
		}
	}
});
