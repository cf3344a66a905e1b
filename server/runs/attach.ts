/** Attaches channels to runs: an attached channel hears what becomes of the run. */
import { type Executor, statement } from '../database/database.ts';

const insertAttachment = statement<{ ordinal: string }>(import.meta.url, 'attach');

/** Returns false when the channel hears of this run already, and of no later one. */
export async function attachChannel(on: Executor, run: string, channel: string): Promise<boolean> {
	return (await insertAttachment(on, [run, channel, null])).length > 0;
}

export interface RunChannel {
	readonly run: string;
	/** The run's own channel, not that of a chart; it is created when it is missing. */
	readonly channel: string;
	readonly project: string;
}

/** As `attachChannel`, for the run's own channel. */
export async function attachRunChannel(on: Executor, { run, channel, project }: RunChannel): Promise<boolean> {
	return (await insertAttachment(on, [run, channel, project])).length > 0;
}
