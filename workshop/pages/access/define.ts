import { WorkshopAccess } from './workshop-access.ts';

customElements.define('workshop-access', WorkshopAccess);
