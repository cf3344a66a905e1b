import {
	css,
	html,
	LitElement,
	type nothing,
	type PropertyDeclarations,
	type PropertyValues,
	type TemplateResult,
} from 'lit';
import { addressOf, type Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { formStyles } from '../../shared/forms.ts';
import type { PageElement } from '../../shared/page.ts';
import { waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { countText } from '../../shared/words.ts';
import { groupsOf, type ListedRecipe, type RecipeGroup } from './recipe.ts';

/** `<workshop-recipes>`: the gallery of analyses, by what they are for; or one of them (`/recipes/NAME`). */
export class WorkshopRecipes extends LitElement implements PageElement {
	static override readonly styles = [
		pageStyles,
		formStyles,
		css`
			.page:not(.wide) {
				max-inline-size: clamp(1080px, 72vw, 2600px);
			}
			.page.wide {
				max-inline-size: 1320px;
				gap: 4px;
			}
			.lead {
				margin-block: 4px 8px;
			}
			.search {
				inline-size: min(360px, 100%);
			}
			.groups {
				display: grid;
				gap: 32px;
			}
			.group {
				display: grid;
				gap: 12px;
			}
			.cards {
				display: grid;
				grid-template-columns: repeat(auto-fill, minmax(min(290px, 100%), 1fr));
				gap: 12px;
			}
			.cards a {
				display: grid;
				gap: 4px;
				align-content: start;
				block-size: 100%;
				padding: 14px 16px;
				border: 1px solid var(--line);
				border-radius: 8px;
				background: var(--surface);
				color: var(--ink);
				text-decoration: none;
			}
			.cards a:hover {
				border-color: var(--accent);
			}
			.cards b {
				font-weight: 600;
			}
			.cards p {
				display: -webkit-box;
				-webkit-box-orient: vertical;
				-webkit-line-clamp: 3;
				overflow: hidden;
			}
			.waits {
				min-block-size: 80dvh;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		_recipes: { state: true },
		_search: { state: true },
		_problem: { state: true },
	};

	declare session: ProjectSession;
	declare route: Route;
	declare _recipes: readonly ListedRecipe[] | undefined;
	declare _search: string;
	declare _problem: string;

	constructor() {
		super();
		this._search = '';
		this._problem = '';
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has('session')) void this.#load();
	}

	readonly #load = async (): Promise<void> => {
		try {
			const { recipes } = await this.session.api.ask<{ recipes: readonly ListedRecipe[] }>('GET', '/recipes');
			this._recipes = recipes;
			this._problem = '';
		} catch (error) {
			this._problem = messageOf(error);
		}
	};

	#waiting(): TemplateResult | typeof nothing {
		return waitingFor({ value: this._recipes, problem: this._problem }, this.#load);
	}

	readonly #onSearch = ({ target }: Event): void => {
		this._search = (target as HTMLInputElement).value;
	};

	protected override render(): TemplateResult {
		const { item, query } = this.route;
		const recipes = this._recipes;
		if (item === '') return this.#gallery(recipes);
		const listed = recipes?.find(({ name }) => name === item);
		const all = addressOf({ project: this.session.project.project, page: 'recipes' });
		if (recipes === undefined)
			return html`<div class="page wide"><p class="small"><a href=${all}>All recipes</a></p>${this.#waiting()}</div>`;
		if (listed === undefined)
			return html`<div class="page"><h1>Recipes</h1><p>There is no recipe “${item}”. <a href=${all}>All recipes</a></p></div>`;
		return html`<div class="page wide">
			<p class="small"><a href=${all}>All recipes</a></p>
			<workshop-recipe .session=${this.session} .listed=${listed} .query=${query}></workshop-recipe>
		</div>`;
	}

	#gallery(recipes: readonly ListedRecipe[] | undefined): TemplateResult {
		const groups = groupsOf(recipes ?? [], this._search);
		const count = groups.reduce((sum, group) => sum + group.recipes.length, 0);
		return html`<div class="page">
			<div class="head">
				<div>
					<h1>Recipes</h1>
					<p class="muted lead">Analyses in plain SQL of PostgreSQL, each checked against numbers reckoned in another way. Take one to a table of yours.</p>
				</div>
				<div class="field search">
					<label for="search">Find a recipe</label>
					<input id="search" type="search" autocomplete="off" placeholder="retention, outlier, forecast …" .value=${this._search} @input=${this.#onSearch}>
				</div>
			</div>
			${this.#waiting()}
			${
				recipes === undefined
					? html`<div class="waits"></div>`
					: html`<p class="small muted" role="status">${count === 0 ? `No recipe has the words “${this._search}”. Try one of them alone.` : countText(count, 'recipe')}</p>
				<div class="groups">${groups.map((group) => this.#group(group))}</div>`
			}
		</div>`;
	}

	#group({ category, title, recipes }: RecipeGroup): TemplateResult {
		const { project } = this.session.project;
		return html`<section class="group" aria-labelledby=${`group-${category}`}>
			<h2 id=${`group-${category}`}>${title}</h2>
			<ul class="cards">
				${recipes.map(
					({ name, title: own, explanation }) =>
						html`<li><a href=${addressOf({ project, page: 'recipes', item: name })}><b>${own}</b><p class="muted small">${explanation}</p></a></li>`,
				)}
			</ul>
		</section>`;
	}
}
