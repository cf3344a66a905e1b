import type { Family } from './family.ts';
import { usMap } from './map-us.ts';
import { worldMap } from './map-world.ts';

/** Every map, for whoever does not load each by itself. */
export const map: Family = {
	build: (input) => (input.spec?.map?.area === 'us' ? usMap : worldMap).build(input),
};
