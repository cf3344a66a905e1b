/** A CPU profile of a server under test, kept as a file for the developer tools and summed up by function. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface ProfileNode {
	readonly id: number;
	readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

export interface CpuProfile {
	readonly nodes: readonly ProfileNode[];
	readonly samples: readonly number[];
	/** Microseconds between one sample and the next. */
	readonly timeDeltas: readonly number[];
}

const place = ({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string => {
	const file = url.replace(/^file:\/\//, '').replace(/^.*\/(node_modules|dist)\//, '');
	const where = file === '' ? '' : ` ${file}:${lineNumber + 1}`;
	return `${functionName === '' ? '(anonymous)' : functionName}${where}`;
};

/** The functions with the most time of their own, `share` of everything but idling. */
function summarise(profile: CpuProfile, most = 25): readonly string[] {
	const names = new Map(profile.nodes.map((node) => [node.id, place(node)]));
	const times = new Map<string, number>();
	profile.samples.forEach((id, index) => {
		const name = names.get(id) ?? '?';
		times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0));
	});
	times.delete('(idle)');
	const total = [...times.values()].reduce((sum, time) => sum + time, 0);
	return [...times]
		.sort(([, a], [, b]) => b - a)
		.slice(0, most)
		.map(
			([name, time]) =>
				`${((100 * time) / total).toFixed(1).padStart(5)} %  ${(time / 1_000).toFixed(0).padStart(5)} ms  ${name}`,
		);
}

/** Keeps a profile in the folder of profiles, and says where, with the functions that took the most. */
export function showProfile(name: string, profile: CpuProfile, say: (line: string) => void): void {
	const file = `.chartwire/load/profiles/${name}.cpuprofile`;
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify(profile));
	say(`profile of ${name}, own time by function (${file}):`);
	for (const line of summarise(profile)) say(line);
}
