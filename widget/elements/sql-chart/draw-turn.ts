import { isNear } from '../shared/near.ts';

/** So far beyond the edge of what is seen a chart is drawn already, so that scrolling meets no old picture. */
const AHEAD_PX = 200;

/**
 * Says when a drawing is to draw: once a frame, however much is new, and only while its element can be seen. What is
 * scrolled away, or not displayed, waits until it comes into view; what is on a page that nobody looks at waits for the
 * next frame, which a browser has only for pages that are looked at. Before the page is printed everything is drawn.
 */
export class DrawTurn {
	readonly #element: Element;
	readonly #draw: () => void;
	readonly #sight: IntersectionObserver;
	readonly #beforePrint = (): void => this.force();
	/** undefined: nobody has told yet. */
	#isSeen: boolean | undefined;
	#isDue = false;
	#frame = 0;

	constructor(element: Element, draw: () => void) {
		this.#element = element;
		this.#draw = draw;
		this.#sight = new IntersectionObserver(
			(entries) => {
				this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
				if (this.#isDue) this.now();
			},
			{ rootMargin: `${AHEAD_PX}px` },
		);
	}

	begin(): void {
		this.#sight.observe(this.#element);
		addEventListener('beforeprint', this.#beforePrint);
	}

	end(): void {
		this.#sight.disconnect();
		removeEventListener('beforeprint', this.#beforePrint);
		cancelAnimationFrame(this.#frame);
		this.#frame = 0;
		this.#isSeen = undefined;
		this.#isDue = false;
	}

	/** There is something new: it is drawn with the next frame. */
	ask(): void {
		this.#isDue = true;
		if (this.#isSeen === false || this.#frame !== 0) return;
		this.#frame = requestAnimationFrame(() => {
			this.#frame = 0;
			// What observes tells after the frame, for which the first picture need not wait.
			this.#isSeen ??= isNear(this.#element, AHEAD_PX);
			if (this.#isDue) this.now();
		});
	}

	/** As `ask`, but at once: for a box that has another size in the frame that is being made. */
	now(): void {
		this.#isDue = true;
		if (this.#isSeen) this.force();
	}

	/** Draws what is due, whether anybody sees it or not. */
	force(): void {
		if (!this.#isDue) return;
		this.#isDue = false;
		this.#draw();
	}
}
