/** Reads the pixels of a PNG of 8 bits with alpha, as the server's painter makes them (ISO/IEC 15948). */
import { inflateSync } from 'node:zlib';

export interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Red, green, blue and alpha of each. */
	readonly data: Buffer;
}

const BYTES = 4;

function paeth(a: number, b: number, c: number): number {
	const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function guess(filter: number, [a, b, c]: readonly [number, number, number]): number {
	return [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter] ?? 0;
}

export function readPng(file: Buffer): Pixels {
	if (file.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw new Error('no PNG');
	const pieces: Buffer[] = [];
	for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
		if (file.subarray(at + 4, at + 8).toString() === 'IDAT')
			pieces.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
	}
	const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
	if (file[24] !== 8 || file[25] !== 6) throw new Error('not of 8 bits with alpha');
	const lines = inflateSync(Buffer.concat(pieces));
	const row = width * BYTES;
	const data = Buffer.alloc(row * height);
	for (let y = 0; y < height; y += 1) {
		const filter = lines[y * (row + 1)] ?? 0;
		for (let x = 0; x < row; x += 1) {
			const left = x < BYTES ? 0 : (data[y * row + x - BYTES] ?? 0);
			const above = y === 0 ? 0 : (data[(y - 1) * row + x] ?? 0);
			const corner = x < BYTES || y === 0 ? 0 : (data[(y - 1) * row + x - BYTES] ?? 0);
			data[y * row + x] = ((lines[y * (row + 1) + 1 + x] ?? 0) + guess(filter, [left, above, corner])) & 255;
		}
	}
	return { width, height, data };
}

/** How many pixels have this colour. */
export function countColor({ data }: Pixels, [red, green, blue]: readonly [number, number, number]): number {
	let count = 0;
	for (let at = 0; at < data.length; at += BYTES) {
		if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1;
	}
	return count;
}
