/** What the browser itself takes: the bytes parsed, and a line through every value, without axes, texts or anything else. */
import { afterFrame, type Body, type Box, COLORS, type Contestant, read } from './contestant.ts';

function stroke(context: CanvasRenderingContext2D, { width, height }: Box, body: Body): void {
	const series = read(body).data.slice(1) as number[][];
	context.clearRect(0, 0, width, height);
	context.lineWidth = 2;
	series.forEach((values, index) => {
		const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
		const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
		context.strokeStyle = COLORS[index] ?? '';
		context.beginPath();
		values.forEach((value, at) => {
			context.lineTo((at / values.length) * width, height - ((value - low) / (high - low)) * height);
		});
		context.stroke();
	});
}

export const canvas: Contestant = {
	name: 'canvas alone',
	load: async () => undefined,
	draw: async (host, box, body) => {
		const element = document.createElement('canvas');
		Object.assign(element, { width: box.width, height: box.height });
		const context = element.getContext('2d');
		if (context === null) throw new Error('There is no canvas.');
		host.append(element);
		stroke(context, box, body);
		await afterFrame();
		return {
			update: async (next) => {
				stroke(context, box, next);
				await afterFrame();
			},
			remove: () => element.remove(),
		};
	},
};
