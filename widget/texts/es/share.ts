import type { ShareText } from '../keys.ts';

export const words: Readonly<Record<ShareText, string>> = {
	'Opening …': 'Abriendo…',
	'This link no longer works.': 'Este enlace ya no funciona.',
	'Ask whoever gave it to you for a new one.': 'Pida uno nuevo a quien se lo dio.',
	'This link needs a password.': 'Este enlace requiere una contraseña.',
	Password: 'Contraseña',
	Open: 'Abrir',
	'Write the password that you were given.': 'Escriba la contraseña que recibió.',
	'The password is wrong. Try again, or ask whoever gave you the link.':
		'La contraseña es incorrecta. Inténtelo de nuevo o pregunte a quien le dio el enlace.',
	'Too many attempts. Try again in {seconds:# second|# seconds}.':
		'Demasiados intentos. Inténtelo de nuevo en {seconds:# segundo|# segundos}.',
	'The server cannot be reached; trying again.': 'No se puede acceder al servidor; se vuelve a intentar.',
};
