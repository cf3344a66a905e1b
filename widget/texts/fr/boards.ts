import type { BoardText } from '../keys.ts';

export const words: Readonly<Record<BoardText, string>> = {
	Dashboard: 'Tableau de bord',
	Filters: 'Filtres',
	'There is no such dashboard': 'Ce tableau de bord n’existe pas',
	'It was renamed or deleted, or the token of this page is not for it.':
		'Il a été renommé ou supprimé, ou le jeton de cette page ne vaut pas pour lui.',
	'This page’s token is not for this dashboard. Ask whoever gave you the page.':
		'Le jeton de cette page ne vaut pas pour ce tableau de bord. Demandez à qui vous a donné la page.',
	'Nothing to show: set the attribute “dashboard”': 'Rien à afficher : renseignez l’attribut « dashboard »',
	'Set the attribute “token” to see this dashboard': 'Renseignez l’attribut « token » pour voir ce tableau de bord',
	'The dashboard appears by itself once its server is reached.':
		'Le tableau de bord s’affiche de lui-même dès que son serveur répond.',
	'Nothing is on this dashboard yet': 'Il n’y a encore rien sur ce tableau de bord',
	'Nothing is on this tab yet': 'Il n’y a encore rien sur cet onglet',
	'Charts appear here as soon as its author has put them there.':
		'Les graphiques s’affichent ici dès que leur auteur les y a mis.',
	'{charts:# chart is|# charts are} out of date':
		'{charts:# graphique n’est plus à jour|# graphiques ne sont plus à jour}',
};
