import { CustomChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { scatter } from '../families/scatter.ts';
import { mountOf } from './echarts.ts';

use([CustomChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent]);

/** Points by two columns. */
export const mount = mountOf(scatter);
