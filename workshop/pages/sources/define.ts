import { WorkshopSchema } from './schema-browser.ts';
import { WorkshopSource } from './source-detail.ts';
import { WorkshopSourceForm } from './source-form.ts';
import { WorkshopSources } from './workshop-sources.ts';

customElements.define('workshop-schema', WorkshopSchema);
customElements.define('workshop-source', WorkshopSource);
customElements.define('workshop-source-form', WorkshopSourceForm);
customElements.define('workshop-sources', WorkshopSources);
