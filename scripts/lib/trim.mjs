/**
 * Takes out of a library what Chartwire never reaches, while the browser's bundle is made: the libraries are single
 * closures or classes that no bundler can shake. Everything is named by text of the library, and each name that is no
 * longer there ends the build, as does another version: whoever updates the library then looks at its list again.
 */

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** An expression where it stands alone, not as a part of a longer name. */
const alone = (text) => {
	const [before, after] = [/^\w/.test(text) ? '(?<![\\w.$])' : '', /\w$/.test(text) ? '(?![\\w$])' : ''];
	return new RegExp(`${before}${literally(text)}${after}`, 'g');
};

/** Where the functions of `bodies` and the statements and properties of `dropped` (by their first lines) stand. */
function cuts(tree, code, { bodies, dropped }) {
	const found = [];
	const visit = (node) => {
		if (node === null || typeof node !== 'object') return;
		if (node.type === 'FunctionDeclaration' && Object.hasOwn(bodies, node.id.name)) {
			found.push({ name: node.id.name, start: node.body.start, end: node.body.end, text: bodies[node.id.name] });
			return;
		}
		if (/Statement$|Declaration$|^Property$/.test(node.type ?? '')) {
			const [name] = code.slice(node.start, node.end).split('\n', 1);
			if (dropped.has(name)) {
				const property = node.type === 'Property';
				const comma = property && code[node.end] === ',' ? 1 : 0;
				found.push({ name, start: node.start, end: node.end + comma, text: property ? '' : ';' });
				return;
			}
		}
		for (const child of Object.values(node)) visit(child);
	};
	visit(tree);
	return found.sort((a, b) => b.start - a.start);
}

/**
 * A plugin for rollup that trims the module whose name ends with `file`.
 * @param {object} list
 * @param {string} list.version text that only the version has which the list was made for
 * @param {Record<string, string>} [list.bodies] functions, and the bodies that they get
 * @param {readonly (string | [string, number])[]} [list.dropped] first lines of statements and of an object's
 *   properties that go away, with how often they stand there if not once
 * @param {Record<string, string>} [list.replaced] text that stands there once, and what it becomes
 * @param {Record<string, string | [string, number]>} [list.settled] expressions that are the same for ever, what they
 *   are, and how often they stand there if not once
 */
export function trim(file, { version, bodies = {}, dropped = [], replaced = {}, settled = {} }) {
	return {
		name: `trim ${file}`,
		transform(code, id) {
			if (!id.endsWith(file)) return null;
			const lost = (name) => this.error(`${file} no longer has, as the list of what is trimmed says: ${name}`);
			if (!code.includes(version)) lost(version);
			const expected = new Map([...Object.keys(bodies), ...dropped].map((each) => [each].flat()));
			const found = cuts(this.parse(code), code, { bodies, dropped: expected });
			for (const [name, times = 1] of expected) {
				if (found.filter((cut) => cut.name === name).length !== times) lost(`${name} (${times} times)`);
			}
			let trimmed = found.reduce((text, cut) => text.slice(0, cut.start) + cut.text + text.slice(cut.end), code);
			for (const [from, to] of Object.entries(replaced)) {
				if (trimmed.split(from).length !== 2) lost(`${from} (once)`);
				trimmed = trimmed.replace(from, () => to);
			}
			for (const [from, value] of Object.entries(settled)) {
				const [to, times = 1] = [value].flat();
				if (trimmed.match(alone(from))?.length !== times) lost(`${from} (${times} times)`);
				trimmed = trimmed.replace(alone(from), () => to);
			}
			return { code: trimmed, map: null };
		},
	};
}
