/**
 * Somebody stops reading while more is told than a slow reader is let have: several times the megabyte above which the
 * node withholds frames, and more than the kernel takes in its place. Nobody stands between the node and the reader, for
 * every hop would take as much again. Reading again, it is given the newest state by a reset, and goes on from there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import type { Evidence } from './evidence.ts';
import type { Random } from './random.ts';
import { Viewer } from './viewer.ts';
import type { World } from './world.ts';

const EVENT_BYTES = 60_000;
/** 9 to 13 MB; a loopback connection takes about 5 MB. */
const EVENTS = [150, 220] as const;
const SHOWN_WITHIN_MS = 10_000;
const ANNOUNCED_MS = 60;

export async function outpaceReader(world: World, evidence: Evidence, random: Random): Promise<void> {
	const { stage, teller, oracle, token, viewersClock: clock } = world;
	if (stage === undefined) return;
	const { chart, channel } = stage;
	const { address: server } = random.pick(stage.nodes);
	const { numberIn } = oracle;
	const common = { server, token, charts: new Map([[chart, channel]]), evidence, numberIn, clock, onlySockets: true };
	const [slow, quick] = [-2, -3].map((number) => new Viewer({ ...common, number, random: random.fork() }));
	const viewers = [slow, quick].flatMap((viewer) => viewer ?? []);
	const behind = () => viewers.flatMap((viewer) => viewer.behind((each) => oracle.lastOf(each)));
	const shown = () => until(() => behind().length === 0, { timeoutMs: SHOWN_WITHIN_MS }).catch(() => undefined);
	try {
		await oracle.read();
		await shown();
		slow?.sockets.pause(true);
		await teller.publish(channel, random.between(...EVENTS), EVENT_BYTES);
		await teller.told(channel);
		await sleep(ANNOUNCED_MS);
		slow?.sockets.pause(false);
		await teller.publish(channel, random.between(1, 3));
		await teller.told(channel);
		await oracle.read();
		await shown();
		for (const { who, what } of behind()) evidence.report('I3 slow', who, what);
	} finally {
		for (const viewer of viewers) viewer.end();
	}
}
