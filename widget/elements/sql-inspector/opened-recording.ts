import type { Recording } from '../../recording/recording.ts';
import { say } from '../../texts/say.ts';
import { Ledger, RECORDING_LIMITS } from './ledger.ts';

/** Everything that the clients of a recording saw. */
export function ledgerOf({ clients }: Recording): Ledger {
	const ledger = new Ledger(RECORDING_LIMITS);
	for (const { id, session, observations } of clients) {
		for (const observation of observations) ledger.take({ client: id, ...(session ? { session } : {}), observation });
	}
	return ledger;
}

/** What is to be known of a recording before it is believed; '' when it is whole. */
export function flawsOf({ clients, torn, endAt }: Recording, locale: string | undefined): string {
	const missing = clients.reduce((sum, client) => sum + client.missing, 0);
	const flaws = [
		...(torn ? [say(locale, 'The last line was cut off.')] : []),
		...(endAt === undefined && !torn ? [say(locale, 'It has no end: it was cut off, or is still being written.')] : []),
		...(missing > 0
			? [say(locale, '{count:# observation|# observations} never reached the recording.', { count: missing })]
			: []),
	];
	return flaws.join(' ');
}
