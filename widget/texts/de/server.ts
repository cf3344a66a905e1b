import type { ServerText } from '../keys.ts';

export const words: Readonly<Record<ServerText, string>> = {
	'A newer answer is on its way.': 'Eine neuere Antwort ist unterwegs.',
	'It has changed since; a newer answer is on its way.':
		'Es hat sich seither geändert; eine neuere Antwort ist unterwegs.',
	'The last answer is too old to be shown; the next one is on its way.':
		'Die letzte Antwort ist zu alt, um gezeigt zu werden; die nächste ist unterwegs.',
	'The server sent a result that cannot be read.':
		'Der Server hat ein Ergebnis geschickt, das nicht gelesen werden kann.',
	'The query failed for a reason that was not kept.':
		'Die Abfrage ist aus einem Grund fehlgeschlagen, der nicht aufbewahrt wurde.',
	'The browser does not let this page copy.': 'Der Browser lässt diese Seite nicht kopieren.',
	'There is no picture of this chart yet.': 'Von diesem Diagramm gibt es noch kein Bild.',
	'The browser has no memory for a picture of this size.': 'Der Browser hat keinen Speicher für ein Bild dieser Größe.',
	'The browser could not make a picture.': 'Der Browser konnte kein Bild erstellen.',
	'The server cannot be reached.': 'Der Server ist nicht erreichbar.',
	'The server did not send all rows.': 'Der Server hat nicht alle Zeilen geschickt.',
	'error token_missing': 'Es fehlt ein Token.',
	'error token_expired': 'Die Seite braucht ein neues Token.',
	'error token_revoked': 'Dieses Token wurde widerrufen.',
	'error too_many_connections': 'Es gibt zu viele Verbindungen; später noch einmal versuchen.',
	'error rate_limited': 'Zu viele Anfragen; gleich noch einmal versuchen.',
	'error too_many_exports': 'Es laufen zu viele Exporte; später noch einmal versuchen.',
	'error worker_lost': 'Die Ausführung ist abgebrochen; noch einmal versuchen.',
	'error not_ready': 'Der Server ist noch nicht bereit; gleich noch einmal versuchen.',
	'error leaving': 'Der Server wird neu gestartet; die Seite verbindet sich von selbst.',
	'error store_unavailable': 'Der Speicher des Servers antwortet nicht; gleich noch einmal versuchen.',
	'error stream_unavailable': 'Der Server kann gerade nichts zustellen; gleich noch einmal versuchen.',
	'error internal': 'Im Server ist ein Fehler aufgetreten; gleich noch einmal versuchen.',
	'error unreachable': 'Der Server ist nicht erreichbar.',
	'error unknown_chart': 'Dieses Token darf kein Diagramm dieses Namens sehen.',
	'error unknown_dashboard': 'Dieses Token darf kein Dashboard dieses Namens sehen.',
	'error unknown_run': 'Dieses Token darf keine solche Ausführung sehen.',
};
