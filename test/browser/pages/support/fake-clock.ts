/**
 * A clock for whole processes that a test moves ahead, by libfaketime (https://github.com/wolfcw/libfaketime): whoever
 * is started after `install` sees the wall clock run as it does, only later. Timers go on by the real, monotonic clock.
 */
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/postgres.ts';

export interface FakeClock {
	/** How far ahead it is, in ms. */
	readonly aheadMs: number;
	/** Now, by this clock. */
	now(): number;
	advance(ms: number): void;
}

const FOLDERS = ['/usr/lib/faketime', '/usr/lib64/faketime', '/usr/lib/x86_64-linux-gnu/faketime'];

function findLibrary(): string {
	const multiarch = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime'));
	const files = [...FOLDERS, ...multiarch].map((folder) => join(folder, 'libfaketimeMT.so.1'));
	const found = files.find((file) => existsSync(file));
	if (found === undefined) throw new Error('libfaketime is not installed; run npm test, or apt-get install faketime');
	return found;
}

/** Puts it into this process's environment, which what is started from now on inherits. */
export function installFakeClock(): FakeClock {
	const file = join(temporaryDirectory(), 'clock');
	let aheadMs = 0;
	const write = (): void => {
		// In one step: a process that reads half a number would be in another year.
		writeFileSync(`${file}.new`, `+${aheadMs / 1000}\n`);
		renameSync(`${file}.new`, file);
	};
	write();
	Object.assign(process.env, {
		LD_PRELOAD: findLibrary(),
		FAKETIME_TIMESTAMP_FILE: file,
		FAKETIME_NO_CACHE: '1',
		FAKETIME_DONT_FAKE_MONOTONIC: '1',
		NO_FAKE_STAT: '1',
	});
	return {
		get aheadMs() {
			return aheadMs;
		},
		now: () => Date.now() + aheadMs,
		advance: (ms) => {
			aheadMs += ms;
			write();
		},
	};
}
