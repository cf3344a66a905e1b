/** The process's log: JSON lines, with whatever could be a secret cut out. */
import { pino } from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

export function createLog(level: string, role: string): Log {
	return pino({
		level,
		base: { role, pid: process.pid },
		redact: { paths: ['token', '*.token', 'url', '*.url', 'secret', '*.secret', '*.password'], censor: '[cut]' },
	});
}
