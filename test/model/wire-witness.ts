/**
 * One connection as the node wrote to it, before anything disturbs its frames: the node too notices every gap, so from
 * `subscribed` on a channel's events follow one another, and only a reset leaves any out (I3). The widget would mend
 * most of what goes wrong here, and so hide it.
 */
import type { EventMessage, Position, ResetMessage, TopMessage } from '../../widget/protocol.ts';
import { parseServerMessage } from '../../widget/protocol.ts';
import type { Evidence } from './evidence.ts';

export class WireWitness {
	readonly #who: string;
	readonly #evidence: Evidence;
	readonly #positions = new Map<string, Position>();

	constructor(who: string, evidence: Evidence) {
		this.#who = who;
		this.#evidence = evidence;
	}

	sees(text: string): void {
		const parsed = parseServerMessage(text);
		if (!parsed.ok) {
			this.#evidence.report('wire', this.#who, `${parsed.problem}: ${text.slice(0, 200)}`);
			return;
		}
		const { message } = parsed;
		if (message.type === 'subscribed') this.#positions.delete(message.channel);
		else if (message.type === 'reset') this.#seesReset(message);
		else if (message.type === 'top') this.#seesTop(message);
		else if (message.type === 'event') this.#seesEvent(message);
	}

	#seesReset(message: ResetMessage): void {
		const last = this.#positions.get(message.channel);
		if (last !== undefined && last.epoch === message.epoch && message.seq > last.seq) this.#evidence.conflations += 1;
		this.#positions.set(message.channel, message);
	}

	/** The node says how far the channel is only when it has sent as much: nothing is left to the client to find out. */
	#seesTop({ channel, epoch, seq }: TopMessage): void {
		const last = this.#positions.get(channel);
		if (last === undefined || (last.epoch === epoch && seq <= last.seq)) return;
		const what = `${channel}: top ${epoch} ${seq} was sent after ${last.epoch} ${last.seq}`;
		this.#evidence.report('I3 I6 wire', this.#who, what);
	}

	#seesEvent(message: EventMessage): void {
		const { channel, epoch, seq, event } = message;
		// I4 also for what the cursor does not let through.
		this.#evidence.content(this.#who, { channel, epoch, seq, text: JSON.stringify(event) });
		const last = this.#positions.get(channel);
		this.#positions.set(channel, message);
		if (last === undefined || (last.epoch === epoch && seq === last.seq + 1)) return;
		const what = `${channel}: event ${epoch} ${seq} was sent after ${last.epoch} ${last.seq}`;
		this.#evidence.report('I3 wire', this.#who, what);
	}
}
