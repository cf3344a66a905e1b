import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { calendar } from '../families/calendar.ts';
import { mountOf } from './echarts.ts';

use([CustomChart]);

/** Numbers as colours, by days. */
export const mount = mountOf(calendar);
