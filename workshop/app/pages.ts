/** The pages of the workshop, in the order of the bar at the top; each is loaded when somebody goes there. */
import type { PageName } from './route.ts';
import type { ProjectSession } from './session.ts';

export interface PageEntry {
	readonly title: string;
	readonly icon: string;
	/** The element that `load` defines. */
	readonly tag: string;
	readonly load: () => Promise<unknown>;
	/** Whether the bar shows it to them; the server decides what they may do there. */
	readonly isFor: (session: ProjectSession) => boolean;
}

/** Where somebody begins: the first page that is for them. */
export const beginningFor = (session: ProjectSession): PageName =>
	(Object.keys(pages) as PageName[]).find((page) => pages[page].isFor(session)) ?? 'charts';

const anybody = (): boolean => true;

export const pages: Readonly<Record<PageName, PageEntry>> = {
	editor: {
		title: 'Editor',
		icon: 'editor',
		tag: 'workshop-editor',
		load: () => import('../pages/editor/define.ts'),
		isFor: (session) => session.isAuthor,
	},
	charts: {
		title: 'Charts',
		icon: 'chart',
		tag: 'workshop-charts',
		load: () => import('../pages/charts/define.ts'),
		isFor: anybody,
	},
	dashboards: {
		title: 'Dashboards',
		icon: 'dashboard',
		tag: 'workshop-dashboards',
		load: () => import('../pages/dashboards/define.ts'),
		isFor: anybody,
	},
	alerts: {
		title: 'Alerts',
		icon: 'bell',
		tag: 'workshop-alerts',
		load: () => import('../pages/alerts/define.ts'),
		isFor: anybody,
	},
	schedules: {
		title: 'Schedules',
		icon: 'clock',
		tag: 'workshop-schedules',
		load: () => import('../pages/schedules/define.ts'),
		isFor: (session) => session.isAuthor,
	},
	recipes: {
		title: 'Recipes',
		icon: 'recipe',
		tag: 'workshop-recipes',
		load: () => import('../pages/recipes/define.ts'),
		isFor: (session) => session.isAuthor,
	},
	sources: {
		title: 'Sources',
		icon: 'source',
		tag: 'workshop-sources',
		load: () => import('../pages/sources/define.ts'),
		isFor: (session) => session.isAuthor,
	},
	access: {
		title: 'Access',
		icon: 'eye',
		tag: 'workshop-access',
		load: () => import('../pages/access/define.ts'),
		isFor: (session) => session.isAuthor,
	},
	people: {
		title: 'People',
		icon: 'people',
		tag: 'workshop-people',
		load: () => import('../pages/people/define.ts'),
		isFor: (session) => session.isManager,
	},
};
