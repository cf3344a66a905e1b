import type { ReactiveController, ReactiveControllerHost } from 'lit';

type ReflectingHost = HTMLElement & Pick<ReactiveControllerHost, 'addController' | 'requestUpdate'>;

const attributeOf = (property: string): string => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Writes what is set as a property into its attribute, and gives a text whose attribute is taken away its default, as
 * the browser's own elements do. It may come late: what was set before is written then.
 */
export class Reflection<Host extends ReflectingHost> implements ReactiveController {
	readonly #host: Host;
	readonly #names: readonly (keyof Host & string)[];
	/** Texts that are null where there is no attribute. */
	readonly #absent: readonly string[];
	readonly #written = new Map<string, unknown>();

	constructor(host: Host, names: readonly (keyof Host & string)[], absent: readonly (keyof Host & string)[] = []) {
		this.#host = host;
		this.#names = [...names, ...absent];
		this.#absent = absent;
		host.addController(this);
		host.requestUpdate();
	}

	hostUpdated(): void {
		for (const name of this.#names) {
			const value = this.#host[name];
			// A chart that moves asks every second, and its attributes hardly ever change.
			if (this.#written.get(name) !== value) this.#write(name, value);
			this.#written.set(name, value);
		}
	}

	#write(name: keyof Host & string, value: unknown): void {
		const host = this.#host;
		const attribute = attributeOf(name);
		const written = host.getAttribute(attribute);
		if (typeof value === 'boolean') host.toggleAttribute(attribute, value);
		else if (typeof value === 'string' && value !== (written ?? '')) host.setAttribute(attribute, value);
		else if (value === '' && written === null && this.#absent.includes(name)) host.setAttribute(attribute, '');
		else if (value === null && !this.#absent.includes(name)) Object.assign(host, { [name]: '' });
		else if (value === null || value === undefined) host.removeAttribute(attribute);
	}
}
