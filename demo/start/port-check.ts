/** Looks at the ports before anything is started, and says who holds one that is taken. */
import { spawnSync } from 'node:child_process';
import { freePort, isPortFree } from '../../server/embedded/ports.ts';
import { DemoError } from './state.ts';

function output(command: string, args: readonly string[]): string {
	return spawnSync(command, args, { encoding: 'utf8', timeout: 3_000 }).stdout ?? '';
}

/** "node (process 123)", as far as the system tells; undefined when it does not. */
function holderOf(port: number): string | undefined {
	const lsof = output('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
	const pid = /^p(\d+)$/m.exec(lsof)?.[1];
	if (pid !== undefined) return `${/^c(.+)$/m.exec(lsof)?.[1] ?? 'a program'} (process ${pid})`;
	const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(output('ss', ['-Hltnp', `sport = :${port}`]));
	return found === null ? undefined : `${found[1] ?? 'a program'} (process ${found[2] ?? ''})`;
}

/** The port that PORT asks for, 8080 by default. Throws when it is no port, or taken. */
export async function wantedPort(text: string | undefined): Promise<number> {
	const port = text === undefined || text === '' ? 8080 : Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new DemoError(`PORT must be a number from 1 to 65535, and is "${text ?? ''}".`);
	}
	if (await isPortFree(port)) return port;
	const holder = holderOf(port);
	const other = await nextFreePort(port + 1);
	throw new DemoError(
		`Port ${port} is taken${holder === undefined ? '' : ` by ${holder}`}. ` +
			`Stop that program, or choose another port: PORT=${other} npm run demo`,
	);
}

/** The first free port from `first` on, within the next twenty; otherwise any. */
export async function nextFreePort(first: number): Promise<number> {
	for (let port = first; port < Math.min(first + 20, 65_536); port += 1) {
		if (await isPortFree(port)) return port;
	}
	return freePort();
}
