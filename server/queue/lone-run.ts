/** Runs one run alone in a process of its own, for a worker was lost with it before; and notices how that process ends. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { startLoop } from '../loop.ts';
import { type LossDeps, noteStartFailure, takeBackFrom } from '../runs/lost-runs.ts';
import { type ExecuteDeps, executeRun } from './execute-run.ts';
import { heartbeat } from './heartbeat.ts';

/** What the process is told first; after that only 'hand_back'. Its configuration is the environment, as for the worker. */
export interface LoneRun {
	readonly run: string;
	/** Names the process in `runs.worker`. */
	readonly worker: string;
}

const HAND_BACK = 'hand_back';
/** The name of the file differs between the sources and what is built of them. */
const FILE = new URL(`./lone-run.process${import.meta.url.slice(-3)}`, import.meta.url);
const HEARTBEAT_MS = 1_000;

/**
 * Resolves when the process has ended. One that was killed, or crashed, has lost its run. Once `signal` is aborted, when the
 * worker's grace is over, the run is handed back.
 */
export async function runAlone(deps: LossDeps, run: string, signal: AbortSignal): Promise<void> {
	const child = fork(FILE);
	const worker = `${hostname()}:${child.pid ?? 0}:${randomBytes(3).toString('hex')}`;
	// A process that cannot even be made says so in an error, and has no end.
	const ended = (once(child, 'exit') as Promise<[number | null, string | null]>).catch(
		(error: unknown) => [null, String(error)] as const,
	);
	const send = (message: LoneRun | typeof HAND_BACK) => void (child.connected && child.send(message, () => undefined));
	const handBack = () => send(HAND_BACK);
	signal.addEventListener('abort', handBack, { once: true });
	try {
		send({ run, worker });
		if (signal.aborted) handBack();
		const [code, killedBy] = await ended;
		if (code === 0) return;
		deps.log.warn({ run, code, killedBy }, 'the process in which a run was alone has ended early');
		const how = killedBy ?? `exit code ${code}`;
		if (!(await takeBackFrom(deps, run, worker))) await noteStartFailure(deps, run, how);
	} finally {
		signal.removeEventListener('abort', handBack);
	}
}

/** In that process: executes the run, says that it is alive, and hands it back when asked to. */
export async function executeAlone(deps: ExecuteDeps, run: string, signal: AbortSignal): Promise<void> {
	// Whoever is asked in the midst of claiming the run hands it back with the next beat.
	const work = async () => {
		if (signal.aborted) deps.active.stopAll('handed_back');
		await heartbeat(deps);
	};
	const stopHeartbeat = startLoop({ name: 'heartbeat', everyMs: HEARTBEAT_MS, log: deps.log, work });
	const handBack = () => deps.active.stopAll('handed_back');
	signal.addEventListener('abort', handBack, { once: true });
	try {
		if (!signal.aborted) await executeRun(deps, run, { alone: true });
	} finally {
		await stopHeartbeat();
	}
}
