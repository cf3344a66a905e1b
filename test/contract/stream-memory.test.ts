import { MemoryStream } from '../../server/stream/memory.ts';
import { streamContract } from './stream-contract.ts';

streamContract('memory', async () => {
	let now = 1_000_000;
	return {
		open: async (ring) => new MemoryStream({ ring, now: () => now }),
		pass: async (ms) => {
			now += ms;
		},
		close: async () => undefined,
	};
});
