/** Tells the file that was started from one that was imported; npm starts a package's commands through a link. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function isEntryPoint(url: string): boolean {
	const started = process.argv[1];
	return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
