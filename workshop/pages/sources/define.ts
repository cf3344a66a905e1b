import { WorkshopSources } from './workshop-sources.ts';

customElements.define('workshop-sources', WorkshopSources);
