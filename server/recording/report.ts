/** A reconciliation in words, for a terminal. */
import { rangeOf } from './ledger.ts';
import type { Finding, Reconciliation } from './reconcile.ts';

/** More of a kind are counted, not listed. */
const MOST_LISTED = 200;

const WHAT: Readonly<Record<Finding['kind'], string>> = {
	lost: 'LOST',
	repeated: 'REPEATED',
	different: 'DIFFERENT',
	'no reset': 'NO RESET',
	late: 'late',
};

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

function lineOf({ kind, client, channel, epoch, from, to, ms }: Finding): string {
	const late = ms === undefined ? '' : ` by ${Math.round(ms)} ms`;
	return `${WHAT[kind].padEnd(9)} ${rangeOf(from, to)}${late}, channel ${channel}, epoch ${epoch}, client ${client}`;
}

function verdictOf({ verdict, findings, gaps }: Reconciliation): string {
	const wrong = findings.filter(({ kind }) => kind !== 'late').length;
	if (verdict === 'nothing lost') return 'Nothing lost, nothing repeated.';
	if (verdict === 'not in order') return `Not in order: ${count(wrong, 'finding')}.`;
	return `Nobody can say whether something was lost: ${count(gaps.length, 'hole')} in the evidence.`;
}

/** The whole answer, the verdict last. */
export function reportOf(result: Reconciliation): string {
	const { findings, gaps, clients, channels, published, checked, resets, caughtUp, away } = result;
	const listed = findings.slice(0, MOST_LISTED).map(lineOf);
	const more = findings.length - listed.length;
	return [
		...listed,
		...(more > 0 ? [`… and ${more} more`] : []),
		...gaps.slice(0, MOST_LISTED).map((gap) => `evidence: ${gap}`),
		...(gaps.length > MOST_LISTED ? [`evidence: … and ${gaps.length - MOST_LISTED} more holes`] : []),
		...(away.length === 0 ? [] : [`away at the end, so what they miss is still to come: ${away.join(', ')}`]),
		`${count(published, 'publication')} in ${count(channels, 'channel')}; ${count(clients, 'client')}: ` +
			`${checked} deliveries checked, ${caughtUp} of them caught up after a reconnect, ${count(resets, 'reset')}.`,
		verdictOf(result),
	].join('\n');
}
