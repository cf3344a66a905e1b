/** The network of the model test, seen from the test. */
import { startChild } from '../load/support/child.ts';
import type { Scope } from '../support/scope.ts';

export interface LinkWish {
	readonly name: string;
	/** Ports on the loopback address. */
	readonly targets: readonly number[];
	/** Decides which target a connection goes to. */
	readonly seed: number;
}

export interface LinkFault {
	readonly name: string;
	/**
	 * `cut`: ends what is open, without a word. `freeze`: nothing passes either way, and nobody is told. `delay`: all
	 * that passes comes late. `deafen`: requests pass, what comes back is lost. `mend`: everything passes again.
	 */
	readonly fault: 'cut' | 'freeze' | 'delay' | 'deafen' | 'mend';
	readonly delayMs?: number;
}

export interface Links {
	/** Answers the link's port. */
	open(wish: LinkWish): Promise<number>;
	/** Every fault but `cut` lasts until the next one of the same link. */
	apply(fault: LinkFault): Promise<void>;
}

export function startProxy(scope: Scope): Links {
	const child = startChild({ file: 'test/model/proxy.process.ts', scope });
	return {
		open: (wish) => child.ask<number>('open', wish),
		apply: (fault) => child.ask('apply', fault),
	};
}
