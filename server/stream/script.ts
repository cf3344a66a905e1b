/** Loads a Lua script, with the shared parts that it names by `-- @include name` put in their places. */
import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');

export function loadScript(name: string): string {
	return read(name).replace(/^-- @include (\S+)$/gm, (_line, included: string) => read(included));
}
