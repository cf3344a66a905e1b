import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { gauge } from '../families/gauge.ts';
import { mountOf } from './echarts.ts';

use([CustomChart]);

/** Gauges. */
export const mount = mountOf(gauge);
