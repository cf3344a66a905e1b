import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Block, blocksOf, type Inline } from '../../../../widget/elements/sql-dashboard/markup.ts';

/** The tree as text: `<b>`, `<i>`, `<a href>` for what is marked. */
function written(inline: Inline): string {
	if (inline.kind === 'text') return inline.text;
	const inner = inline.of.map(written).join('');
	if (inline.kind === 'link') return `<a ${inline.href}>${inner}</a>`;
	return inline.kind === 'bold' ? `<b>${inner}</b>` : `<i>${inner}</i>`;
}

function blockText(block: Block): string {
	if (block.kind === 'paragraph') return block.of.map(written).join('');
	return block.items.map((each) => `- ${each.map(written).join('')}`).join('|');
}

const read = (text: string): string[] => blocksOf(text).map(blockText);

test('paragraphs have an empty line between them, and keep their line breaks', () => {
	assert.deepEqual(read('one\ntwo\n\n \n\nthree'), ['one\ntwo', 'three']);
	assert.deepEqual(read(''), []);
});

test('a list is made of lines with a dash, and needs no empty line before it', () => {
	assert.deepEqual(read('Read:\n- one\n  goes on\n- **two**\n\nafter'), [
		'Read:',
		'- one\ngoes on|- <b>two</b>',
		'after',
	]);
	assert.deepEqual(read('a - b\n-no'), ['a - b\n-no']);
});

test('words are bold, italic, both, or a link', () => {
	assert.deepEqual(read('**a** and *b* and ***c*** [to *it*](https://example.com/x?y=1)'), [
		'<b>a</b> and <i>b</i> and <b><i>c</i></b> <a https://example.com/x?y=1>to <i>it</i></a>',
	]);
	assert.deepEqual(read('[mail](mailto:a@example.com)'), ['<a mailto:a@example.com>mail</a>']);
});

test('a mark that closes nothing, or stands at no word, is text', () => {
	for (const text of [
		'2 * 3 * 4',
		'**open',
		'*open',
		'a ** b',
		'[label]',
		'[label] (https://example.com)',
		'](https://a.b)',
	])
		assert.deepEqual(read(text), [text]);
	assert.deepEqual(read('[a [b](https://example.com/)'), ['[a <a https://example.com/>b</a>']);
	assert.deepEqual(read('[a **b](https://example.com/) c**'), ['<a https://example.com/>a **b</a> c**']);
});

test('an address of any other scheme is text, however it is written', () => {
	const hostile = [
		'javascript:alert(1)',
		'JaVaScRiPt:alert`1`',
		'data:text/html,x',
		'vbscript:x',
		'//evil.test',
		'/x',
		'file:///etc',
	];
	for (const address of hostile) {
		for (const block of blocksOf(`[x](${address}) \u0001[y](\u0001${address})`)) {
			assert.doesNotMatch(blockText(block), /<a /, address);
		}
	}
});

test('markup of HTML is text', () => {
	const text = '<img src=x onerror=alert(1)> <script>1</script> &lt;';
	assert.deepEqual(read(text), [text]);
});

function linksIn(inline: Inline): string[] {
	if (inline.kind === 'text') return [];
	return [...(inline.kind === 'link' ? [inline.href] : []), ...inline.of.flatMap(linksIn)];
}

const inlinesOf = (block: Block): readonly Inline[] => (block.kind === 'paragraph' ? block.of : block.items.flat());
const plain = (inline: Inline): string => (inline.kind === 'text' ? inline.text : inline.of.map(plain).join(''));

const marks = fc.constantFrom(
	'**',
	'*',
	'[',
	']',
	'](https://a.test/)',
	'](javascript:x)',
	'- ',
	'\n',
	'\n\n',
	' ',
	'a',
	'ü',
	'(',
);
const source = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.array(marks, { maxLength: 40 }).map((parts) => parts.join('')),
);

test('whatever is written, links lead to http, https or mailto only, and all that is read was written, in order', () => {
	fc.assert(
		fc.property(source, (text) => {
			const inlines = blocksOf(text).flatMap(inlinesOf);
			for (const href of inlines.flatMap(linksIn)) assert.match(href, /^(https?|mailto):/);
			let at = 0;
			for (const sign of inlines.map(plain).join('').replace(/\s/g, '')) {
				const found = text.indexOf(sign, at);
				assert.ok(found >= 0, JSON.stringify([text, sign]));
				at = found + sign.length;
			}
		}),
		{ numRuns: 500 },
	);
});

test('words without marks are read as they are', () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^[a-z0-9 .,;!?<>&"'_~#]{0,12}[a-z.]$/), { minLength: 1 }), (words) => {
			const text = words.map((word) => word.trim()).join(' ');
			assert.deepEqual(read(text), [text]);
		}),
	);
});

test('a text of nothing but marks is read whole, in one pass', () => {
	for (const mark of ['[', '**a ', '*a', '[a](', '![[', '**[*']) {
		const text = mark.repeat(50_000);
		assert.equal(blocksOf(text).flatMap(inlinesOf).length > 0, true, mark);
	}
});
