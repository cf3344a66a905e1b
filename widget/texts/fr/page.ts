/** French: what every page with a chart may say. */
import { words as plots } from './plots.ts';
import { words as server } from './server.ts';
import { words as states } from './states.ts';

export const words = { ...states, ...plots, ...server };
