/** Two web nodes behind a round-robin proxy are restarted one after the other by SIGTERM, under traffic. */
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../server/embedded/ports.ts';
import type { Scope } from '../../support/scope.ts';
import type { WebNode } from '../contenders/backend.ts';
import { startChild } from '../support/child.ts';
import { count, peakShare } from '../support/figures.ts';
import { startTraffic } from '../support/publisher.ts';
import { within } from '../support/scope.ts';
import { startPages } from '../viewers/pages.ts';
import type { Scenario, Setting } from './scenario.ts';

const TRAFFIC = { perSecond: 5, bytes: 600 };
const CALM_MS = 6_000;
const LEAVE_MS = 60_000;

async function startProxy(scope: Scope, nodes: readonly WebNode[]): Promise<number> {
	const proxy = startChild({ file: 'test/load/contenders/proxy.process.ts', scope });
	const port = await freePort();
	await proxy.ask('listen', { port, nodes: nodes.map((node) => node.port) });
	return port;
}

/** Stops a node and starts it again on its port; answers how long it took to leave, in ms. */
async function restartNode({ backend }: Setting, scope: Scope, node: WebNode): Promise<number> {
	const before = performance.now();
	await node.child.stop(LEAVE_MS);
	const took = performance.now() - before;
	await backend.startWeb(scope, { port: node.port });
	return took;
}

export const restart: Scenario = (setting) => {
	const { backend, options, say } = setting;
	const { viewers = 2_000 } = options;
	return within(async (scope) => {
		const nodes = [await backend.startWeb(scope), await backend.startWeb(scope)];
		const port = await startProxy(scope, nodes);
		const [chart = ''] = backend.charts;
		const address = { kind: 'chartwire', port, secret: backend.secret, charts: [chart] } as const;
		const pages = await startPages(scope, address, viewers);
		say(`restart: ${count(viewers)} viewers have joined`);
		const traffic = startTraffic((event) => backend.publish(chart, event), TRAFFIC);
		await sleep(CALM_MS);
		await pages.begin();
		for (const node of nodes) {
			const took = await restartNode(setting, scope, node);
			say(`restart: a node left within ${(took / 1_000).toFixed(1)} s`);
			await sleep(CALM_MS);
		}
		const last = await traffic.stop();
		await pages.allShow(last, 40_000).catch((error: unknown) => say(`restart: ${String(error)}`));
		const { attempts, opened } = await pages.times();
		const { lost, repeated, resets, behind } = await pages.find(last);
		return [
			`restart of two nodes, ${count(viewers)} viewers, ${TRAFFIC.perSecond} events/s: ${lost} lost, ${repeated} repeated, ${behind} behind, ${resets} resets`,
			`    peak of reconnects in any 100 ms: tried ${peakShare(attempts, viewers)}, let in ${peakShare(opened, viewers)} (floor 5); ${count(attempts.length)} tries`,
		];
	});
};
