import { measureIn } from '../../../widget/drawing/text-width.ts';
import { equal, ok } from './support.ts';

const pen = document.createElement('canvas').getContext('2d');

describe('the widths of texts', () => {
	it('are those of the canvas, each in its font, when asked again as well', () => {
		ok(pen, 'a canvas');
		// One of the fonts goes on where another ends, as its text does.
		for (const font of ['12px serif', '12px serif, monospace', '20px monospace']) {
			for (const text of ['1,234', ', monospace1', '', 'Über']) {
				pen.font = font;
				const { width } = pen.measureText(text);
				const measure = measureIn(font);
				equal([measure(text), measure(text)], [width, width]);
			}
		}
	});
});
