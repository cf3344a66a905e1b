/** A log that says nothing, for parts under test whose log is not what is tested. */
import { createLog } from '../../server/log.ts';

export const quietLog = createLog('silent', 'test');
