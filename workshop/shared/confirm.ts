import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

export interface Question {
	readonly title: string;
	/** What will have happened, and whether it can be taken back. */
	readonly text: string;
	/** What the button says, such as “Remove”. */
	readonly action: string;
}

/** Asks before something that cannot be taken back; the page shows `render()` anywhere. */
export class Confirm implements ReactiveController {
	#question: Question | undefined;
	#isOpen = false;
	#answer: ((isSure: boolean) => void) | undefined;
	readonly #host: ReactiveControllerHost;

	constructor(host: ReactiveControllerHost) {
		this.#host = host;
		host.addController(this);
	}

	/** Resolves with whether they are sure. */
	ask(question: Question): Promise<boolean> {
		this.#settle(false);
		this.#question = question;
		this.#isOpen = true;
		this.#host.requestUpdate();
		return new Promise((resolve) => {
			this.#answer = resolve;
		});
	}

	hostDisconnected(): void {
		this.#isOpen = false;
		this.#settle(false);
	}

	#settle(isSure: boolean): void {
		this.#answer?.(isSure);
		this.#answer = undefined;
	}

	readonly #close = (isSure: boolean): void => {
		this.#isOpen = false;
		this.#settle(isSure);
		this.#host.requestUpdate();
	};

	render(): TemplateResult | typeof nothing {
		const question = this.#question;
		if (question === undefined) return nothing;
		const hidden = ({ target, currentTarget }: Event): void => {
			if (target === currentTarget) this.#close(false);
		};
		return html`<wa-dialog label=${question.title} .open=${this.#isOpen} @wa-hide=${hidden}>
			<p>${question.text}</p>
			<wa-button slot="footer" appearance="outlined" @click=${() => this.#close(false)}>Cancel</wa-button>
			<wa-button slot="footer" variant="danger" @click=${() => this.#close(true)}>${question.action}</wa-button>
		</wa-dialog>`;
	}
}
