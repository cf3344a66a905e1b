import { PieChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { pie } from '../families/pie.ts';
import { mountOf } from './echarts.ts';

use([PieChart, LabelLayout]);

/** Pies and donuts. */
export const mount = mountOf(pie);
