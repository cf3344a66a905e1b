/** What a run costs over the bare query: a viewer asks a question that nobody has asked, beside a client that asks the database. */
import postgres from 'postgres';
import { signToken } from '../../../server/auth/sign-token.ts';
import { connectWire } from '../../support/wire.ts';
import { startCold } from '../contenders/cold.ts';
import { quantile } from '../support/figures.ts';
import { within } from '../support/scope.ts';
import type { Scenario } from './scenario.ts';

const TURNS = 150;
const WARM_TURNS = 20;
const sql = (n: string) => `select i, i * ${n} as v from generate_series(1, 100) i`;

export const overhead: Scenario = ({ server, say }) =>
	within(async (scope) => {
		const backend = await startCold(scope, server);
		const chart = { name: 'asked', sql: sql('{{n}}::bigint'), params: [{ name: 'n', type: 'number' }] };
		await backend.declare(['default'], [chart]);
		const url = `http://127.0.0.1:${backend.port}`;
		const token = await signToken(backend.secret, { subject: 'viewer', charts: ['asked'], expiresInSeconds: 3_600 });
		const wire = await connectWire({ url, token, scope });
		const bare = postgres(backend.customerUrl, { max: 1, prepare: false });
		scope.defer(() => bare.end());
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let turn = 0; turn < TURNS + WARM_TURNS; turn += 1) {
			const began = performance.now();
			const { channel } = await wire.subscribe({ chart: 'asked', params: { n: turn } });
			await wire.waitFor(
				(frame) => frame.type === 'event' && frame.channel === channel && frame.event.kind === 'result',
			);
			const between = performance.now();
			await bare.unsafe(sql('$1::bigint'), [String(turn)]).values();
			if (turn < WARM_TURNS) continue;
			ours.push(between - began);
			theirs.push(performance.now() - between);
		}
		const spread = (values: readonly number[]) =>
			[0.05, 0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(1)).join(' / ');
		say(`overhead: subscribe to result, p5 / p50 / p95 / p99 ${spread(ours)} ms; bare ${spread(theirs)} ms`);
		const over = quantile(ours, 0.5) - quantile(theirs, 0.5);
		return [
			`overhead of a run over the bare query, ${TURNS} turns one at a time, interleaved: p50 ${over.toFixed(1)} ms (floor 15, goal 8)`,
		];
	});
