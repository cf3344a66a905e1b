import { WorkshopPeople } from './workshop-people.ts';

customElements.define('workshop-people', WorkshopPeople);
