/** `chartwire-open`: somebody wants to see a run of the inbox. The page shows it, in its editor or elsewhere. */
export interface InboxOpenDetail {
	readonly run: string;
}

declare global {
	interface GlobalEventHandlersEventMap {
		'chartwire-open': CustomEvent<InboxOpenDetail>;
	}
}
