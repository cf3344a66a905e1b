import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { heatmap } from '../families/heatmap.ts';
import { mountOf } from './echarts.ts';

use([CustomChart, GridComponent]);

/** Numbers as colours, by two columns. */
export const mount = mountOf(heatmap);
