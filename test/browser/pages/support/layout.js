/**
 * Runs in a page beside many-charts.js: what of a chart is cut, covered, or outside its box, in words; nothing where all is
 * well. Plain JavaScript, since nothing compiles it on its way there.
 */

/** Families whose letters keep away from the edge of their canvas: ink there is a letter that is cut. */
const WITH_AXES = ['line', 'area', 'step', 'column', 'combination', 'bar', 'scatter', 'histogram', 'box', 'waterfall'];

const nameOf = (part) => `${part.localName}.${part.className}`;
const ownText = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
const isOver = (one, other) =>
	one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
const isWithin = (one, other, by = 1.5) =>
	one.left >= other.left - by &&
	one.right <= other.right + by &&
	one.top >= other.top - by &&
	one.bottom <= other.bottom + by;

/** A text is shortened where somebody can have the whole of it, by pointing or by scrolling. */
function cutting(part) {
	const { overflowX, overflowY, textOverflow } = getComputedStyle(part);
	const isWide = part.scrollWidth > part.clientWidth + 1 && overflowX !== 'visible';
	const isHigh = part.scrollHeight > part.clientHeight + 2 && overflowY === 'hidden';
	if (isHigh) return `${nameOf(part)} is cut below: ${part.scrollHeight} of ${part.clientHeight}`;
	if (!isWide || overflowX === 'auto') return '';
	if (textOverflow !== 'ellipsis') return `${nameOf(part)} is cut: “${part.textContent}”`;
	return part.closest('[title]') ? '' : `nobody can read all of ${nameOf(part)}: “${part.textContent}”`;
}

/** The parts that are seen, but for what is scrolled or floats above. */
function seenParts(root) {
	return [...root.querySelectorAll('.root *')].filter((part) => {
		const { visibility, opacity, display } = getComputedStyle(part);
		const { width, height } = part.getBoundingClientRect();
		const isApart =
			part.matches('.sr, canvas') || part.parentElement?.closest('.scroll, .menu, .tip, .message, .uplot');
		return !isApart && visibility === 'visible' && opacity !== '0' && display !== 'none' && width * height > 0;
	});
}

/** What is seen of a part: of a text its letters, and of all what nothing around it cuts away. */
function seenBox(part) {
	let { left, right, top, bottom } = ownText(part) ? lettersOf(part) : part.getBoundingClientRect();
	for (let around = part; around !== null; around = around.parentElement) {
		if (getComputedStyle(around).overflowX === 'visible') continue;
		const box = around.getBoundingClientRect();
		[left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
		[top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
	}
	return { left, right, top, bottom };
}

function overlaps(root) {
	const lines = [...root.querySelectorAll('.heading, .description, .legend, .footer > :not(.end), .message > *')];
	const boxes = lines
		.filter((part) => getComputedStyle(part).visibility === 'visible')
		.map((part) => [nameOf(part), seenBox(part)])
		.filter(([, { left, right, top, bottom }]) => right > left && bottom > top);
	return boxes.flatMap(([name, box], at) =>
		boxes
			.slice(at + 1)
			.filter(([, other]) => isOver(box, other))
			.map(([other]) => `${name} is over ${other}`),
	);
}

/** Letters at the edge of a canvas. */
function edges(root) {
	const canvas = root.querySelector('.canvas canvas');
	if (canvas === null) return [];
	const { width, height } = canvas;
	const pen = canvas.getContext('2d');
	const strips = { left: [0, 0, 1, height], right: [width - 1, 0, 1, height], bottom: [0, height - 1, width, 1] };
	return Object.entries(strips).flatMap(([side, [x, y, w, h]]) => {
		const { data } = pen.getImageData(x, y, w, h);
		const inked = data.filter((part, at) => at % 4 === 3 && part > 140).length;
		return inked > 2 ? [`letters are cut at the ${side} of the canvas`] : [];
	});
}

function faults(id) {
	const { chart, type } = charts.placed.get(id);
	const root = chart.shadowRoot;
	const box = chart.getBoundingClientRect();
	const stage = root.querySelector('.stage').getBoundingClientRect();
	const parts = seenParts(root);
	const found = [
		...parts.filter((part) => !isWithin(seenBox(part), box)).map((part) => `${nameOf(part)} is outside`),
		...parts.filter(ownText).map(cutting).filter(Boolean),
		...[...root.querySelectorAll('.drawing canvas')]
			// Below that there is no room for more than words.
			.filter((canvas) => box.height > 100 && !isWithin(canvas.getBoundingClientRect(), stage))
			.map(() => 'a canvas is larger than its place'),
		...overlaps(root),
		...(WITH_AXES.includes(type) && chart.clientWidth > 200 ? edges(root) : []),
	];
	// The first words of a message are seen without scrolling.
	const words = root.querySelector('.message strong');
	if (words && !isWithin(words.getBoundingClientRect(), stage)) found.push('the first words are not seen');
	return found.map((each) => `${id}: ${each}`);
}

const frame = () => new Promise(requestAnimationFrame);

async function until(what, look) {
	for (const end = performance.now() + 8000; !look(); ) {
		if (performance.now() > end) throw new Error(`It did not happen: ${what}`);
		await frame();
	}
}

const boxesOf = (id) => {
	const chart = charts.placed.get(id).chart;
	const stage = chart.shadowRoot.querySelector('.stage');
	return JSON.stringify([chart, stage].map((part) => part.getBoundingClientRect()));
};

/** Brings a chart into each of the states in turn: what is wrong in one of them, and what has moved. */
async function throughStates(id) {
	const found = [];
	const before = boxesOf(id);
	for (const state of charts.STATES) {
		charts.enter(id, state);
		const root = charts.rootOf(id);
		const isThere = () => root.querySelector('.root').classList.contains(charts.PHASES[state] ?? state);
		const isShown = () => root.querySelector(state in charts.BARE ? '.message' : '.canvas[aria-label]') !== null;
		const hasButton = () => !/^(failed|refused|canceled|offline)$/.test(state) || root.querySelector('.retry');
		await until(`${id}: ${state}`, () => isThere() && isShown() && hasButton());
		await frame();
		await frame();
		found.push(...faults(id).map((fault) => `${state}, ${fault}`));
		if (boxesOf(id) !== before) found.push(`${state}, ${id}: something has moved`);
	}
	return found;
}

/** Where the letters of a part are, without the room around them. */
function lettersOf(part, from = 0, to = part.textContent.length) {
	const range = document.createRange();
	const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
	const texts = [];
	while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
	const [text] = texts;
	range.setStart(text, Math.min(from, text.data.length));
	range.setEnd(text, Math.min(to, text.data.length));
	const { left, right, top, bottom } = range.getBoundingClientRect();
	return { left, right, top, bottom };
}

globalThis.layout = { faults, throughStates, lettersOf, isWithin };
