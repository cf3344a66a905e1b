/** What dashboards say, and the walls that they hang on. */
export type BoardText =
	| 'Dashboard'
	| 'Filters'
	| 'There is no such dashboard'
	| 'It was renamed or deleted, or the token of this page is not for it.'
	| 'This page’s token is not for this dashboard. Ask whoever gave you the page.'
	| 'Nothing to show: set the attribute “dashboard”'
	| 'Set the attribute “token” to see this dashboard'
	| 'The dashboard appears by itself once its server is reached.'
	| 'Nothing is on this dashboard yet'
	| 'Nothing is on this tab yet'
	| 'Charts appear here as soon as its author has put them there.'
	| '{charts:# chart is|# charts are} out of date';
