/** The rows of a result, wherever they are. */
import type { Result } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import type { Results } from './results.ts';

/** The table's JSON. @throws NamedError not_found: the result has expired */
export async function tableJson(results: Results, result: Result): Promise<Uint8Array> {
	if ('columns' in result) {
		const { columns, data, rows, truncated } = result;
		return Buffer.from(JSON.stringify({ columns, data, rows, truncated }));
	}
	const stored = await results.read(result.href.replace(/^.*\//, ''));
	if (stored === undefined) throw new NamedError('not_found', 'This result has expired; run the query again.');
	return stored;
}
