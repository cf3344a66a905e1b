import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { treemap } from '../families/treemap.ts';
import { mountOf } from './echarts.ts';

use([CustomChart]);

/** Treemaps. */
export const mount = mountOf(treemap);
