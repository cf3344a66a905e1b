import { WorkshopRecipe } from './recipe-detail.ts';
import { WorkshopRecipes } from './workshop-recipes.ts';

customElements.define('workshop-recipe', WorkshopRecipe);
customElements.define('workshop-recipes', WorkshopRecipes);
