import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { bar } from '../families/bar.ts';
import { mountOf } from './echarts.ts';

use([BarChart, CustomChart, GridComponent, MarkLineComponent, MarkAreaComponent]);

/** Bars that lie. */
export const mount = mountOf(bar);
