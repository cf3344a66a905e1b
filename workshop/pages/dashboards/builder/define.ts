import { BuilderPalette } from './builder-palette.ts';
import { WorkshopDashboardBuilder } from './dashboard-builder.ts';

customElements.define('builder-palette', BuilderPalette);
customElements.define('workshop-dashboard-builder', WorkshopDashboardBuilder);
