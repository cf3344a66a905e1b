import { WorkshopCharts } from './workshop-charts.ts';

customElements.define('workshop-charts', WorkshopCharts);
