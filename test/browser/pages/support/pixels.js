/**
 * Runs in a page beside many-charts.js: compares what a legend shows with what is on the marks, by pixels. Plain JavaScript,
 * since nothing compiles it on its way there.
 */

/** Side of the squares that are compared: that of a pattern's tile. */
const SIDE = 8;

const penOf = (canvas) => canvas.getContext('2d');

/** Whether a square of one canvas is anywhere on another. */
function hasSquare(canvas, swatch, left, top) {
	const { width, height } = canvas;
	const all = new Uint32Array(penOf(canvas).getImageData(0, 0, width, height).data.buffer);
	const square = new Uint32Array(penOf(swatch).getImageData(left, top, SIDE, SIDE).data.buffer);
	const isAt = (start) => {
		for (let at = 0; at < square.length; at += 1)
			if (all[start + Math.floor(at / SIDE) * width + (at % SIDE)] !== square[at]) return false;
		return true;
	};
	for (let y = 0; y <= height - SIDE; y += 1)
		for (let x = 0; x <= width - SIDE; x += 1) if (isAt(y * width + x)) return true;
	return false;
}

/** For each entry of a legend: its pattern, whether it is on the marks, and whether it is nothing but ink. */
function patterns(id) {
	const root = charts.rootOf(id);
	const canvas = root.querySelector('.canvas canvas');
	return [...root.querySelectorAll('.legend canvas')].map((swatch) => {
		// Within the outline, where there is one.
		const top = swatch.height > SIDE ? 1 : 0;
		const { data } = penOf(swatch).getImageData(SIDE, top, SIDE, SIDE);
		const isInk = data.every((part, at) => at % 4 === 3 || part < 60);
		return { own: data.join(), isOnMarks: hasSquare(canvas, swatch, SIDE, top), isInk };
	});
}

/** How much of the box around everything in one colour has this colour: of a square all, of a triangle half. */
function fullness(canvas, color) {
	const { width, height } = canvas;
	const { data } = penOf(canvas).getImageData(0, 0, width, height);
	const spots = [];
	for (let at = 0; at < data.length; at += 4) {
		const off = [0, 1, 2].reduce((sum, part) => sum + Math.abs(data[at + part] - color[part]), 0);
		if (off < 40 && data[at + 3] > 100) spots.push([(at / 4) % width, Math.floor(at / 4 / width)]);
	}
	const [across, down] = [0, 1].map((axis) => {
		const all = spots.map((spot) => spot[axis]);
		return Math.max(...all) - Math.min(...all) + 1;
	});
	return spots.length / (across * down);
}

const readColor = (text) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));

/** For each entry of a legend of points: how full its shape is, and that of the one point in its colour. */
function points(id, colors) {
	const root = charts.rootOf(id);
	const canvas = root.querySelector('.canvas canvas');
	const swatches = [...root.querySelectorAll('.legend canvas')];
	return swatches.map((swatch, at) => [swatch, canvas].map((each) => fullness(each, readColor(colors[at]))));
}

/** How much of a row of pixels is ink. */
function inkOfRow(canvas, y, { left = 0, right = canvas.width } = {}) {
	const { data } = penOf(canvas).getImageData(left, y, right - left, 1);
	return data.filter((part, at) => at % 4 === 3 && part > 128 && data[at - 1] < 100).length / (right - left);
}

/** For each entry of a legend of lines that are level: how much of it is ink, and of its line; the last line is on top. */
function levels(id) {
	const root = charts.rootOf(id);
	const canvas = root.querySelector('.uplot canvas');
	const [plot, whole] = ['.u-over', 'canvas'].map((part) =>
		root.querySelector(`.uplot ${part}`).getBoundingClientRect(),
	);
	const across = { left: Math.ceil(plot.left - whole.left) + 1, right: Math.floor(plot.right - whole.left) - 1 };
	const found = [];
	for (let y = 1; y < plot.bottom - whole.top - 3; y += 1) {
		const [before, ink, after] = [y - 1, y, y + 1].map((row) => inkOfRow(canvas, row, across));
		if (ink > 0.1 && before <= 0.1) found.push(Math.max(ink, after));
	}
	const swatches = [...root.querySelectorAll('.legend canvas')];
	return swatches.map((swatch, at) => [inkOfRow(swatch, swatch.height / 2), found[swatches.length - 1 - at]]);
}

globalThis.pixels = { patterns, points, levels };
