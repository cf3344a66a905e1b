/**
 * Writes the shapes of maps into widget/families/: world-atlas and us-atlas, projected to a plane, rounded to a grid, and
 * packed. What is written is committed, for it changes only when the packages do; a test compares it with them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import { equalEarth } from './lib/equal-earth.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../widget/families');
const read = (url) => JSON.parse(readFileSync(new URL(url), 'utf8'));

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** An integer as digits of base 32, the least first, each but the last marked by another 32; its sign is the lowest bit. */
function packed(value) {
	let rest = value < 0 ? -value * 2 + 1 : value * 2;
	let text = '';
	do {
		const digit = rest % 32;
		rest = Math.floor(rest / 32);
		text += DIGITS[rest > 0 ? digit + 32 : digit];
	} while (rest > 0);
	return text;
}

/** Points of an arc as steps from each to the next, without steps of nothing. */
function stepsOf(points) {
	let [atX, atY] = [0, 0];
	return points.flatMap(([x, y], index) => {
		const step = [x - atX, y - atY];
		[atX, atY] = [x, y];
		return index > 0 && step[0] === 0 && step[1] === 0 ? [] : [step];
	});
}

function pointsOf({ arcs, transform }) {
	return arcs.map((arc) => {
		let [x, y] = [0, 0];
		return arc.map(([dx, dy]) => {
			if (transform === undefined) return [dx, dy];
			[x, y] = [x + dx, y + dy];
			return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
		});
	});
}

const polygonsOf = ({ type, arcs = [] }) => (type === 'Polygon' ? [arcs] : arcs);
const shapeText = (geometry) =>
	polygonsOf(geometry)
		.map((rings) => rings.map((ring) => ring.join()).join('/'))
		.join(';');

/** A step from one edge of the map to the other. */
const jumps = (arc, width) => arc.slice(1).some(([across]) => Math.abs(across) > width / 2);

/** Onto a grid of this width that begins at 0. Arcs that nothing uses are left out. */
function griddedArcs(arcs, used, project, width) {
	const all = arcs.map((arc) => arc.map(project));
	const shown = [...used].flatMap((index) => all[index]);
	const ends = (axis) =>
		shown.reduce(
			([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])],
			[Infinity, -Infinity],
		);
	const [[left, right], [top, bottom]] = [ends(0), ends(1)];
	const unit = width / (right - left);
	const place = ([x, y]) => [Math.round((x - left) * unit), Math.round((y - top) * unit)];
	const lines = all.map((arc, index) => (used.has(index) ? stepsOf(arc.map(place)) : []));
	return { lines, place, size: [width, Math.round((bottom - top) * unit)] };
}

const usedBy = (geometries) =>
	new Set(
		geometries.flatMap((geometry) =>
			polygonsOf(geometry)
				.flat(2)
				.map((arc) => (arc < 0 ? ~arc : arc)),
		),
	);

function write(file, name, { size, lines, areas }, from) {
	const rows = areas.map((area) => `\t\t'${area.map((part) => part.replaceAll("'", '’')).join('|')}',`).join('\n');
	const text = `import type { Shapes } from './atlas.ts';

/** ${from} Written by scripts/shapes.mjs. */
export const ${name}: Shapes = {
	size: [${size.join(', ')}],
	arcs: '${lines.map((steps) => steps.flat().map(packed).join('')).join(' ')}',
	areas: [
${rows}
	],
};
`;
	writeFileSync(join(FOLDER, file), text);
	console.log(`${file}: ${areas.length} areas, ${text.length} bytes`);
}

/** The middle of the largest ring of a country that is too small for the coarser shapes. */
function middleOf({ geometry }) {
	const rings = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map(([outer]) => outer);
	const boxes = rings.map((ring) => {
		const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
		const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
		return { size: (right - left) * (high - low), middle: [(left + right) / 2, (low + high) / 2] };
	});
	return boxes.sort((a, b) => b.size - a.size)[0].middle;
}

const ANTARCTICA = '010';
/** Of ISO 3166-1, but for what has no code in it: Kosovo has one that is set aside for users. */
const OWN_CODES = { Kosovo: 'XK XKK 983' };

function world() {
	const atlas = read(import.meta.resolve('world-atlas/countries-110m.json'));
	const fine = read(import.meta.resolve('world-atlas/countries-50m.json'));
	const codes = new Map(
		read(import.meta.resolve('i18n-iso-countries/codes.json')).map(([two, three, number]) => [
			number,
			`${two} ${three} ${number}`,
		]),
	);
	const { geometries: all } = atlas.objects.countries;
	const geometries = all.filter(({ id }) => id !== ANTARCTICA);
	const { lines, place, size } = griddedArcs(pointsOf(atlas), usedBy(geometries), equalEarth, 5000);
	if (lines.some((line) => jumps(line, size[0]))) throw new Error('a country lies across the edge of the map');
	const areas = geometries.map((geometry) => {
		const { name } = geometry.properties;
		return [codes.get(geometry.id) ?? OWN_CODES[name] ?? '', name, shapeText(geometry)];
	});
	const known = new Set(all.map(({ id, properties }) => id ?? properties.name));
	const small = feature(fine, fine.objects.countries).features.filter(
		({ id, properties }) => !known.has(id ?? properties.name) && codes.has(id),
	);
	const dots = small.map((each) => [
		codes.get(each.id),
		each.properties.name,
		`@${place(equalEarth(middleOf(each))).join()}`,
	]);
	write(
		'shapes-world.ts',
		'WORLD',
		{ size, lines, areas: [...areas, ...dots] },
		'The countries of world-atlas (Natural Earth, 1:110m), in Equal Earth; the smallest as points.',
	);
}

const POSTAL =
	'01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY';

function states() {
	const atlas = simplify(presimplify(read(import.meta.resolve('us-atlas/states-albers-10m.json'))), 0.5);
	const postal = new Map(POSTAL.split(' ').map((code) => [code.slice(0, 2), code.slice(2)]));
	const geometries = atlas.objects.states.geometries.filter(({ id }) => postal.has(id));
	const { lines, size } = griddedArcs(pointsOf(atlas), usedBy(geometries), (point) => point, 3000);
	const areas = geometries.map((each) => [`${postal.get(each.id)} ${each.id}`, each.properties.name, shapeText(each)]);
	write(
		'shapes-us.ts',
		'STATES',
		{ size, lines, areas },
		'The states of us-atlas (Census Bureau, 1:10m), in Albers, with Alaska and Hawaii below at the left.',
	);
}

world();
states();
