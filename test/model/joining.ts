/**
 * Somebody joins while events are told (I6), played so that nothing can mend what the join leaves out: the node's answers
 * from Redis wait from before the join until the events have been announced, the answers that wait then pass, and all
 * later ones wait. What the viewer is shown then comes from the history and the live frames of its join alone.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import type { Evidence } from './evidence.ts';
import type { Random } from './random.ts';
import { Viewer } from './viewer.ts';
import type { World } from './world.ts';

const READ_WITHIN_MS = 4_000;
/** Less than what a command may take, and much more than a healthy node needs. */
const SHOWN_WITHIN_MS = 2_500;
const ANNOUNCED_MS = 60;

export async function joinWhileTold(world: World, evidence: Evidence, random: Random): Promise<void> {
	const { stage, teller, oracle, token, viewersClock: clock } = world;
	if (stage === undefined) return;
	const { chart, channel } = stage;
	const { address: server, thief } = random.pick(stage.nodes);
	await teller.publish(channel, random.between(0, 3));
	await teller.told(channel);
	thief.holdAnswers();
	const charts = new Map([[chart, channel]]);
	const { numberIn } = oracle;
	const common = { number: -1, server, token, charts, evidence, numberIn, clock, onlySockets: true };
	const viewer = new Viewer({ ...common, random: random.fork() });
	try {
		await until(() => thief.holds(`"channel":"${channel}"`), { timeoutMs: READ_WITHIN_MS, what: 'history is read' });
		await teller.publish(channel, random.between(1, 6));
		await teller.told(channel);
		await oracle.read();
		await sleep(ANNOUNCED_MS);
		thief.letAnswers();
		const behind = () => viewer.behind((each) => oracle.lastOf(each));
		const shown = () => behind().length === 0;
		await until(shown, { timeoutMs: SHOWN_WITHIN_MS }).catch(() => undefined);
		for (const { what } of behind()) evidence.report('I6', 'who joined while events were told', what);
	} finally {
		thief.endHold();
		viewer.end();
	}
}
