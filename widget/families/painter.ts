/** ECharts with what pictures of every family need of it, and without the rest; makes SVG, with or without a browser. */
import { BarChart, CustomChart, LineChart, PieChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { Painter } from './picture.ts';

use([BarChart, CustomChart, LineChart, PieChart, SankeyChart, ScatterChart]);
use([GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

export const painter = { init } as unknown as Painter;
