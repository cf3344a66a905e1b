/** A library that draws the same line chart, in the page, and how long it takes until that is painted. */

/** A result as it comes from a server: its JSON as UTF-8. */
export interface Body {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly rows: number;
}

/** What the body says, as all contestants read it. */
export interface Columns {
	readonly columns: readonly { readonly name: string; readonly type: string }[];
	readonly data: readonly (readonly (string | number)[])[];
}

/** CSS pixels of the canvas, or of what is in its place. */
export interface Box {
	readonly width: number;
	readonly height: number;
}

export interface Drawn {
	/** Resolves when it has been painted. */
	update(body: Body): Promise<void>;
	remove(): void;
}

export interface Contestant {
	readonly name: string;
	/** Fetches its script. */
	load(): Promise<void>;
	/** Resolves as `update`. */
	draw(host: HTMLElement, box: Box, body: Body): Promise<Drawn>;
}

export const read = ({ bytes }: Body): Columns => JSON.parse(new TextDecoder().decode(bytes)) as Columns;

/** Milliseconds since 1970 of a time as the server writes it; a number as it is. */
export const placeOf = (cell: string | number | undefined): number =>
	typeof cell === 'string' ? Date.parse(cell) : (cell ?? Number.NaN);

export const COLORS: readonly string[] = ['#2f6fde', '#a59017', '#be2b66'];

/** The task right after the next frame, in which everything has been painted that the page has been told to paint. */
export function afterFrame(): Promise<void> {
	return new Promise((resolve) => {
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => {
				port1.close();
				resolve();
			};
			port2.postMessage(undefined);
		});
	});
}

/** Milliseconds that `work` takes, begun right after a frame. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
	await afterFrame();
	const begun = performance.now();
	await work();
	return performance.now() - begun;
}
