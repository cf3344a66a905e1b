import '../charts/chart-live.ts';
import { WorkshopAlertForm } from './alert-form.ts';
import { WorkshopAlertList } from './alert-list.ts';
import { WorkshopAlertLog } from './alert-log.ts';
import { WorkshopAlertPage } from './alert-page.ts';
import { WorkshopAlertPlot } from './alert-plot.ts';
import { WorkshopAlerts } from './workshop-alerts.ts';

customElements.define('workshop-alert-plot', WorkshopAlertPlot);
customElements.define('workshop-alert-log', WorkshopAlertLog);
customElements.define('workshop-alert-form', WorkshopAlertForm);
customElements.define('workshop-alert-list', WorkshopAlertList);
customElements.define('workshop-alert-page', WorkshopAlertPage);
customElements.define('workshop-alerts', WorkshopAlerts);
