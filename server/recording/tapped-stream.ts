/** The stream with the tap on it: whatever is published is written down as well, once it has its place. */
import type { Publication, Published, Stream } from '../stream/stream.ts';
import type { Tap } from './tap.ts';

export function tappedStream(stream: Stream, tap: Pick<Tap, 'published'>): Stream {
	const publish = async (publication: Publication): Promise<Published> => {
		const published = await stream.publish(publication);
		const { outcome, epoch, seq, at } = published;
		if (outcome !== 'fenced') {
			const { channel, event } = publication;
			tap.published({
				channel,
				epoch,
				seq,
				at: outcome === 'published' ? at : undefined,
				event: JSON.stringify(event),
			});
		}
		return published;
	};
	return {
		publish,
		read: (channel, since) => stream.read(channel, since),
		listen: (channel, listener) => stream.listen(channel, listener),
		onInterrupted: (listener) => stream.onInterrupted(listener),
		want: (channels, leaseMs) => stream.want(channels, leaseMs),
		wanted: () => stream.wanted(),
		tellViewers: (node, viewers, lifeMs) => stream.tellViewers(node, viewers, lifeMs),
		viewers: () => stream.viewers(),
		ping: () => stream.ping(),
		close: () => stream.close(),
	};
}
