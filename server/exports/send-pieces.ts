/** Sends pieces as fast as a client takes them, and no faster: the next one is made when the last one is on its way. */
import type { ExportEnd } from './places.ts';

export interface Sending {
	/** Whoever takes nothing for so long is let go: what it holds others wait for. */
	readonly stallMs: number;
	readonly onBytes: (bytes: number) => void;
	/** Called once. */
	readonly onEnd: (end: ExportEnd, error?: unknown) => void;
}

export function sendPieces(pieces: AsyncGenerator<Buffer>, { stallMs, onBytes, onEnd }: Sending): ReadableStream {
	let stalled: NodeJS.Timeout | undefined;
	let isOver = false;
	const end = (how: ExportEnd, error?: unknown) => {
		if (isOver) return;
		isOver = true;
		clearTimeout(stalled);
		// A piece that is being made is waited for by nobody.
		void pieces.return(undefined).catch(() => undefined);
		onEnd(how, error);
	};
	const waitForClient = (controller: ReadableStreamDefaultController) => {
		stalled = setTimeout(() => {
			end('stalled');
			controller.error(new Error('the client has taken nothing for too long'));
		}, stallMs);
	};
	return new ReadableStream(
		{
			async pull(controller) {
				clearTimeout(stalled);
				try {
					const { done, value } = await pieces.next();
					if (isOver) return;
					if (done === true) {
						end('sent');
						controller.close();
						return;
					}
					onBytes(value.byteLength);
					controller.enqueue(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
					waitForClient(controller);
				} catch (error) {
					end('broken', error);
					throw error;
				}
			},
			cancel: () => end('left'),
		},
		{ highWaterMark: 1 },
	);
}
