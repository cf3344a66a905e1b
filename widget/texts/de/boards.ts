import type { BoardText } from '../keys.ts';

export const words: Readonly<Record<BoardText, string>> = {
	Dashboard: 'Dashboard',
	Filters: 'Filter',
	'There is no such dashboard': 'Dieses Dashboard gibt es nicht',
	'It was renamed or deleted, or the token of this page is not for it.':
		'Es wurde umbenannt oder gelöscht, oder das Token dieser Seite gilt nicht dafür.',
	'This page’s token is not for this dashboard. Ask whoever gave you the page.':
		'Das Token dieser Seite gilt nicht für dieses Dashboard. Fragen Sie, wer Ihnen die Seite gegeben hat.',
	'Nothing to show: set the attribute “dashboard”': 'Nichts zu zeigen: Setzen Sie das Attribut „dashboard“',
	'Set the attribute “token” to see this dashboard': 'Setzen Sie das Attribut „token“, um dieses Dashboard zu sehen',
	'The dashboard appears by itself once its server is reached.':
		'Das Dashboard erscheint von selbst, sobald der Server erreichbar ist.',
	'Nothing is on this dashboard yet': 'Auf diesem Dashboard ist noch nichts',
	'Nothing is on this tab yet': 'Auf diesem Tab ist noch nichts',
	'Charts appear here as soon as its author has put them there.':
		'Diagramme erscheinen hier, sobald sie dort angelegt sind.',
	'{charts:# chart is|# charts are} out of date': '{charts:# Diagramm ist|# Diagramme sind} veraltet',
};
