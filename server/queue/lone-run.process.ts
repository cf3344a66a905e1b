/** The process of one run: told which by its worker, it ends with it; or hands it back when the worker says so, or is gone. */
import { executeRunAlone } from '../main.ts';
import type { LoneRun } from './lone-run.ts';

const handBack = new AbortController();

async function main(message: LoneRun): Promise<void> {
	process.on('message', () => handBack.abort());
	await executeRunAlone(message, handBack.signal);
	process.exit(0);
}

// Only our own worker can speak to us, and it says first what is to be done.
process.once('message', (message) => {
	main(message as LoneRun).catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	});
});
process.once('disconnect', () => handBack.abort());
// A signal to the whole group is the worker's to act on: it knows how long a run may still take.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
