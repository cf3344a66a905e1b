import type { ShareText } from '../keys.ts';

export const words: Readonly<Record<ShareText, string>> = {
	'Opening …': 'Ouverture…',
	'This link no longer works.': 'Ce lien ne fonctionne plus.',
	'Ask whoever gave it to you for a new one.': 'Demandez-en un nouveau à la personne qui vous l’a donné.',
	'This link needs a password.': 'Ce lien demande un mot de passe.',
	Password: 'Mot de passe',
	Open: 'Ouvrir',
	'Write the password that you were given.': 'Saisissez le mot de passe que vous avez reçu.',
	'The password is wrong. Try again, or ask whoever gave you the link.':
		'Le mot de passe est incorrect. Réessayez, ou demandez à la personne qui vous a donné le lien.',
	'Too many attempts. Try again in {seconds:# second|# seconds}.':
		'Trop de tentatives. Réessayez dans {seconds:# seconde|# secondes}.',
	'The server cannot be reached; trying again.': 'Le serveur est injoignable ; nouvel essai en cours.',
};
