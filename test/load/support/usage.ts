/** What the operating system says that a process has used. Linux only: it is read from /proc. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

let ticksPerSecond: number | undefined;

/** CPU seconds of all threads, in user and system mode, since the process began. */
export function cpuSeconds(pid: number): number {
	ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name in parentheses may hold anything; utime and stime are fields 14 and 15.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident bytes. */
export function residentBytes(pid: number): number {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
	const kilobytes = /^Rss:\s+(\d+) kB$/m.exec(text)?.[1];
	if (kilobytes === undefined) throw new Error(`/proc/${pid}/smaps_rollup has no line "Rss".`);
	return Number(kilobytes) * 1_024;
}
