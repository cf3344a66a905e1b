/** Reads the answer of `POST /v1/poll`: `{"messages":[…]}`, the same messages as on the socket. */

type Fields = Readonly<Record<string, unknown>>;

const NEWS: readonly unknown[] = ['event', 'reset', 'moved', 'error', 'goaway'];
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The answer may have been held back since its `welcome` was stamped; its latest stamp is nearest to now. */
function timely(message: Fields, at: number): Fields {
	return message['type'] === 'welcome' || message['type'] === 'ping' ? { ...message, at } : message;
}

/** Resolves to whether there was anything to tell. Rejects what is no such answer. */
export async function readPoll(response: Response, received: (text: string) => void): Promise<boolean> {
	const { messages } = (await response.json()) as { messages?: unknown };
	if (!Array.isArray(messages)) throw new Error('the answer to a poll has no "messages"');
	const all = messages.filter(isFields);
	const at = Math.max(0, ...all.map((message) => (typeof message['at'] === 'number' ? message['at'] : 0)));
	for (const message of all) received(JSON.stringify(timely(message, at)));
	return all.some(({ type }) => NEWS.includes(type));
}
