/** The model test for a few seconds: `npm run model` plays it for as long as one likes. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { REDIS_KEYS } from '../model/plan.ts';
import { describeViolations } from '../model/report.ts';
import { Model } from '../model/round.ts';
import { startWorld } from '../model/world.ts';
import { scope } from '../support/scope.ts';

const owner = scope();
const fresh = Date.now() % 1_000_000_000;
/** The first also ends a node and plays a join, for both take as long as all the rest. */
const ROUNDS = [
	{ seed: 7, mostNodeFaults: 1 },
	{ seed: fresh, mostNodeFaults: 0 },
];
let model: Model;

before(async () => {
	model = new Model(await startWorld(owner, { kind: 'log', viewers: 10, seed: fresh }));
});

describe('whatever happens to sockets, nodes and Redis', () => {
	for (const { seed, mostNodeFaults } of ROUNDS) {
		test(`I1 I2 I3 I4 I5 I7 I10 I11 every viewer sees what the log says (seed ${seed})`, async () => {
			const { steps } = await model.play({
				seed,
				sequences: 1,
				faultsMs: 1_500,
				mostNodeFaults,
				evictable: REDIS_KEYS,
			});
			const { violations, deliveries } = model.evidence;
			assert.equal(violations.length, 0, describeViolations(violations, steps));
			assert.ok(deliveries > 0, 'no viewer was told anything, so nothing was tested');
		});
	}
});
