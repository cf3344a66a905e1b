import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { worldMap } from '../families/map-world.ts';
import { mountOf } from './echarts.ts';

use([CustomChart]);

/** The countries of the world, with their shapes. */
export const mount = mountOf(worldMap);
