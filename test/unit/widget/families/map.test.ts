import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Place } from '../../../../widget/families/atlas.ts';
import { usAtlas as states } from '../../../../widget/families/map-us.ts';
import { worldAtlas as world } from '../../../../widget/families/map-world.ts';
import { STATES } from '../../../../widget/families/shapes-us.ts';
import { type Picture, pictureOf, type Rect, tableOf, theme } from './drawn.ts';

const packages = createRequire(import.meta.url);
/** Countries as the World Bank names them. */
const LIST = new URL('../../../../node_modules/vega-datasets/data/gapminder-health-income.csv', import.meta.url);

const read = (name: string): string => readFileSync(packages.resolve(name), 'utf8');

const COLUMNS = 'country n:number';

/** The area of a path of straight lines on the grid, holes taken away. */
function areaOf({ polygons }: Place): number {
	const rings = polygons.flatMap(({ path }) => path.split('Z').filter(Boolean));
	const signed = rings.map((ring) => {
		const points = [...ring.matchAll(/(-?\d+) (-?\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
		return points.reduce((sum, [x1, y1], at) => {
			const [x2, y2] = points[(at + 1) % points.length] ?? [0, 0];
			return sum + (x1 * y2 - x2 * y1) / 2;
		}, 0);
	});
	return Math.abs(signed.reduce((sum, each) => sum + each, 0));
}

const placed = (name: string): Place => {
	const place = world.find(name);
	assert.ok(place, name);
	return place;
};

test('countries are as large beside each other as they are on the globe, wherever they lie', () => {
	// In millions of square kilometres, by the UN's Demographic Yearbook; with what is water, as the shapes have it.
	const known: Readonly<Record<string, number>> = {
		Brazil: 8.51,
		Australia: 7.69,
		Greenland: 2.17,
		Algeria: 2.38,
		Mongolia: 1.56,
		Canada: 9.98,
		Russia: 17.1,
		Congo: 0.342,
	};
	const unit = areaOf(placed('Brazil')) / 8.51;
	for (const [name, size] of Object.entries(known)) {
		const measured = areaOf(placed(name)) / unit;
		assert.ok(Math.abs(measured / size - 1) < 0.05, `${name}: ${measured.toFixed(2)}, known to be ${size}`);
	}
});

test('each state has the box that it has in its package', () => {
	const topology = JSON.parse(read('us-atlas/states-albers-10m.json')) as Topology<{ states: GeometryCollection }>;
	const boxes = new Map<string, Rect>();
	for (const { id, geometry } of feature(topology, topology.objects.states).features) {
		const numbers = JSON.stringify(geometry).match(/\[-?[\d.]+,-?[\d.]+\]/g) ?? [];
		const points = numbers.map((pair) => JSON.parse(pair) as [number, number]);
		const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
		const [x, y] = [Math.min(...xs), Math.min(...ys)];
		boxes.set(String(id), { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y });
	}
	assert.equal(states.places.length, 51);
	const left = Math.min(...[...boxes.values()].map(({ x }) => x));
	const right = Math.max(...[...boxes.values()].map(({ x, width }) => x + width));
	const unit = STATES.size[0] / (right - left);
	for (const { polygons, name, codes } of states.places) {
		const box = boxes.get(codes[1] ?? '');
		assert.ok(box, name);
		const [from, to] = [
			Math.min(...polygons.map((each) => each.left)),
			Math.max(...polygons.map((each) => each.right)),
		];
		assert.ok(Math.abs(from - (box.x - left) * unit) < 5, `the left of ${name}: ${from}`);
		assert.ok(Math.abs(to - from - box.width * unit) < 8, `the width of ${name}: ${to - from}`);
	}
});

test('a country is found by each of its codes, whatever their case, and by the names that people use', () => {
	const codes = JSON.parse(read('i18n-iso-countries/codes.json')) as [string, string, string][];
	const found = codes.filter(([two]) => world.find(two) !== undefined);
	assert.ok(found.length > 225, `${found.length} countries`);
	for (const [two, three, number] of found) {
		const place = world.find(two.toLowerCase());
		assert.equal(place?.key, two);
		assert.equal(world.find(three), place, three);
		assert.equal(world.find(number), place, number);
		assert.equal(world.find(Number(number)), place, `${number} in a column of numbers`);
	}
	const names =
		'The Bahamas;Côte d’Ivoire;Ivory Coast;Korea, Rep.;UNITED STATES OF AMERICA;Viet Nam;St. Lucia;Bosnia & Herzegovina;Türkiye;Congo, Dem. Rep.;Russian Federation;Czechia;Eswatini;Lao PDR';
	const expected = 'BS;CI;CI;KR;US;VN;LC;BA;TR;CD;RU;CZ;SZ;LA';
	assert.equal(
		names
			.split(';')
			.map((name) => world.find(name)?.key)
			.join(';'),
		expected,
	);
	assert.equal(world.find('Atlantis'), undefined);
	assert.equal(world.find(null), undefined);
	const same = ['Texas', 'TX', 'tx', '48', 48].map((cell) => states.find(cell)?.key);
	assert.deepEqual(same, ['TX', 'TX', 'TX', 'TX', 'TX']);
	assert.deepEqual(
		['1', 1, '01', 'Washington, D.C.'].map((cell) => states.find(cell)?.key),
		['AL', 'AL', 'AL', 'DC'],
	);
});

test('every country of a list of 187 is on the map', () => {
	const lines = readFileSync(LIST, 'utf8').trim().split('\n').slice(1);
	const names = lines.map((line) =>
		line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : (line.split(',')[0] ?? ''),
	);
	assert.equal(names.length, 187);
	const { built } = pictureOf(
		'map',
		tableOf(
			COLUMNS,
			names.map((name, at) => [name, at]),
		),
	);
	assert.equal(built.marks.length, 187);
	assert.deepEqual(built.notes, []);
});

const rectOf = ({ built, rects }: Picture, name: string): Rect => {
	const rect = rects[built.marks.findIndex((mark) => mark.tip().title === name)];
	assert.ok(rect, name);
	return rect;
};

test('places lie where they are, the largest value has the strongest colour, and a code is written out', () => {
	const picture = pictureOf(
		'map',
		tableOf(COLUMNS, [
			['Poland', 1],
			['DE', 50],
			['276', null],
			['Spain', 100],
		]),
	);
	const [poland, germany, spain] = ['Poland', 'Germany', 'Spain'].map((name) => rectOf(picture, name));
	assert.ok(poland && germany && spain);
	assert.ok(germany.x < poland.x && spain.y > germany.y && spain.x < germany.x, 'where they are');
	const fills = [
		...picture.svg.matchAll(/<path d="M[^"]{60,}Z"[^>]*fill="(#[0-9a-f]{6}|rgb[^"]*)"[^>]*stroke="#ffffff"/g),
	].map(([, fill]) => fill);
	assert.equal(new Set(fills).size, 3, fills.join());
	assert.deepEqual(picture.built.legend.ramp?.texts, ['1.0', '50.5', '100.0']);
	assert.equal(picture.built.legend.entries[0]?.name, 'no data');
	assert.equal(picture.built.marks[1]?.point.x, 'DE');
});

test('a focus shows only its places, as large as they can be', () => {
	const table = tableOf(COLUMNS, [
		['Germany', 1],
		['France', 2],
		['China', 3],
	]);
	const whole = pictureOf('map', table, { target: 'page' });
	const near = pictureOf('map', table, { target: 'page', spec: { map: { focus: ['DEU', 'France', 'Narnia'] } } });
	assert.deepEqual(
		near.built.marks.map((mark) => mark.tip().title),
		['Germany', 'France'],
	);
	assert.deepEqual(near.built.notes, ['no country to look at: Narnia']);
	const germany = rectOf(near, 'Germany');
	assert.ok(germany.width > 10 * rectOf(whole, 'Germany').width, `${germany.width} pixels wide`);
	for (const rect of near.rects) {
		assert.ok(
			rect && rect.x >= -2 && rect.y >= -2 && rect.x + rect.width <= 642 && rect.y + rect.height <= 322,
			'within',
		);
	}
});

test('what is on no map is named, what is there twice counted, and what has no value is an outline', () => {
	const rows = [
		['Atlantis', 1],
		['Peru', 2],
		['PE', 3],
		['Chile', null],
	];
	const { built, svg } = pictureOf('map', tableOf(COLUMNS, rows));
	assert.deepEqual(built.notes, ['no country of this name: Atlantis', '1 country with several rows: the last counts']);
	assert.deepEqual(
		built.marks.map(({ point }) => [point.row, point.value]),
		[[2, 3]],
	);
	const outlines = svg.match(new RegExp(`fill="none"[^>]*stroke="${theme.line}"`, 'g')) ?? [];
	assert.ok(outlines.length > 150, `${outlines.length} outlines`);
});

test('states are mapped where the author says so', () => {
	const { built } = pictureOf(
		'map',
		tableOf('state n:number', [
			['CA', 1],
			['New York', 2],
			['Ontario', 3],
		]),
		{
			spec: { map: { area: 'us' } },
		},
	);
	assert.deepEqual(
		built.marks.map((mark) => mark.tip().title),
		['California', 'New York'],
	);
	assert.deepEqual(built.notes, ['no state of this name: Ontario']);
	assert.match(built.summary, /^Map of the US: n of 2 states\. The most: New York with 2/);
});
