/** Finds programs on this machine. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const USUAL_PLACES = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin'];

function isProgram(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The first of `names` that can be run, as a full path; names that are paths are taken as they are. */
export function findProgram(names) {
	const places = [...(process.env.PATH ?? '').split(delimiter), ...USUAL_PLACES].filter(Boolean);
	const files = names.flatMap((name) => (isAbsolute(name) ? [name] : places.map((place) => join(place, name))));
	return files.find(isProgram);
}

export const findRedis = () => findProgram(['redis-server', 'valkey-server']);

/** What is preloaded to set a process's wall clock; test/support/fake-clock.ts loads it from the same places. */
export const findFakeTime = () =>
	[
		...['x86_64', 'aarch64', 'arm'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`),
		'/usr/lib64/faketime/libfaketimeMT.so.1',
		'/usr/lib/faketime/libfaketimeMT.so.1',
		'/opt/homebrew/lib/faketime/libfaketimeMT.1.dylib',
		'/usr/local/lib/faketime/libfaketimeMT.so.1',
	].find((file) => existsSync(file));

export function findBrowser() {
	const given = process.env.CHROMIUM_PATH;
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
	const onMacs = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
	return findProgram([...(given ? [given] : []), ...names, ...onMacs]);
}
