/**
 * `npm run model -- --minutes 5 --seed 1`: rounds with one seed after the other, until the time is over or an invariant
 * is broken. `--rounds 1 --seed N` plays the round of a seed again; its kind is the seed's, too, unless `--kind` says it.
 */
import { parseArgs } from 'node:util';
import { openScope } from '../load/support/scope.ts';
import { KINDS, type Kind, REDIS_KEYS, type RedisKey } from './plan.ts';
import { seeded } from './random.ts';
import { countFaults, describeViolations } from './report.ts';
import { Model } from './round.ts';
import { startWorld } from './world.ts';

/** How often a round is of each kind. */
const SHARES: Readonly<Record<Kind, number>> = { log: 6, sentinel: 2, charts: 2 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function readArguments() {
	const { values } = parseArgs({
		options: {
			minutes: { type: 'string', default: '5' },
			rounds: { type: 'string', default: '1000000' },
			seed: { type: 'string' },
			viewers: { type: 'string', default: '20' },
			sequences: { type: 'string', default: '3' },
			'faults-ms': { type: 'string', default: '5000' },
			'node-faults': { type: 'string', default: '1' },
			evict: { type: 'string', default: REDIS_KEYS.join(',') },
			kind: { type: 'string' },
			plan: { type: 'boolean', default: false },
		},
	});
	const unknown = values.evict.split(',').find((key) => !REDIS_KEYS.some((known) => known === key));
	if (unknown !== undefined) throw new Error(`A channel has no key "${unknown}"; it has ${REDIS_KEYS.join(', ')}.`);
	const kind = KINDS.find((each) => each === values.kind);
	if (values.kind !== undefined && kind === undefined) throw new Error(`A round is of the kind ${KINDS.join(', ')}.`);
	return {
		kind,
		untilMs: performance.now() + Number(values.minutes) * 60_000,
		rounds: Number(values.rounds),
		seed: values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed),
		viewers: Number(values.viewers),
		sequences: Number(values.sequences),
		faultsMs: Number(values['faults-ms']),
		mostNodeFaults: Number(values['node-faults']),
		evictable: values.evict.split(',') as RedisKey[],
		plan: values.plan,
	};
}

async function main(): Promise<number> {
	const { untilMs, rounds, seed: first, viewers, plan, kind: only, ...options } = readArguments();
	const scope = openScope();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void scope.close().finally(() => process.exit(130)));
	}
	try {
		const models = new Map<Kind, Model>();
		for (let round = 0; round < rounds && performance.now() < untilMs; round += 1) {
			const seed = first + round;
			const kind = only ?? seeded(seed).weighted(SHARES);
			const model = models.get(kind) ?? new Model(await startWorld(scope, { kind, viewers, seed }));
			models.set(kind, model);
			const { evidence } = model;
			const began = performance.now();
			const { steps, carriers } = await model.play({ ...options, seed }).catch((error: unknown) => {
				throw new Error(`The round of seed ${seed} (${kind}) could not be played.`, { cause: error });
			});
			const seconds = ((performance.now() - began) / 1_000).toFixed(1);
			say(`seed ${seed}  ${kind}  ${seconds} s  ${evidence.deliveries} updates, ${evidence.resets} of them resets,`);
			say(
				`    ${evidence.conflations} conflations, ${evidence.epochs} epochs so far; at the end ${carriers}; ${countFaults(steps)}`,
			);
			if (evidence.violations.length === 0) continue;
			say(describeViolations(evidence.violations, plan ? steps : []));
			say(`\nBroken by seed ${seed}: npm run model -- --rounds 1 --kind ${kind} --seed ${seed}\n${model.nodeOutput()}`);
			return 1;
		}
		say('No invariant was broken.');
		return 0;
	} finally {
		await scope.close();
	}
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		process.exit(1);
	},
);
