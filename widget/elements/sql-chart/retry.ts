import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { adopt } from '../../drawing/adopt.ts';
import { say } from '../../texts/say.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import type { ChartController } from './chart-controller.ts';
import type { ChartPhase, ChartView } from './chart-view.ts';

/** For so long a question that was asked anew counts as on its way, if nothing comes of it. */
const ASKING_MS = 3000;

const WORDS: Readonly<Partial<Record<ChartPhase, 'Try again' | 'Try now'>>> = {
	failed: 'Try again',
	canceled: 'Try again',
	refused: 'Try again',
	offline: 'Try now',
};

/**
 * The button that asks anew for what has failed. It subscribes again, and no more: the server runs a chart that somebody
 * wants, unless it has failed just now, and answers a refusal as it does now.
 */
export class Retry implements ReactiveController {
	readonly #host: LitElement;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isFocused = false;

	constructor(host: LitElement) {
		this.#host = host;
		const root = host.renderRoot.querySelector('.root');
		if (root) adopt(root, buttonStyles);
		host.addController(this);
	}

	get #focused(): Element | null {
		return (this.#host.renderRoot as ShadowRoot).activeElement;
	}

	hostUpdate(): void {
		this.#isFocused = this.#focused?.classList.contains('retry') ?? false;
	}

	/** When the button goes, for something has come of it, what has come has the focus. */
	hostUpdated(): void {
		if (!this.#isFocused || this.#focused !== null) return;
		this.#host.renderRoot.querySelector<HTMLElement>('.message')?.focus();
	}

	hostDisconnected(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	render({ phase }: ChartView, chart: ChartController, locale: string | undefined): TemplateResult | typeof nothing {
		const words = WORDS[phase];
		const { target, clients } = chart;
		// One run has failed for good, and a connection that was stopped needs another token.
		const isFinal = target === undefined || ('run' in target && phase !== 'offline');
		if (words === undefined || isFinal || clients.connection.status === 'stopped') return nothing;
		const isAsking = this.#timer !== undefined;
		return html`<button part="button" class="link retry" aria-disabled=${isAsking} @click=${() => this.#ask(chart)}>
			${say(locale, isAsking ? 'Asking…' : words)}
		</button>`;
	}

	#ask(chart: ChartController): void {
		if (this.#timer !== undefined) return;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#host.requestUpdate();
		}, ASKING_MS);
		this.#host.requestUpdate();
		chart.again();
	}
}
