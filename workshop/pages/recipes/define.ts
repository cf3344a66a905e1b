import { WorkshopRecipes } from './workshop-recipes.ts';

customElements.define('workshop-recipes', WorkshopRecipes);
