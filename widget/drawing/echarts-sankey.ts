import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { sankey } from '../families/sankey.ts';
import { mountOf } from './echarts.ts';

use([SankeyChart, LabelLayout]);

/** Sankey diagrams. */
export const mount = mountOf(sankey);
