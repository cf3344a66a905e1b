import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';

const STEP = 2;
const LEAST = 15;
const MOST = 85;

/**
 * `<workshop-divider>`: a bar between two parts that is moved by hand or by arrow keys. It says where it is as a percentage
 * of its parent, in the parent's custom property `property`, and remembers it in this browser under that name.
 */
export class WorkshopDivider extends LitElement {
	static override readonly properties: PropertyDeclarations = {
		label: {},
		property: {},
		axis: { reflect: true },
		value: { type: Number },
	};
	static override readonly styles = css`
		:host {
			display: block;
			position: relative;
			z-index: 1;
			touch-action: none;
			background: var(--line);
			outline-offset: 1px;
		}
		:host([axis='x']) {
			cursor: col-resize;
			inline-size: 1px;
		}
		:host([axis='y']) {
			cursor: row-resize;
			block-size: 1px;
		}
		:host::before {
			content: '';
			position: absolute;
			inset: 0 -4px;
		}
		:host([axis='y'])::before {
			inset: -4px 0;
		}
		:host(:hover),
		:host(:focus-visible) {
			background: var(--accent);
			outline: 1px solid var(--accent);
		}
	`;

	declare label: string;
	/** A custom property, such as `--split`. */
	declare property: string;
	/** `x`: between left and right. `y`: between above and below. */
	declare axis: 'x' | 'y';
	/** % of the parent that is before it. */
	declare value: number;

	constructor() {
		super();
		this.label = '';
		this.property = '';
		this.axis = 'x';
		this.value = 50;
		this.addEventListener('keydown', (event) => this.#onKey(event));
		this.addEventListener('pointerdown', (event) => this.#onDown(event));
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.tabIndex = 0;
		this.role = 'separator';
		const kept = Number(localStorage.getItem(this.#key) ?? Number.NaN);
		if (Number.isFinite(kept)) this.value = kept;
	}

	get #key(): string {
		return `chartwire-workshop${this.property}`;
	}

	#move(value: number): void {
		this.value = Math.min(MOST, Math.max(LEAST, value));
		localStorage.setItem(this.#key, String(this.value));
	}

	#onKey(event: KeyboardEvent): void {
		const [less, more] = this.axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
		const steps: Record<string, number> = { [less as string]: -STEP, [more as string]: STEP, Home: -MOST, End: MOST };
		const by = steps[event.key];
		if (by === undefined) return;
		event.preventDefault();
		this.#move(this.value + by);
	}

	#onDown(event: PointerEvent): void {
		const parent = this.parentElement;
		if (parent === null || event.button !== 0) return;
		event.preventDefault();
		this.setPointerCapture(event.pointerId);
		const box = parent.getBoundingClientRect();
		const move = ({ clientX, clientY }: PointerEvent): void =>
			this.#move(
				this.axis === 'x' ? ((clientX - box.left) / box.width) * 100 : ((clientY - box.top) / box.height) * 100,
			);
		const over = new AbortController();
		const { signal } = over;
		this.addEventListener('pointermove', move, { signal });
		for (const end of ['pointerup', 'pointercancel'] as const)
			this.addEventListener(end, () => over.abort(), { signal });
	}

	protected override updated(): void {
		this.ariaLabel = this.label;
		this.ariaOrientation = this.axis === 'x' ? 'vertical' : 'horizontal';
		this.ariaValueNow = String(Math.round(this.value));
		this.ariaValueMin = String(LEAST);
		this.ariaValueMax = String(MOST);
		this.parentElement?.style.setProperty(this.property, `${this.value}%`);
	}

	protected override render(): TemplateResult {
		return html``;
	}
}

customElements.define('workshop-divider', WorkshopDivider);
