import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isNear } from '../shared/near.ts';

/** All that one task has brought: the page is laid out once for it, and not after what observes it has told. */
let arrived: Start[] = [];

interface StartHost extends HTMLElement, Pick<ReactiveControllerHost, 'addController' | 'requestUpdate'> {
	loading: string;
	group: string;
}

/**
 * Says when a chart begins: when it is less than a screen away from being seen, when the page is printed, or at once
 * with `loading="eager"`; and not before the filters beside it can say what they have chosen.
 */
export class Start implements ReactiveController {
	isDue = false;
	readonly host: StartHost;
	#isNear = false;
	readonly #sight = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting) && this.now(), {
		rootMargin: '100%',
	});

	constructor(host: StartHost) {
		this.host = host;
		host.addController(this);
	}

	readonly now = (): void => {
		this.#isNear = true;
		this.hostDisconnected();
		this.host.requestUpdate();
	};

	hostConnected(): void {
		if (this.#isNear) return;
		this.#sight.observe(this.host);
		addEventListener('beforeprint', this.now);
		// While the page is read its elements come one by one.
		if (document.readyState === 'loading') return;
		if (arrived.length === 0) queueMicrotask(begin);
		arrived.push(this);
	}

	hostUpdate(): void {
		const { loading, group } = this.host;
		if (this.isDue || !(this.#isNear || loading === 'eager')) return;
		const root = this.host.getRootNode() as ParentNode;
		if (group && root.querySelector?.('sql-filter:not(:defined)')) {
			void customElements.whenDefined('sql-filter').then(() => this.host.requestUpdate());
		} else this.isDue = true;
	}

	hostDisconnected(): void {
		this.#sight.disconnect();
		removeEventListener('beforeprint', this.now);
	}
}

function begin(): void {
	const near = arrived.filter(({ host }) => isNear(host, innerHeight));
	arrived = [];
	for (const each of near) each.now();
}
