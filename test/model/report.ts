/** What a round says, in words. */
import type { Violation } from './evidence.ts';
import type { Step } from './plan.ts';

function describeStep({ atMs, action }: Step): string {
	const { kind, ...details } = action;
	const named = Object.entries(details).map(([name, value]) => `${name} ${value}`);
	return `  ${String(atMs).padStart(6)} ms  ${kind}${named.length > 0 ? `: ${named.join(', ')}` : ''}`;
}

/** How often each kind of fault fell. */
export function countFaults(steps: readonly Step[]): string {
	const counts = new Map<string, number>();
	for (const { action } of steps) {
		const how = 'fault' in action ? ` ${action.fault}` : 'data' in action ? ` (data ${action.data})` : '';
		const name = `${action.kind}${how}`;
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

export function describeViolations(violations: readonly Violation[], steps: readonly Step[]): string {
	const lines = violations.map(({ invariant, who, what }) => `${invariant}  ${who}: ${what}`);
	return [...lines, 'What happened:', ...steps.map(describeStep)].join('\n');
}
