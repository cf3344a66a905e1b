import { atlasOf } from './atlas.ts';
import { mapOf } from './map.ts';
import { STATE_ALIASES } from './place-names.ts';
import { STATES } from './shapes-us.ts';

export const usAtlas = atlasOf(STATES, { aliases: STATE_ALIASES });

/** The states of the US. */
export const usMap = mapOf({
	atlas: usAtlas,
	title: 'Map of the US',
	one: 'state',
	many: 'states',
	namesIn: () => () => undefined,
});
