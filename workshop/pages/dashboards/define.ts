import { WorkshopDashboardList } from './dashboard-list.ts';
import { WorkshopDashboardPage } from './dashboard-page.ts';
import { WorkshopNewDashboard } from './new-dashboard.ts';
import { WorkshopDashboards } from './workshop-dashboards.ts';

customElements.define('workshop-new-dashboard', WorkshopNewDashboard);
customElements.define('workshop-dashboard-list', WorkshopDashboardList);
customElements.define('workshop-dashboard-page', WorkshopDashboardPage);
customElements.define('workshop-dashboards', WorkshopDashboards);
