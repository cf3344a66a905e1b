/** Chartwire: sequence numbers, replay, snapshots and tokens, published through Redis. */
import type { Backend } from './backend.ts';
import type { Contender } from './contender.ts';

/** `subscriptions`: how many charts each viewer watches. */
export function chartwire(backend: Backend, subscriptions = 1): Contender {
	const charts = backend.charts.slice(0, subscriptions);
	const [first] = charts;
	if (first === undefined) throw new Error('A viewer must watch one chart at least.');
	return {
		name: 'chartwire',
		start: async (scope) => {
			const { child, port } = await backend.startWeb(scope);
			const address = { kind: 'chartwire', port, secret: backend.secret, charts } as const;
			return { name: 'chartwire', child, address, publish: (event) => backend.publish(first, event) };
		},
	};
}
