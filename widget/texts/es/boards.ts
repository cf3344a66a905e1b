import type { BoardText } from '../keys.ts';

export const words: Readonly<Record<BoardText, string>> = {
	Dashboard: 'Panel',
	Filters: 'Filtros',
	'There is no such dashboard': 'No existe ese panel',
	'It was renamed or deleted, or the token of this page is not for it.':
		'Se ha renombrado o borrado, o el token de esta página no vale para él.',
	'This page’s token is not for this dashboard. Ask whoever gave you the page.':
		'El token de esta página no vale para este panel. Pregunte a quien le dio la página.',
	'Nothing to show: set the attribute “dashboard”': 'Nada que mostrar: ponga el atributo «dashboard»',
	'Set the attribute “token” to see this dashboard': 'Ponga el atributo «token» para ver este panel',
	'The dashboard appears by itself once its server is reached.':
		'El panel aparece solo en cuanto se alcance su servidor.',
	'Nothing is on this dashboard yet': 'Todavía no hay nada en este panel',
	'Nothing is on this tab yet': 'Todavía no hay nada en esta pestaña',
	'Charts appear here as soon as its author has put them there.':
		'Los gráficos aparecen aquí en cuanto su autor los ponga.',
	'{charts:# chart is|# charts are} out of date': '{charts:# gráfico desactualizado|# gráficos desactualizados}',
};
