import { WorkshopEditor } from './workshop-editor.ts';

customElements.define('workshop-editor', WorkshopEditor);
