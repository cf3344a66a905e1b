/** A server under test, whichever it is: a process of its own, to be published through and watched by viewers. */
import type { ResultEvent } from '../../../widget/protocol.ts';
import type { Scope } from '../../support/scope.ts';
import type { Child } from '../support/child.ts';

export type ContenderName = 'chartwire' | 'ws' | 'socket.io';

/** What the viewers' processes have to know in order to connect. Plain data: it is sent to them. */
export interface Address {
	readonly kind: ContenderName;
	readonly port: number;
	/** Ours only: signs the viewers' tokens. */
	readonly secret: string;
	/** Ours only: the charts that each viewer subscribes to; the first is published to. */
	readonly charts: readonly string[];
}

export interface UnderTest {
	readonly name: ContenderName;
	readonly child: Child;
	readonly address: Address;
	publish(event: ResultEvent): Promise<void>;
}

export interface Contender {
	readonly name: ContenderName;
	start(scope: Scope): Promise<UnderTest>;
}
