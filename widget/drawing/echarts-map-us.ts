import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { usMap } from '../families/map-us.ts';
import { mountOf } from './echarts.ts';

use([CustomChart]);

/** The states of the US, with their shapes. */
export const mount = mountOf(usMap);
