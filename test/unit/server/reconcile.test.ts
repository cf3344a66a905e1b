import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Line } from '../../../server/recording/entry.ts';
import { reconcile } from '../../../server/recording/reconcile.ts';
import { reportOf } from '../../../server/recording/report.ts';

/** A recording made by hand: what each step means is said by the step, and nothing of the reconciliation is used. */
class Story {
	readonly lines: Line[] = [{ kind: 'recording', version: 1, at: 0 }];
	#n = 0;
	#entries = 0;
	/** The time of the next step, in ms. */
	at = 1_000_000;

	publish(seq: number, { epoch = 'E1', digest = '', after = 100 } = {}): this {
		this.at += after;
		this.#entries += 1;
		this.lines.push({
			kind: 'published',
			node: 'node-a',
			n: this.#entries,
			channel: 'C',
			epoch,
			seq,
			at: this.at,
			digest: digest || `${epoch}-${seq}`,
		});
		return this;
	}

	see(content: object, after = 5): this {
		this.at += after;
		this.#n += 1;
		this.lines.push({ kind: 'seen', client: 'viewer', session: 's', n: this.#n, at: this.at, ...content } as Line);
		return this;
	}

	connection(status: string): this {
		return this.see({ what: 'connection', status });
	}

	cursor(type: string, decision: string, seq: number, { epoch = 'E1', after = 5 } = {}): this {
		return this.see({ what: 'cursor', channel: 'C', epoch, seq, type, decision }, after);
	}

	subscribe(seq: number, id = 1, link = 1): this {
		const frame = { type: 'subscribed', id, channel: 'C', epoch: 'E1', seq, recovered: false };
		return this.see({ what: 'in', link, transport: 'websocket', frame }).cursor('subscribed', 'ignore', seq);
	}

	unsubscribe(id = 1, link = 1): this {
		return this.see({ what: 'out', link, transport: 'websocket', frame: { type: 'unsubscribe', id } });
	}

	deliver(seq: number, { epoch = 'E1', digest = '', after = 5 } = {}): this {
		const frame = { type: 'event', channel: 'C', epoch, seq, at: this.at };
		return this.see(
			{ what: 'in', link: 1, transport: 'websocket', frame, digest: digest || `${epoch}-${seq}` },
			after,
		).cursor('event', 'deliver', seq, { epoch });
	}

	/** Time passes, and the client is heard. */
	later(ms: number): this {
		return this.see({ what: 'in', link: 1, transport: 'websocket', frame: { type: 'ping', at: this.at } }, ms);
	}

	end(): readonly Line[] {
		this.lines.push({ kind: 'end', at: this.at, complete: true });
		return this.lines;
	}
}

const begun = () => new Story().connection('online').subscribe(0).cursor('reset', 'reset', 0);
const kinds = (lines: readonly Line[]) =>
	reconcile(lines).findings.map(({ kind, from, to }) => `${kind} ${from}-${to}`);

describe('Reconciling what was published with what was received', () => {
	it('says that nothing was lost when everything was delivered once, in order, and counts what it checked', () => {
		const result = reconcile(begun().publish(1).deliver(1).publish(2).deliver(2).later(10_000).end());
		assert.equal(result.verdict, 'nothing lost', JSON.stringify(result));
		assert.equal(result.checked, 2);
		assert.match(reportOf(result), /Nothing lost, nothing repeated\.$/);
	});

	it('names what was passed over, what came twice, and what came out of order', () => {
		assert.deepEqual(kinds(begun().publish(1).publish(2).publish(3).deliver(1).deliver(3).end()), ['lost 2-2']);
		assert.deepEqual(kinds(begun().publish(1).deliver(1).deliver(1).end()), ['repeated 1-1']);
		assert.deepEqual(kinds(begun().publish(1).publish(2).deliver(1).deliver(2).deliver(1).end()), ['repeated 1-1']);
	});

	it('names a lost tail, but not what was published too shortly before the end', () => {
		assert.deepEqual(kinds(begun().publish(1).deliver(1).publish(2).publish(3).later(5_100).end()), ['lost 2-3']);
		assert.deepEqual(kinds(begun().publish(1).deliver(1).publish(2).later(4_000).end()), []);
	});

	it('does not miss what was published after the client ceased to watch, nor while it was away', () => {
		assert.deepEqual(kinds(begun().publish(1).deliver(1).unsubscribe().publish(2).later(60_000).end()), []);
		const away = reconcile(begun().publish(1).deliver(1).connection('waiting').publish(2).later(60_000).end());
		assert.deepEqual([away.verdict, away.away], ['nothing lost', ['viewer']]);
	});

	it('takes a reset for everything before it, and misses what was published after it', () => {
		const reset = begun().publish(1).publish(2).publish(3).cursor('reset', 'reset', 3);
		assert.deepEqual(kinds(reset.publish(4).deliver(4).end()), []);
		const stuck = begun().publish(1).deliver(1).cursor('reset', 'reset', 0, { epoch: 'E2' });
		assert.deepEqual(kinds(stuck.publish(1, { epoch: 'E2' }).later(9_000).end()), ['lost 1-1']);
	});

	it('names an epoch that began without a reset, and a frame with other contents than were published', () => {
		const jump = begun().publish(1).deliver(1).publish(1, { epoch: 'E2' }).deliver(1, { epoch: 'E2' });
		assert.deepEqual(kinds(jump.end()), ['no reset 1-1']);
		assert.deepEqual(kinds(begun().publish(1).deliver(1, { digest: 'other' }).end()), ['different 1-1']);
	});

	it('names two contents under one number in the ledger itself (I4)', () => {
		const twice = begun().publish(1).publish(1, { digest: 'other' }).deliver(1).end();
		assert.deepEqual(kinds(twice), ['different 1-1']);
	});

	it('names what was late for a connected client, and counts what was caught up after a reconnect', () => {
		const late = reconcile(begun().publish(1).deliver(1, { after: 3_000 }).end());
		assert.deepEqual([late.findings[0]?.kind, late.verdict], ['late', 'nothing lost']);
		const back = begun()
			.publish(1)
			.deliver(1)
			.connection('waiting')
			.publish(2)
			.see({ what: 'connection', status: 'online' }, 9_000);
		const caughtUp = reconcile(back.subscribe(2, 2).deliver(2).end());
		assert.deepEqual([caughtUp.findings, caughtUp.caughtUp, caughtUp.verdict], [[], 1, 'nothing lost']);
	});

	it('names as late what a connected client got to know only by a much later reset', () => {
		const reset = begun().publish(1).deliver(1).publish(2).publish(3).later(8_000).cursor('reset', 'reset', 3);
		assert.deepEqual(kinds(reset.end()), ['late 2-3']);
	});

	it('does not excuse by its rewind what a gap has made late', () => {
		const gap = begun().publish(1).deliver(1).publish(2).publish(3).later(9_000).cursor('event', 'gap', 3);
		assert.deepEqual(kinds(gap.unsubscribe().subscribe(3, 2).deliver(2).deliver(3).end()), ['late 2-2', 'late 3-3']);
	});

	it('knows that the subscriptions of an earlier connection ended with it', () => {
		const moved = begun().publish(1).deliver(1).subscribe(1, 2, 2).unsubscribe(2, 2);
		assert.deepEqual(kinds(moved.publish(2).later(60_000).end()), []);
	});

	it('cannot say anything where the evidence has a hole, and says which', () => {
		const whole = begun().publish(1).deliver(1).publish(2).deliver(2).publish(3).deliver(3).end();
		const without = (drop: (line: Line) => boolean) => reconcile(whole.filter((line) => !drop(line)));
		const ledger = without((line) => line.kind === 'published' && line.seq === 2);
		assert.equal(ledger.verdict, 'cannot say');
		assert.match(
			ledger.gaps.join('\n'),
			/entries 2 of the node node-a[\s\S]*lacks 2 of channel C[\s\S]*received but is not/,
		);
		const client = without((line) => line.kind === 'seen' && line.n === 6);
		assert.match(client.gaps.join('\n'), /observations 6 of client viewer are missing/);
		assert.equal(without((line) => line.kind === 'end').verdict, 'cannot say');
		assert.match(without((line) => line.kind === 'seen').gaps.join(), /no client was recorded/);
		assert.match(reportOf(client), /Nobody can say/);
	});

	it('never says "nothing lost" when one delivery of any course of events is taken out, whatever was cut off besides', () => {
		const step = fc.constantFrom('publish', 'drop', 'reset');
		fc.assert(
			fc.property(fc.array(step, { minLength: 2, maxLength: 40 }), fc.nat(), (steps, victim) => {
				const story = begun();
				let top = 0;
				let seen = 0;
				// What is followed by a reset before anything else is delivered is covered by it, and not lost.
				let delivered: number[] = [];
				const catchUp = () => {
					while (seen < top) {
						seen += 1;
						story.deliver(seen);
						delivered.push(seen);
					}
				};
				for (const each of steps) {
					top += 1;
					story.publish(top);
					if (each === 'publish') catchUp();
					if (each === 'drop')
						story
							.connection('waiting')
							.connection('online')
							.subscribe(top, top + 1);
					if (each === 'reset') {
						delivered = delivered.filter((seq) => seq !== seen);
						story.cursor('reset', 'reset', top);
						seen = top;
					}
				}
				catchUp();
				const lines = story.later(10_000).end();
				assert.equal(reconcile(lines).verdict, 'nothing lost', JSON.stringify(reconcile(lines)));
				if (delivered.length === 0) return;
				const gone = delivered[victim % delivered.length];
				// As a client that has silently passed over one would report: without a hole in its own numbers.
				let n = 0;
				const broken = lines.flatMap((line): Line[] => {
					if (line.kind !== 'seen') return [line];
					if (line.what === 'cursor' && line.decision === 'deliver' && line.seq === gone) return [];
					n += 1;
					return [{ ...line, n }];
				});
				const result = reconcile(broken);
				const named = result.findings.some(({ kind, from, to }) => kind === 'lost' && from === gone && to === gone);
				assert.ok(named, `${gone} is not named: ${JSON.stringify(result)}`);
			}),
		);
	});
});
