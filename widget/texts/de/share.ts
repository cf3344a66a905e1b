import type { ShareText } from '../keys.ts';

export const words: Readonly<Record<ShareText, string>> = {
	'Opening …': 'Wird geöffnet …',
	'This link no longer works.': 'Dieser Link funktioniert nicht mehr.',
	'Ask whoever gave it to you for a new one.': 'Bitten Sie die Person, von der Sie ihn haben, um einen neuen.',
	'This link needs a password.': 'Dieser Link verlangt ein Passwort.',
	Password: 'Passwort',
	Open: 'Öffnen',
	'Write the password that you were given.': 'Geben Sie das Passwort ein, das Sie erhalten haben.',
	'The password is wrong. Try again, or ask whoever gave you the link.':
		'Das Passwort ist falsch. Versuchen Sie es noch einmal, oder fragen Sie die Person, von der Sie den Link haben.',
	'Too many attempts. Try again in {seconds:# second|# seconds}.':
		'Zu viele Versuche. Versuchen Sie es in {seconds:# Sekunde|# Sekunden} noch einmal.',
	'The server cannot be reached; trying again.': 'Der Server ist nicht erreichbar; es wird erneut versucht.',
};
