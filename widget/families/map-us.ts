import { atlasOf } from './atlas.ts';
import { mapOf } from './map.ts';
import { STATE_ALIASES } from './place-names.ts';
import { STATES } from './shapes-us.ts';

export const usAtlas = atlasOf(STATES, { aliases: STATE_ALIASES });

/** The states of the US. */
export const usMap = mapOf({
	atlas: usAtlas,
	words: {
		key: 'state',
		opening: 'Map of the US: {what} of {count:# state|# states}.',
		nowhere: 'no state to look at: {names}',
		unknown: 'no state of this name: {names}',
		repeated: '{count:# state|# states} with several rows: the last counts',
	},
	namesIn: () => () => undefined,
});
