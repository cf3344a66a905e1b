/** A process of the harness, seen from itself: answers what the parent asks, and ends with it. */
type Handlers = Readonly<Record<string, (body: never) => unknown>>;

interface Question {
	readonly id: number;
	readonly command: string;
	readonly body: never;
}

/** Questions that it does not know are another's: a server under test also carries the probe. */
export function answerParent(handlers: Handlers): void {
	const answer = async ({ id, command, body }: Question): Promise<void> => {
		const handler = handlers[command];
		if (handler === undefined) return;
		try {
			process.send?.({ id, value: await handler(body) });
		} catch (error) {
			process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
		}
	};
	process.on('message', (question) => void answer(question as Question));
	process.on('disconnect', () => process.exit(0));
	process.on('SIGTERM', () => process.exit(0));
	process.send?.({ id: 0 });
}
