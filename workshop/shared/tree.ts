import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { pageStyles } from './styles.ts';

export interface TreeItem {
	readonly id: string;
	/** What it is called, to the ear and to whoever types its first letters. */
	readonly name: string;
	readonly content: TemplateResult;
	readonly children: readonly TreeItem[];
}

interface Row {
	readonly item: TreeItem;
	readonly level: number;
	/** The index of the row that it is in; -1: none. */
	readonly parent: number;
}

export interface TreeDetail {
	readonly id: string;
}

/**
 * `<workshop-tree>`: a tree that is walked by arrow keys (WAI-ARIA Authoring Practices, tree view): right opens and goes
 * in, left closes and goes out, Enter or a click chooses, letters find. Only what is open is in the page.
 *
 * @fires tree-choose - An item was chosen.
 */
export class WorkshopTree extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		items: { attribute: false },
		open: { attribute: false },
		label: {},
		_at: { state: true },
	};
	static override readonly styles = [
		pageStyles,
		css`
			[role='treeitem'] {
				display: flex;
				align-items: start;
				gap: 2px;
				min-block-size: 26px;
				padding-block: 2px;
				padding-inline-end: 8px;
				border-radius: 5px;
				cursor: default;
			}
			[role='treeitem']:hover {
				background: var(--sunken);
			}
			[role='treeitem']:focus-visible {
				outline-offset: -2px;
			}
			.turn {
				flex: none;
				display: grid;
				place-items: center;
				inline-size: 20px;
				/* As high as the first line. */
				block-size: 21px;
				color: var(--muted);
			}
			.turn svg {
				inline-size: 12px;
				transition: rotate 120ms;
			}
			[aria-expanded='true'] > .turn svg {
				rotate: 90deg;
			}
			.content {
				flex: 1;
				min-inline-size: 0;
			}
			.line {
				display: flex;
				gap: 8px;
				align-items: baseline;
				min-inline-size: 0;
			}
			.line > :first-child {
				overflow: hidden;
				text-overflow: ellipsis;
				white-space: nowrap;
			}
			.aside {
				flex: none;
				margin-inline-start: auto;
				max-inline-size: 55%;
				overflow: hidden;
				text-overflow: ellipsis;
				white-space: nowrap;
				color: var(--muted);
				font-size: 12px;
			}
			.aside + .aside {
				min-inline-size: 15ch;
				margin-inline-start: 8px;
				text-align: end;
			}
			.more {
				color: var(--muted);
				font-size: 12.5px;
			}
			.warning {
				color: var(--warning);
				font-size: 12.5px;
			}
			.bar {
				flex: none;
				inline-size: 48px;
				block-size: 6px;
				border-radius: 3px;
				background: var(--sunken);
				align-self: center;
			}
			.bar rect {
				fill: var(--accent);
			}
			/* A step of a plan has more figures than fit beside its name. */
			@media (max-width: 480px) {
				.line:has(.share) {
					flex-wrap: wrap;
					gap: 0 8px;
				}
				.line:has(.share) > :first-child {
					flex: 1 1 100%;
				}
				.line:has(.share) > .aside {
					margin-inline-start: 0;
					min-inline-size: 0;
				}
				.bar {
					display: none;
				}
			}
			@media (prefers-reduced-motion: reduce) {
				.turn svg {
					transition: none;
				}
			}
		`,
	];

	declare items: readonly TreeItem[];
	/** The ids of those that are open. */
	declare open: ReadonlySet<string>;
	declare label: string;
	declare _at: string;
	#rows: readonly Row[] = [];

	constructor() {
		super();
		this.items = [];
		this.open = new Set();
		this.label = '';
		this._at = '';
	}

	protected override willUpdate(): void {
		const rows: Row[] = [];
		const add = (items: readonly TreeItem[], level: number, parent: number): void => {
			for (const item of items) {
				const index = rows.push({ item, level, parent }) - 1;
				if (this.open.has(item.id)) add(item.children, level + 1, index);
			}
		};
		add(this.items, 1, -1);
		this.#rows = rows;
	}

	#turn({ id, children }: TreeItem, open = !this.open.has(id)): void {
		if (children.length === 0) return;
		const next = new Set(this.open);
		if (open) next.add(id);
		else next.delete(id);
		this.open = next;
	}

	async #go(row: Row | undefined): Promise<void> {
		if (row === undefined) return;
		this._at = row.item.id;
		await this.updateComplete;
		this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
	}

	#choose({ id }: TreeItem): void {
		this.dispatchEvent(new CustomEvent<TreeDetail>('tree-choose', { detail: { id }, bubbles: true, composed: true }));
	}

	#onKey(event: KeyboardEvent, index: number): void {
		const row = this.#rows[index];
		if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		const { item, parent } = row;
		const isOpen = this.open.has(item.id) && item.children.length > 0;
		const acts: Readonly<Record<string, () => unknown>> = {
			ArrowDown: () => this.#go(this.#rows[index + 1]),
			ArrowUp: () => this.#go(this.#rows[index - 1]),
			Home: () => this.#go(this.#rows[0]),
			End: () => this.#go(this.#rows.at(-1)),
			ArrowRight: () => (isOpen ? this.#go(this.#rows[index + 1]) : this.#turn(item, true)),
			ArrowLeft: () => (isOpen ? this.#turn(item, false) : this.#go(this.#rows[parent])),
			Enter: () => this.#choose(item),
			' ': () => this.#turn(item),
		};
		const act = acts[event.key] ?? (event.key.length === 1 ? () => this.#find(event.key, index) : undefined);
		if (act === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		void act();
	}

	#find(letter: string, from: number): Promise<void> {
		const turned = [...this.#rows.slice(from + 1), ...this.#rows.slice(0, from + 1)];
		return this.#go(turned.find(({ item }) => item.name.toLowerCase().startsWith(letter.toLowerCase())));
	}

	protected override render(): TemplateResult {
		const at = this.#rows.some(({ item }) => item.id === this._at) ? this._at : this.#rows[0]?.item.id;
		return html`<div role="tree" aria-label=${this.label}>
			${this.#rows.map((row, index) => this.#row(row, index, row.item.id === at))}
		</div>`;
	}

	#row({ item, level }: Row, index: number, isAt: boolean): TemplateResult {
		const { id, name, content, children } = item;
		const has = children.length > 0;
		const turn = (event: Event): void => {
			event.stopPropagation();
			this._at = id;
			this.#turn(item);
		};
		const choose = (): void => {
			this._at = id;
			this.#choose(item);
		};
		return html`<div
			role="treeitem"
			aria-label=${name}
			aria-level=${level}
			aria-expanded=${has ? this.open.has(id) : nothing}
			tabindex=${isAt ? 0 : -1}
			.style=${`padding-inline-start:${(level - 1) * 16}px`}
			@keydown=${(event: KeyboardEvent) => this.#onKey(event, index)}
			@click=${choose}
		>
			<span class="turn" aria-hidden="true" @click=${has ? turn : nothing}>
				${
					has
						? html`<svg viewBox="0 0 12 12" fill="none" stroke="currentColor" stroke-width="1.6"><path d="m4 2 4 4-4 4" /></svg>`
						: nothing
				}
			</span>
			<div class="content">${content}</div>
		</div>`;
	}
}

customElements.define('workshop-tree', WorkshopTree);

declare global {
	interface HTMLElementEventMap {
		'tree-choose': CustomEvent<TreeDetail>;
	}
}
