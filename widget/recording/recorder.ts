/**
 * Puts down what a client sees and does, as observations: for the server that asked for it, and for an inspector of the
 * same origin. Loaded only where somebody wants it.
 */
import type { Observation, RecordRequest, Sighting } from '../protocol.ts';
import type { Link } from '../socket/link.ts';
import { openInspection } from './inspection.ts';
import type { Observed, Seen } from './seen.ts';
import { Uploader } from './uploader.ts';

type Frame = Extract<Sighting, { readonly what: 'in' | 'out' }>['frame'];

const HIDDEN = '…';
const RESULTS = /\/v1\/results\//;

const newName = () => Math.random().toString(36).slice(2, 8) + Date.now().toString(36);

/** A message as it may be kept: a token, or the permit to report, never is. */
function withoutSecrets(frame: Frame): Frame {
	const { token, record } = frame as { token?: unknown; record?: { mode?: unknown } };
	return {
		...frame,
		...(token === undefined ? {} : { token: HIDDEN }),
		...(record === undefined ? {} : { record: { mode: record.mode } }),
	};
}

/** Where a frame stands, without what it says. */
function withoutContent(observation: Observation): Observation {
	if (observation.what === 'answer') return { n: observation.n, at: observation.at, what: 'answer', path: HIDDEN };
	if (observation.what !== 'in' && observation.what !== 'out') return observation;
	const { event, snapshot: _snapshot, params: _params, spec: _spec, ...rest } = observation.frame;
	const kind = (event as { kind?: unknown } | undefined)?.kind;
	return { ...observation, frame: kind === undefined ? rest : { ...rest, event: { kind } } };
}

function read(text: string): Frame {
	try {
		const frame: unknown = JSON.parse(text);
		if (typeof frame === 'object' && frame !== null && 'type' in frame) return frame as Frame;
	} catch {
		// Whatever cannot be read is put down as such.
	}
	return { type: 'unreadable', text: text.slice(0, 200) };
}

/** The first 16 hexadecimal digits of the SHA-256 of a text in UTF-8; undefined where a page may not compute it. */
async function digestOf(text: string): Promise<string | undefined> {
	const bytes = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(text));
	if (bytes === undefined) return undefined;
	return [...new Uint8Array(bytes, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Recorder {
	readonly #client = newName();
	readonly #links = new WeakMap<Link, number>();
	#lastLink = 0;
	#lastN = 0;
	#uploads = false;
	#mode: RecordRequest['mode'] = 'positions';
	readonly #uploader: Uploader;
	readonly #inspection: ReturnType<typeof openInspection>;
	/** Digests take a moment; what was seen is told in its order all the same. */
	#turn: Promise<void> = Promise.resolve();

	constructor(client: Observed) {
		this.#uploader = new Uploader(client, this.#client);
		this.#inspection = openInspection(this.#client, client.server);
	}

	/** Takes what was seen at the server's time `at`; undefined when the client has ended. */
	take(at: number, seen: Seen | undefined): void {
		const what = seen?.[0];
		if (what === 'answer' && !RESULTS.test(seen?.[1] as string)) return;
		this.#lastN += 1;
		const n = this.#lastN;
		const text = seen?.[0] === 'in' ? String(seen[2]) : undefined;
		const digest = text === undefined ? undefined : digestOf(text);
		this.#turn = this.#turn.then(async () => {
			if (seen === undefined) {
				this.#tell({ n, at, what: 'connection', status: 'ended' });
				this.#uploader.end();
				this.#inspection?.close();
				return;
			}
			this.#tell({ ...this.#sightingOf(seen, await digest?.catch(() => undefined)), n, at });
		});
	}

	#tell(observation: Observation): void {
		this.#inspection?.tell(observation);
		const told = this.#mode === 'frames' ? observation : withoutContent(observation);
		if (this.#uploads) this.#uploader.add(told);
	}

	#sightingOf(seen: Seen, digest: string | undefined): Sighting {
		switch (seen[0]) {
			case 'in': {
				const text = String(seen[2]);
				const frame = read(text);
				if (frame.type === 'welcome' && frame['record'] !== undefined) this.#upload(frame['record'] as RecordRequest);
				const checked = { length: text.length, ...(digest === undefined ? {} : { digest }) };
				return { what: 'in', ...this.#placeOf(seen[1]), frame: withoutSecrets(frame), ...checked };
			}
			case 'out':
				return { what: 'out', ...this.#placeOf(seen[1]), frame: withoutSecrets({ ...seen[2] }) };
			case 'cursor': {
				const { channel, epoch, seq, type } = seen[1];
				return { what: 'cursor', channel, epoch, seq, type, decision: seen[2] };
			}
			case 'connection':
				return { ...seen[1], what: 'connection' };
			case 'answer':
				return { what: 'answer', path: seen[1], body: seen[2] };
		}
	}

	#upload({ mode, permit }: RecordRequest): void {
		this.#uploads = true;
		this.#mode = mode;
		this.#uploader.permit = permit;
	}

	#placeOf(link: Link): { readonly link: number; readonly transport: string } {
		const known = this.#links.get(link);
		if (known !== undefined) return { link: known, transport: link.name };
		this.#lastLink += 1;
		this.#links.set(link, this.#lastLink);
		return { link: this.#lastLink, transport: link.name };
	}
}
