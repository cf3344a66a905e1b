import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { funnel } from '../families/funnel.ts';
import { mountOf } from './echarts.ts';

use([CustomChart]);

/** Funnels. */
export const mount = mountOf(funnel);
