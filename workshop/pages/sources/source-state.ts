/** In what state a source is, in words. Pure. */

import type { Tone } from '../../shared/tones.ts';
import { agoText, lengthText } from '../../shared/words.ts';
import type { ShownSource } from './source-fields.ts';

export interface ListedSource extends ShownSource {
	/** How often in a row runs could not reach it; 0: the last one did, or there was none. */
	readonly failures?: number;
	/** Since when runs wait because it cannot be reached, ms. */
	readonly downSince?: number | null;
}

/** As `GET /v1/sources/:name` tells it. */
export interface SchemaNote {
	readonly reading: boolean;
	readonly asOf?: number;
	readonly failure?: { readonly message: string; readonly at?: number };
}

export interface SourceWords {
	readonly tone: Tone;
	readonly text: string;
	/** What to do; '': nothing. */
	readonly advice: string;
}

const RETRIES =
	'Runs wait, and one at a time tries it again within a minute. Test the connection to see which step fails.';

export function wordsOf(
	{ failures = 0, downSince }: ListedSource,
	note: SchemaNote | undefined,
	now: number,
): SourceWords {
	if (typeof downSince === 'number')
		return { tone: 'danger', text: `Not reached for ${lengthText(now - downSince)}`, advice: RETRIES };
	if (failures > 0)
		return {
			tone: 'warning',
			text: 'The last run did not reach it',
			advice: 'Test the connection to see which step fails.',
		};
	if (note?.failure !== undefined)
		return { tone: 'warning', text: 'Its tables could not be read', advice: note.failure.message };
	if (note?.asOf !== undefined) return { tone: 'good', text: `Reached; read ${agoText(now - note.asOf)}`, advice: '' };
	if (note?.reading) return { tone: 'quiet', text: 'Being read', advice: '' };
	return { tone: 'quiet', text: 'Not read yet', advice: '' };
}

export const placeOf = ({ host, port, database, engine }: ShownSource): string =>
	`${engine === 'mysql' ? 'MySQL' : 'PostgreSQL'}${host === null ? '' : `, ${host}:${port}/${database}`}`;
