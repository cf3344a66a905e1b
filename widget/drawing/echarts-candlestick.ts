import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { candlestick } from '../families/candlestick.ts';
import { mountOf } from './echarts.ts';

use([CustomChart, GridComponent, MarkLineComponent, MarkAreaComponent]);

/** Candlesticks. */
export const mount = mountOf(candlestick);
