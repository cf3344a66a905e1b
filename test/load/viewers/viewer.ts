/** One viewer, whichever contender it watches: joins, tells what it has received, and leaves. */
import type { Address } from '../contenders/contender.ts';
import type { Marker } from '../support/payload.ts';

/** What a process of viewers counts for all of them together. */
export interface Tally {
	received(marker: Marker): void;
	/** A frame that was not the next of its channel. */
	outOfOrder(): void;
	/** A frame that is no publication: a ping, or a top. */
	other(): void;
}

export interface Viewer {
	leave(): void;
}

/** Resolves when the viewer would receive what is published from now on. */
export type Join = (address: Address, tally: Tally, number: number) => Promise<Viewer>;
