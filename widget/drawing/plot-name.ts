import type { DrawingType } from './drawing.ts';
import type { Shape } from './shape.ts';
import { summaryOf } from './summary.ts';

/** So often at most the picture is summed up anew, however often it is drawn. */
const NAME_EVERY_MS = 5000;

interface Told {
	readonly shape: () => Shape | undefined;
	/** What a picture shows beside its series, in sentences. */
	readonly more: (shape: Shape) => string | undefined;
}

/**
 * Owns the name of a plot, which says in words what it shows. A chunk of its own, which comes after the first picture.
 *
 * Results never speak: the name follows them now and then, but not while the plot has the focus, for some screen readers
 * would say it again each time.
 */
export class PlotName {
	readonly #surface: HTMLElement;
	readonly #type: DrawingType;
	readonly #told: Told;
	#isDue = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(surface: HTMLElement, type: DrawingType, told: Told) {
		this.#surface = surface;
		this.#type = type;
		this.#told = told;
		// Whoever comes hears what is there now.
		surface.addEventListener('focus', () => this.#isDue && this.#say());
		surface.addEventListener('blur', () => this.#isDue && this.drawn());
		this.drawn();
	}

	/** There is another picture: the name follows when it is its time. */
	drawn(): void {
		this.#isDue = true;
		if (this.#timer !== undefined || this.#surface.matches(':focus')) return;
		this.#say();
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			if (this.#isDue) this.drawn();
		}, NAME_EVERY_MS);
	}

	destroy(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#say(): void {
		const { shape: now, more } = this.#told;
		const shape = now();
		if (shape === undefined) return;
		this.#isDue = false;
		const words = [summaryOf(shape, this.#type), more(shape)];
		this.#surface.setAttribute('aria-label', words.filter(Boolean).join(' '));
	}
}
