/** What every page of the workshop is given, and how it asks to go elsewhere. */
import type { Place, Route } from '../app/route.ts';
import type { ProjectSession } from '../app/session.ts';

export interface PageElement extends HTMLElement {
	session: ProjectSession;
	route: Route;
}

export interface GoDetail {
	readonly place: Omit<Place, 'project'>;
	/** The place takes that of the present one in the browser's history. */
	readonly replace?: boolean;
}

/** Goes to another place of the same project. */
export function go(from: HTMLElement, place: GoDetail['place'], { replace = false } = {}): void {
	from.dispatchEvent(new CustomEvent('workshop-go', { detail: { place, replace }, bubbles: true, composed: true }));
}

/** Says something that went well, for a moment, at the foot of the page. */
export function say(from: HTMLElement, text: string): void {
	from.dispatchEvent(new CustomEvent('workshop-say', { detail: { text }, bubbles: true, composed: true }));
}

declare global {
	interface HTMLElementEventMap {
		'workshop-go': CustomEvent<GoDetail>;
		'workshop-say': CustomEvent<{ readonly text: string }>;
	}
}
