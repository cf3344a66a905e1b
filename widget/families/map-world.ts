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
	title: 'Map of the world',
	one: 'country',
	many: 'countries',
	namesIn,
});
