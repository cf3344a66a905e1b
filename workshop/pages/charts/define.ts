import { WorkshopChartEdit } from './chart-edit.ts';
import { WorkshopChartList } from './chart-list.ts';
import './chart-live.ts';
import { WorkshopChartPage } from './chart-page.ts';
import { WorkshopCharts } from './workshop-charts.ts';

customElements.define('workshop-chart-list', WorkshopChartList);
customElements.define('workshop-chart-edit', WorkshopChartEdit);
customElements.define('workshop-chart-page', WorkshopChartPage);
customElements.define('workshop-charts', WorkshopCharts);
