/** Reads the answer of `POST /v1/stream`: server-sent events whose data are messages, however they are cut on the way. */

const NEW_LINE = /\r\n|\n|\r/;

/** Puts an event stream's pieces together: lines end in CR, LF or both, and an empty line ends an event. */
export class EventReader {
	readonly #received: (text: string) => void;
	/** Of the line that has not ended; joined once, so that a huge message costs no more than its length. */
	#pieces: string[] = [];
	#data: string[] = [];
	#afterReturn = false;

	constructor(received: (text: string) => void) {
		this.#received = received;
	}

	add(text: string): void {
		if (text === '') return;
		// A CR that ended the last piece has ended its line already.
		const rest = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
		this.#afterReturn = text.endsWith('\r');
		const lines = rest.split(NEW_LINE);
		const last = lines.pop() ?? '';
		for (const line of lines) {
			this.#line(this.#pieces.join('') + line);
			this.#pieces = [];
		}
		if (last !== '') this.#pieces.push(last);
	}

	#line(line: string): void {
		if (line === '') {
			const message = this.#data.join('\n');
			this.#data = [];
			if (message !== '') this.#received(message);
		} else if (line.startsWith('data:')) this.#data.push(line.slice(line[5] === ' ' ? 6 : 5));
	}
}

/** Resolves when the stream has ended; a message that was cut off is not told. Rejects when the connection broke. */
export async function readStream(response: Response, received: (text: string) => void): Promise<void> {
	const reader = response.body?.getReader();
	if (reader === undefined) return;
	const decoder = new TextDecoder();
	const events = new EventReader(received);
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		events.add(decoder.decode(value, { stream: true }));
	}
}
