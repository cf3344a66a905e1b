import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { waterfall } from '../families/waterfall.ts';
import { mountOf } from './echarts.ts';

use([CustomChart, GridComponent, MarkLineComponent, MarkAreaComponent]);

/** Waterfalls. */
export const mount = mountOf(waterfall);
