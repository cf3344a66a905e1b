/**
 * Measures Chartwire against its peers and prints raw figures, then ratios, with the machine and the command. Every
 * server is a process of its own, on the loopback address; whatever is started ends with this process.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Backend, startBackend } from './contenders/backend.ts';
import { bulk } from './scenarios/bulk.ts';
import { drawing } from './scenarios/drawing.ts';
import { families } from './scenarios/families.ts';
import { fanout } from './scenarios/fanout.ts';
import { latency } from './scenarios/latency.ts';
import { memory } from './scenarios/memory.ts';
import { memoryPage } from './scenarios/memory-page.ts';
import { morning, tenants } from './scenarios/morning.ts';
import { overhead } from './scenarios/overhead.ts';
import { restart } from './scenarios/restart.ts';
import { dropAndReturn } from './scenarios/return.ts';
import type { Options, PageScenario, Scenario } from './scenarios/scenario.ts';
import { slow } from './scenarios/slow.ts';
import { openScope } from './support/scope.ts';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
	fanout,
	memory,
	latency,
	return: dropAndReturn,
	restart,
	slow,
	morning,
	tenants,
	overhead,
	bulk,
};

/** Those that need no server. */
const PAGE_SCENARIOS: Readonly<Record<string, PageScenario>> = { drawing, families, 'memory-page': memoryPage };

const NAMES = [...Object.keys(SCENARIOS), ...Object.keys(PAGE_SCENARIOS)];

const USAGE = `npm run load -- [${NAMES.join(' | ')}] …
  --rounds N    turns of each contender (default 3)
  --viewers N   instead of each scenario's own number
  --large       fan-out also with 10,000 viewers
  --profile     CPU profiles: of the servers in one more turn of fan-out and in the return itself, of our part of drawing
  --together    authors ask the viewers' web node in morning and tenants, not one of their own
  --server FILE another build of the server than dist/server/main.js`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function readArguments() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			rounds: { type: 'string', default: '3' },
			viewers: { type: 'string' },
			large: { type: 'boolean', default: false },
			profile: { type: 'boolean', default: false },
			together: { type: 'boolean', default: false },
			server: { type: 'string', default: 'dist/server/main.js' },
		},
	});
	const unknown = positionals.find((name) => !NAMES.includes(name));
	if (unknown !== undefined) throw new Error(`There is no scenario "${unknown}".\n${USAGE}`);
	const { large, profile, together, server } = values;
	const viewers = values.viewers === undefined ? undefined : Number(values.viewers);
	const options: Options = { rounds: Number(values.rounds), viewers, large, profile, together };
	return { names: positionals.length > 0 ? positionals : NAMES, options, server };
}

/** Of a package's folder, from the repository's root, which is where the harness is started. */
const versionOf = (folder: string): string =>
	(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }).version;

function describeMachine(): string {
	const model = cpus()[0]?.model ?? 'unknown processor';
	const memoryGb = Math.round(totalmem() / 1_073_741_824);
	const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
	const versions = [`Node ${process.versions.node}`, `ws ${versionOf('node_modules/ws')}`];
	versions.push(`socket.io ${versionOf('.chartwire/load/peers/node_modules/socket.io')}`);
	return `${availableParallelism()} × ${model}, ${memoryGb} GB, ${versions.join(', ')}, ${date} UTC`;
}

async function main(): Promise<void> {
	const { names, options, server } = readArguments();
	const scope = openScope();
	const interrupted = (): void => void scope.close().finally(() => process.exit(130));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
	const summary: string[] = [];
	try {
		let backend: Backend | undefined;
		const play = async (name: string): Promise<readonly string[] | undefined> => {
			const scenario = SCENARIOS[name];
			if (scenario === undefined) return PAGE_SCENARIOS[name]?.({ options, say });
			backend ??= await startBackend(scope, server);
			return scenario({ backend, options, server, say });
		};
		for (const name of names) {
			const started = performance.now();
			const lines = await play(name);
			summary.push(...(lines ?? []), `    (${((performance.now() - started) / 1_000).toFixed(0)} s)`);
		}
	} finally {
		await scope.close();
	}
	say(`\n${describeMachine()}\nnpm run load -- ${process.argv.slice(2).join(' ')}`);
	for (const line of summary) say(line);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		process.exit(1);
	},
);
