import type { ServerText } from '../keys.ts';

export const words: Readonly<Record<ServerText, string>> = {
	'A newer answer is on its way.': 'Une réponse plus récente arrive.',
	'It has changed since; a newer answer is on its way.':
		'Les données ont changé depuis ; une réponse plus récente arrive.',
	'The last answer is too old to be shown; the next one is on its way.':
		'La dernière réponse est trop ancienne pour être affichée ; la suivante arrive.',
	'The server sent a result that cannot be read.': 'Le serveur a envoyé un résultat illisible.',
	'The query failed for a reason that was not kept.': 'La requête a échoué pour une raison qui n’a pas été conservée.',
	'The browser does not let this page copy.': 'Le navigateur n’autorise pas cette page à copier.',
	'There is no picture of this chart yet.': 'Il n’y a pas encore d’image de ce graphique.',
	'The browser has no memory for a picture of this size.':
		'Le navigateur n’a pas assez de mémoire pour une image de cette taille.',
	'The browser could not make a picture.': 'Le navigateur n’a pas pu créer d’image.',
	'The server cannot be reached.': 'Le serveur est injoignable.',
	'The server did not send all rows.': 'Le serveur n’a pas envoyé toutes les lignes.',
	'error token_missing': 'Il manque un jeton.',
	'error token_expired': 'La page a besoin d’un nouveau jeton.',
	'error token_revoked': 'Ce jeton a été révoqué.',
	'error too_many_connections': 'Trop de connexions ; réessayez plus tard.',
	'error rate_limited': 'Trop de demandes ; réessayez dans un instant.',
	'error too_many_exports': 'Trop d’exports en cours ; réessayez plus tard.',
	'error worker_lost': 'L’exécution s’est interrompue ; réessayez.',
	'error not_ready': 'Le serveur n’est pas encore prêt ; réessayez dans un instant.',
	'error leaving': 'Le serveur redémarre ; la page se reconnecte toute seule.',
	'error store_unavailable': 'Le stockage du serveur ne répond pas ; réessayez dans un instant.',
	'error stream_unavailable': 'Le serveur ne peut rien transmettre pour le moment ; réessayez dans un instant.',
	'error internal': 'Une erreur s’est produite sur le serveur ; réessayez dans un instant.',
	'error unreachable': 'Le serveur est injoignable.',
	'error unknown_chart': 'Ce jeton ne donne accès à aucun graphique de ce nom.',
	'error unknown_dashboard': 'Ce jeton ne donne accès à aucun tableau de bord de ce nom.',
	'error unknown_run': 'Ce jeton ne donne accès à aucune exécution de ce type.',
};
