/** Messages that try whether an address is right: whoever may send them could else fill the mailboxes of strangers. */
import { randomUUID } from 'node:crypto';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { recipientsOf, type StoredChannel } from './channels.ts';
import { addDeliveries } from './deliveries.ts';
import { phrase } from './words.ts';

const MOST_TESTS_AN_HOUR = 30;

const countTests = statement<{ tests: number }>(import.meta.url, 'count-tests');

export interface TestMessage {
	readonly project: string;
	readonly channels: readonly StoredChannel[];
	readonly locale: string;
	/** What they are the addresses of, such as an alert's name. */
	readonly of?: string;
}

/** To each of the channels; answers to how many addresses. In a transaction. @throws NamedError rate_limited */
export async function addTestMessages(
	on: Executor,
	{ project, channels, locale, of = 'test' }: TestMessage,
): Promise<number> {
	const recipients = recipientsOf(channels);
	const [counted] = await countTests(on, [project]);
	if ((counted?.tests ?? 0) + recipients > MOST_TESTS_AN_HOUR) {
		const message = `A project may try ${MOST_TESTS_AN_HOUR} addresses an hour; try again later.`;
		throw new NamedError('rate_limited', message, { retryAfterS: 600 });
	}
	const message = { subject: phrase(locale, 'testSubject'), text: phrase(locale, 'testText'), locale };
	const cause = { kind: 'test', name: of, at: Date.now() } as const;
	await addDeliveries(
		on,
		channels.map((channel) => ({ project, key: `test:${randomUUID()}`, cause, channel, message })),
	);
	return recipients;
}
