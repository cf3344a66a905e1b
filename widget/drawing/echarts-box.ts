import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { box } from '../families/box.ts';
import { mountOf } from './echarts.ts';

use([CustomChart, GridComponent, MarkAreaComponent, MarkLineComponent]);

/** Boxes of quartiles. */
export const mount = mountOf(box);
