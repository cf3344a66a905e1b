import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { histogram } from '../families/histogram.ts';
import { mountOf } from './echarts.ts';

use([CustomChart, GridComponent, MarkAreaComponent, MarkLineComponent]);

/** Values counted by bins. */
export const mount = mountOf(histogram);
