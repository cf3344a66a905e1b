let pen: CanvasRenderingContext2D | null | undefined;

/** Red, green and blue, 0 to 255, of any CSS colour whatever its syntax: read from a pixel painted with it. */
export function pixelOf(color: string): Uint8ClampedArray | readonly number[] {
	pen ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
	if (!pen) return [];
	pen.clearRect(0, 0, 1, 1);
	pen.fillStyle = color;
	pen.fillRect(0, 0, 1, 1);
	return pen.getImageData(0, 0, 1, 1).data;
}
