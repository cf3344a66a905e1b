import { readFileSync } from 'node:fs';

/** The most memory that a process has ever had, in MB, by the kernel's count. Linux only. */
export function peakMb(pid: number): number {
	const [, kb] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kb) / 1_024;
}
