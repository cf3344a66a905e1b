import type { Notice, RunNotice } from '../../protocol.ts';

/** `chartwire-open`: somebody wants to see a run of the inbox. The page shows it, in its editor or elsewhere. */
export interface InboxOpenDetail {
	readonly run: string;
}

/** `chartwire-notice`: somebody wants to see what an alert has said, what was shared with them, or a schedule that was not sent. The page shows it. */
export interface InboxNoticeDetail {
	readonly notice: Exclude<Notice, RunNotice>;
}

declare global {
	interface GlobalEventHandlersEventMap {
		'chartwire-open': CustomEvent<InboxOpenDetail>;
		'chartwire-notice': CustomEvent<InboxNoticeDetail>;
	}
}
