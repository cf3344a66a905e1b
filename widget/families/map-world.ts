import { atlasOf } from './atlas.ts';
import { mapOf } from './map.ts';
import { WORLD_ALIASES } from './place-names.ts';
import { WORLD } from './shapes-world.ts';

/** What a code is called, by Unicode's list; undefined where it has no name for it. */
function namesIn(locale: string | undefined): (code: string) => string | undefined {
	const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
	return (code) => (/^[A-Z]{2}$/.test(code) ? names.of(code) : undefined);
}

export const worldAtlas = atlasOf(WORLD, { aliases: WORLD_ALIASES, nameOf: namesIn('en') });

/** The countries of the world. */
export const worldMap = mapOf({
	atlas: worldAtlas,
	words: {
		key: 'country',
		opening: 'Map of the world: {what} of {count:# country|# countries}.',
		nowhere: 'no country to look at: {names}',
		unknown: 'no country of this name: {names}',
		repeated: '{count:# country|# countries} with several rows: the last counts',
	},
	namesIn,
});
