/** One message on its way to clients: encoded once, framed once, however many sockets it is written to. */

const TEXT_FRAME = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** An unfragmented, unmasked text frame (RFC 6455, section 5.2). */
function textFrame(payload: Buffer): Buffer {
	const { length } = payload;
	const headerBytes = length < LENGTH_16 ? 2 : length <= 0xffff ? 4 : 10;
	const frame = Buffer.allocUnsafe(headerBytes + length);
	frame[0] = TEXT_FRAME;
	if (headerBytes === 2) frame[1] = length;
	else if (headerBytes === 4) {
		frame[1] = LENGTH_16;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = LENGTH_64;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	payload.copy(frame, headerBytes);
	return frame;
}

export class Outgoing {
	readonly text: string;
	#frame: Buffer | undefined;
	#line: Buffer | undefined;

	constructor(text: string) {
		this.text = text;
	}

	/** As a WebSocket takes it, header and all. */
	get frame(): Buffer {
		this.#frame ??= textFrame(Buffer.from(this.text));
		return this.#frame;
	}

	/** As an event stream takes it. */
	get line(): Buffer {
		this.#line ??= Buffer.from(`data: ${this.text}\n\n`);
		return this.#line;
	}
}
