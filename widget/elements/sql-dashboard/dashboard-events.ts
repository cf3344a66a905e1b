/** `chartwire-tab`: another tab is shown. */
export interface DashboardTabDetail {
	readonly tab: string;
	readonly title: string;
	/** Who has changed it: somebody who looks at it, or the wall's own rotation. */
	readonly by: 'viewer' | 'rotation';
}

declare global {
	interface GlobalEventHandlersEventMap {
		'chartwire-tab': CustomEvent<DashboardTabDetail>;
	}
}
