/** The process's log: JSON lines, each with its request and its run, and with whatever could be a secret cut out. */
import { pino } from 'pino';
import { currentContext } from './request-context.ts';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

export function createLog(level: string, role: string): Log {
	return pino({
		level,
		base: { role, pid: process.pid },
		mixin: () => ({ ...currentContext() }),
		redact: { paths: ['token', '*.token', 'url', '*.url', 'secret', '*.secret', '*.password'], censor: '[cut]' },
	});
}
