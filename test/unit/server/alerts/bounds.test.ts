/** What a picture of an alert's values shows beside them agrees with what the alert says of each value. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AlertDeclaration, alertSchema } from '../../../../server/alerts/declaration.ts';
import { simulate } from '../../../../server/alerts/simulate.ts';

const declared = (condition: object): AlertDeclaration => ({
	...alertSchema.parse({ chart: 'errors', everyMs: 60_000, condition }),
	channels: [],
});

const pointsFor = (condition: object, values: readonly number[]) =>
	simulate(
		declared(condition),
		values.map((value, index) => ({ at: index * 60_000, observation: { kind: 'value', value } })),
	).points;

/** Where both are equal within rounding, the operator decides. */
const isAtEdge = (value: number, edge: number | undefined) =>
	edge !== undefined && Math.abs(value - edge) <= 1e-9 * Math.max(1, Math.abs(edge));

const conditions = fc.oneof(
	fc.record({
		kind: fc.constant('threshold'),
		op: fc.constantFrom('>', '>=', '<', '<='),
		value: fc.integer({ min: -5, max: 5 }),
	}),
	fc.record({
		kind: fc.constant('change'),
		by: fc.constantFrom('percent', 'absolute'),
		value: fc.integer({ min: 1, max: 60 }),
		direction: fc.constantFrom('up', 'down', 'either'),
		over: fc.oneof(
			fc.record({ results: fc.integer({ min: 1, max: 3 }) }),
			fc.record({ ms: fc.constantFrom(60_000, 150_000) }),
		),
	}),
	fc.record({
		kind: fc.constant('anomaly'),
		sensitivity: fc.integer({ min: 1, max: 5 }),
		history: fc.constantFrom(10, 20),
	}),
);

test('a value is bad where it is beyond the bounds of its moment, and nowhere else', () => {
	const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(conditions, values, (condition, series) => {
			for (const { value, is, bounds } of pointsFor(condition, series)) {
				if (bounds === undefined || value === null) continue;
				const { above, below } = bounds;
				if (isAtEdge(value, above) || isAtEdge(value, below)) continue;
				const isBeyond = (above !== undefined && value > above) || (below !== undefined && value < below);
				assert.equal(is === 'bad', isBeyond, JSON.stringify({ condition, value, is, bounds }));
			}
		}),
	);
});

test('there are bounds as soon as there is something to compare with, and none where size does not count', () => {
	const change = { kind: 'change', by: 'absolute', value: 5, over: { results: 2 } };
	assert.deepEqual(
		pointsFor(change, [1, 2, 3]).map(({ bounds }) => bounds),
		[undefined, undefined, { above: 6, below: -4 }],
	);
	assert.deepEqual(
		pointsFor({ ...change, by: 'percent', direction: 'down', over: { results: 1 } }, [200, 3]).map(
			({ bounds }) => bounds,
		),
		[undefined, { below: 190 }],
	);
	const usual = pointsFor(
		{ kind: 'anomaly', sensitivity: 3, history: 10 },
		Array.from({ length: 11 }, () => 7),
	);
	assert.deepEqual(usual.at(-1)?.bounds, { above: 7, below: 7 });
	assert.equal(usual.at(9)?.bounds, undefined);
	for (const condition of [{ kind: 'failed' }, { kind: 'no-data' }, { kind: 'threshold', op: '!=', value: 1 }]) {
		assert.equal(pointsFor(condition, [1]).at(-1)?.bounds, undefined);
	}
});
