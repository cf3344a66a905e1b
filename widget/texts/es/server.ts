import type { ServerText } from '../keys.ts';

export const words: Readonly<Record<ServerText, string>> = {
	'A newer answer is on its way.': 'Hay una respuesta más reciente en camino.',
	'It has changed since; a newer answer is on its way.':
		'Ha cambiado desde entonces; hay una respuesta más reciente en camino.',
	'The last answer is too old to be shown; the next one is on its way.':
		'La última respuesta es demasiado antigua para mostrarla; la siguiente está en camino.',
	'The server sent a result that cannot be read.': 'El servidor envió un resultado que no se puede leer.',
	'The query failed for a reason that was not kept.': 'La consulta falló por un motivo que no se guardó.',
	'The browser does not let this page copy.': 'El navegador no permite copiar a esta página.',
	'There is no picture of this chart yet.': 'Todavía no hay ninguna imagen de este gráfico.',
	'The browser has no memory for a picture of this size.':
		'El navegador no tiene memoria para una imagen de este tamaño.',
	'The browser could not make a picture.': 'El navegador no pudo crear la imagen.',
	'The server cannot be reached.': 'No se puede acceder al servidor.',
	'The server did not send all rows.': 'El servidor no envió todas las filas.',
	'error token_missing': 'Falta un token.',
	'error token_expired': 'La página necesita un token nuevo.',
	'error token_revoked': 'Este token ha sido revocado.',
	'error too_many_connections': 'Hay demasiadas conexiones; inténtelo más tarde.',
	'error rate_limited': 'Demasiadas peticiones; inténtelo en un momento.',
	'error too_many_exports': 'Hay demasiadas exportaciones en curso; inténtelo más tarde.',
	'error worker_lost': 'La ejecución se interrumpió; inténtelo de nuevo.',
	'error not_ready': 'El servidor aún no está listo; inténtelo en un momento.',
	'error leaving': 'El servidor se reinicia; la página se reconecta sola.',
	'error store_unavailable': 'El almacén del servidor no responde; inténtelo en un momento.',
	'error stream_unavailable': 'El servidor no puede entregar nada ahora; inténtelo en un momento.',
	'error internal': 'Se ha producido un error en el servidor; inténtelo en un momento.',
	'error unreachable': 'No se puede acceder al servidor.',
	'error unknown_chart': 'Este token no da acceso a ningún gráfico con ese nombre.',
	'error unknown_dashboard': 'Este token no da acceso a ningún panel con ese nombre.',
	'error unknown_run': 'Este token no da acceso a tal ejecución.',
};
