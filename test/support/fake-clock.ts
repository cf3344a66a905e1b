/**
 * A wall clock for another process that can be set while it runs: libfaketime, preloaded, reads the offset from a file.
 * The monotonic clock stays as it is, as on a machine whose clock is set by hand or by NTP.
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './postgres.ts';

export interface FakeClock {
	/** For the process whose clock it is. */
	readonly env: Readonly<Record<string, string>>;
	/** How far it is ahead of the true time, in ms; negative: behind. The process follows within a second, when libfaketime looks again. */
	set(aheadMs: number): void;
}

/** Where scripts/setup.mjs, too, looks for it. */
const PLACES = [
	...['x86_64', 'aarch64', 'arm'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`),
	'/usr/lib64/faketime/libfaketimeMT.so.1',
	'/usr/lib/faketime/libfaketimeMT.so.1',
	'/opt/homebrew/lib/faketime/libfaketimeMT.1.dylib',
	'/usr/local/lib/faketime/libfaketimeMT.so.1',
];

function findLibrary(): string {
	const found = PLACES.find((file) => existsSync(file));
	if (found !== undefined) return found;
	throw new Error('libfaketime is not installed; "node scripts/setup.mjs --tests" installs it or says how to.');
}

/** Redis brings an allocator that asks for the time before libfaketime is ready for it; so libc's own goes before. */
const preload = (library: string): Record<string, string> =>
	library.endsWith('.dylib') ? { DYLD_INSERT_LIBRARIES: library } : { LD_PRELOAD: `${library}:libc.so.6` };

export function fakeClock(): FakeClock {
	const library = findLibrary();
	const file = join(temporaryDirectory(), 'clock');
	const set = (aheadMs: number): void => {
		const seconds = aheadMs / 1_000;
		// Put in its place whole: a file that is read half written would be another time.
		writeFileSync(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
		renameSync(`${file}.new`, file);
	};
	set(0);
	return {
		env: {
			...preload(library),
			FAKETIME_TIMESTAMP_FILE: file,
			FAKETIME_CACHE_DURATION: '1',
			FAKETIME_DONT_FAKE_MONOTONIC: '1',
			NO_FAKE_STAT: '1',
		},
		set,
	};
}
