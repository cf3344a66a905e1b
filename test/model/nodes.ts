/** The web nodes of the model test, and its worker where it has one: each a process that can be ended and started again. */
import type { Scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';

export interface Place {
	readonly role: 'web' | 'worker';
	/** Undefined: a free one each time. */
	readonly port: number | undefined;
	readonly env: Readonly<Record<string, string>>;
}

export class Nodes {
	readonly #scope: Scope;
	readonly #places: readonly Place[];
	readonly #servers: SpawnedServer[] = [];
	readonly #works: Promise<void>[] = [];

	constructor(scope: Scope, places: readonly Place[]) {
		this.#scope = scope;
		this.#places = places;
	}

	async start(): Promise<void> {
		await Promise.all(this.#places.map((_, index) => this.#start(index)));
	}

	async #start(index: number): Promise<void> {
		const place = this.#places[index];
		if (place === undefined) throw new Error(`There is no node ${index}.`);
		const { role, port, env } = place;
		const where = port === undefined ? {} : { port };
		this.#servers[index] = await spawnServer({ role, env, ...where, scope: this.#scope });
	}

	/** Ends it, and starts it again at the same address; one fault of a node after the other. */
	restart(index: number, how: 'kill' | 'leave'): Promise<void> {
		const work = async (): Promise<void> => {
			await (how === 'kill' ? this.#servers[index]?.kill() : this.#servers[index]?.stop());
			await this.#start(index);
		};
		this.#works[index] = (this.#works[index] ?? Promise.resolve()).then(work);
		return this.#works[index];
	}

	/** What they have written last. */
	output(): string {
		return this.#servers
			.map((server, index) => `${this.#places[index]?.role} ${index}:\n${server.output().slice(-2_000)}`)
			.join('\n');
	}
}
