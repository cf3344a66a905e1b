import type { Recording } from '../../recording/recording.ts';
import { countText } from '../shared/age-words.ts';
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
export function flawsOf({ clients, torn, endAt }: Recording): string {
	const missing = clients.reduce((sum, client) => sum + client.missing, 0);
	const flaws = [
		...(torn ? ['The last line was cut off.'] : []),
		...(endAt === undefined && !torn ? ['It has no end: it was cut off, or is still being written.'] : []),
		...(missing > 0 ? [`${countText(missing, 'observation')} never reached the recording.`] : []),
	];
	return flaws.join(' ');
}
