/** Finds programs on this machine. */
import { accessSync, constants } from 'node:fs';
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

export function findBrowser() {
	const given = process.env.CHROMIUM_PATH;
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
	const onMacs = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
	return findProgram([...(given ? [given] : []), ...names, ...onMacs]);
}
