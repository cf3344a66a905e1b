/**
 * The file that a recording is: one JSON object a line. Reads it in any page and writes it, and says where a file that
 * cannot be read is wrong.
 *
 *     {"kind":"recording","version":1,"at":MS}
 *     {"kind":"published","node":"…","n":N,"channel":C,"epoch":E,"seq":S,"at":MS?,"digest":HEX?,"frame":{…}?}
 *     {"kind":"seen","client":ID,"session":"…"?,"n":N,"at":MS,"what":"in",…}
 *     {"kind":"end","at":MS}
 *
 * Kinds and fields of a newer version are passed over, and so is a last line that was cut off while it was written.
 */
import { ChartwireError } from '../errors.ts';
import type { Observation, Position } from '../protocol.ts';

export const RECORDING_VERSION = 1;

/** What a node has published, as a tap on the stream saw it. */
export interface Published extends Position {
	readonly node: string;
	readonly n: number;
	readonly channel: string;
	/** Absent, with the digest: it was published before, and written down again for safety. */
	readonly at?: number;
	readonly digest?: string;
	readonly frame?: Readonly<Record<string, unknown>>;
}

export interface RecordedClient {
	readonly id: string;
	/** The last session that it was known by, if any line says so. */
	readonly session: string | undefined;
	/** In order of `n`, each once. */
	readonly observations: readonly Observation[];
	/** How many numbers between the first and the last are in no line. */
	readonly missing: number;
}

export interface Recording {
	readonly version: number;
	/** When it began, in ms of the server's clock. */
	readonly at: number;
	/** Undefined: nobody has ended it properly. */
	readonly endAt: number | undefined;
	readonly published: readonly Published[];
	/** In the order in which they were first heard of. */
	readonly clients: readonly RecordedClient[];
	/** The last line was cut off. */
	readonly torn: boolean;
}

/** A sighting with the client that it came from. */
export interface Seen {
	readonly client: string;
	readonly session?: string;
	readonly observation: Observation;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): value is number => isNumber(value) && Number.isSafeInteger(value) && value >= 0;

function wrong(line: number, problem: string, cause?: unknown): ChartwireError {
	return new ChartwireError('bad_recording', `Line ${line} of the recording ${problem}.`, { details: { line }, cause });
}

/** What is missing in something that says of itself that it is an observation; undefined when nothing is. */
function problemOfObservation(fields: Fields): string | undefined {
	if (!isCount(fields['n']) || fields['n'] === 0) return '"n" must be a whole number above 0';
	if (!isNumber(fields['at'])) return '"at" must be a time in ms';
	switch (fields['what']) {
		case 'in':
		case 'out':
			if (!isFields(fields['frame']) || !isText(fields['frame']['type']))
				return '"frame" must be a message with a "type"';
			return isNumber(fields['link']) && isText(fields['transport']) ? undefined : '"link" and "transport" are missing';
		case 'cursor': {
			const texts = ['channel', 'epoch', 'type', 'decision'].every((name) => isText(fields[name]));
			return texts && isCount(fields['seq']) ? undefined : 'channel, epoch, seq, type and decision must be given';
		}
		case 'connection':
			return isText(fields['status']) ? undefined : '"status" must be text';
		case 'answer':
			return isText(fields['path']) ? undefined : '"path" must be text';
		default:
			return isText(fields['what']) ? undefined : '"what" must be text';
	}
}

const WHATS: readonly unknown[] = ['in', 'out', 'cursor', 'connection', 'answer'];

/** Whether something that came from elsewhere is an observation of a kind that is known here. */
export function isObservation(value: unknown): value is Observation {
	return isFields(value) && WHATS.includes(value['what']) && problemOfObservation(value) === undefined;
}

function publishedOf(fields: Fields, line: number): Published {
	const texts = ['node', 'channel', 'epoch'].every((name) => isText(fields[name]));
	if (!texts || !isCount(fields['n']) || !isCount(fields['seq'])) {
		throw wrong(line, 'is no publication: node, n, channel, epoch and seq must be given');
	}
	return fields as unknown as Published;
}

/** Gathers the sightings of each client. */
class Clients {
	readonly #clients = new Map<string, { session: string | undefined; readonly seen: Map<number, Observation> }>();

	add(fields: Fields, line: number): void {
		const { kind: _kind, client, session, ...observation } = fields;
		if (!isText(client) || client === '') throw wrong(line, 'names no client');
		const problem = problemOfObservation(observation);
		if (problem !== undefined) throw wrong(line, `is no observation: ${problem}`);
		if (!isObservation(observation)) return;
		const known = this.#clients.get(client) ?? { session: undefined, seen: new Map<number, Observation>() };
		this.#clients.set(client, known);
		if (isText(session)) known.session = session;
		// What was brought twice is the same.
		known.seen.set(observation.n, observation);
	}

	all(): RecordedClient[] {
		return [...this.#clients].map(([id, { session, seen }]) => {
			const observations = [...seen.values()].sort((a, b) => a.n - b.n);
			const [first, last] = [observations[0]?.n ?? 0, observations.at(-1)?.n ?? 0];
			return { id, session, observations, missing: last - first + 1 - observations.length };
		});
	}
}

function headOf(fields: Fields, line: number): { readonly version: number; readonly at: number } {
	const { kind, version, at } = fields;
	if (kind !== 'recording')
		throw wrong(line, 'must be its first, with "kind":"recording"; is this a recording at all?');
	if (version !== RECORDING_VERSION) {
		throw wrong(line, `says version ${JSON.stringify(version)}; this page reads version ${RECORDING_VERSION}`);
	}
	if (!isNumber(at)) throw wrong(line, 'does not say when the recording began ("at", in ms)');
	return { version, at };
}

/** @throws ChartwireError `bad_recording`, whose message and `details.line` say where. */
export function parseRecording(text: string): Recording {
	const lines = text.split('\n').map((line) => line.trim());
	const last = lines.findLastIndex((line) => line !== '');
	if (last < 0) throw wrong(1, 'is missing: there is nothing in it');
	let head: ReturnType<typeof headOf> | undefined;
	let endAt: number | undefined;
	let torn = false;
	const published: Published[] = [];
	const clients = new Clients();
	for (const [index, line] of lines.entries()) {
		if (line === '') continue;
		let fields: unknown;
		try {
			fields = JSON.parse(line);
		} catch (cause) {
			if (index !== last || head === undefined) throw wrong(index + 1, 'is not JSON', cause);
			torn = true;
			break;
		}
		if (!isFields(fields)) throw wrong(index + 1, 'is not a JSON object');
		if (head === undefined) head = headOf(fields, index + 1);
		else if (fields['kind'] === 'published') published.push(publishedOf(fields, index + 1));
		else if (fields['kind'] === 'seen') clients.add(fields, index + 1);
		else if (fields['kind'] === 'end' && isNumber(fields['at'])) endAt = fields['at'];
	}
	const { version, at } = head ?? { version: RECORDING_VERSION, at: 0 };
	return { version, at, endAt, published, clients: clients.all(), torn };
}

/** The text of a recording of what clients saw. */
export function writeRecording(at: number, seen: Iterable<Seen>, endAt: number): string {
	const lines = [JSON.stringify({ kind: 'recording', version: RECORDING_VERSION, at })];
	for (const { client, session, observation } of seen) {
		lines.push(JSON.stringify({ kind: 'seen', client, ...(session === undefined ? {} : { session }), ...observation }));
	}
	lines.push(JSON.stringify({ kind: 'end', at: endAt }));
	return `${lines.join('\n')}\n`;
}

/** Whether the frames of a client are whole, only say where they stand, or are none. */
export function contentOf({ observations }: Pick<RecordedClient, 'observations'>): 'frames' | 'positions' | 'nothing' {
	let content: 'frames' | 'positions' | 'nothing' = 'nothing';
	for (const observation of observations) {
		if (observation.what !== 'in') continue;
		const { type, event, snapshot } = observation.frame;
		if (type !== 'event' && type !== 'reset') continue;
		// Every event says more than its kind; without content, that is all that is left of it.
		if (isFields(snapshot) || (isFields(event) && Object.keys(event).length > 1)) return 'frames';
		content = 'positions';
	}
	return content;
}
