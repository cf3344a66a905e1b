/** The few words that a message says by itself. What stands in it is the author's, or a chart's. */

const EN = {
	open: 'Open',
	unavailable: 'This chart could not be shown: {reason}',
	expired: 'Its result has expired.',
	canceled: 'Its query was canceled.',
	tooLarge: 'Its rows are too many to be attached; they can be taken from the chart.',
	schedule: 'Sent by the schedule “{name}”.',
	alert: 'Sent by the alert “{name}”.',
	test: 'Sent to try whether messages arrive.',
	testSubject: 'A message to try this address',
	testText: 'Messages arrive here.',
	failedSubject: '{title}: could not be prepared',
	partlySubject: '{title}: some of it is missing',
} as const;

export type Phrase = keyof typeof EN;

const DE: Record<Phrase, string> = {
	open: 'Öffnen',
	unavailable: 'Dieses Diagramm konnte nicht gezeigt werden: {reason}',
	expired: 'Sein Ergebnis ist abgelaufen.',
	canceled: 'Seine Abfrage wurde abgebrochen.',
	tooLarge: 'Für einen Anhang sind es zu viele Zeilen; sie lassen sich beim Diagramm mitnehmen.',
	schedule: 'Gesendet vom Zeitplan „{name}“.',
	alert: 'Gesendet vom Alarm „{name}“.',
	test: 'Gesendet, um zu prüfen, ob Nachrichten ankommen.',
	testSubject: 'Eine Nachricht zur Probe',
	testText: 'Nachrichten kommen hier an.',
	failedSubject: '{title}: konnte nicht erstellt werden',
	partlySubject: '{title}: nicht vollständig',
};

const ES: Record<Phrase, string> = {
	open: 'Abrir',
	unavailable: 'No se pudo mostrar este gráfico: {reason}',
	expired: 'Su resultado ha caducado.',
	canceled: 'Se canceló su consulta.',
	tooLarge: 'Sus filas son demasiadas para adjuntarlas; pueden obtenerse en el gráfico.',
	schedule: 'Enviado por la programación «{name}».',
	alert: 'Enviado por la alerta «{name}».',
	test: 'Enviado para comprobar si llegan los mensajes.',
	testSubject: 'Un mensaje de prueba',
	testText: 'Los mensajes llegan aquí.',
	failedSubject: '{title}: no se pudo preparar',
	partlySubject: '{title}: falta una parte',
};

const FR: Record<Phrase, string> = {
	open: 'Ouvrir',
	unavailable: 'Ce graphique n’a pas pu être affiché : {reason}',
	expired: 'Son résultat a expiré.',
	canceled: 'Sa requête a été annulée.',
	tooLarge: 'Ses lignes sont trop nombreuses pour être jointes ; elles sont disponibles depuis le graphique.',
	schedule: 'Envoyé par la planification « {name} ».',
	alert: 'Envoyé par l’alerte « {name} ».',
	test: 'Envoyé pour vérifier que les messages arrivent.',
	testSubject: 'Un message d’essai',
	testText: 'Les messages arrivent ici.',
	failedSubject: '{title} : n’a pas pu être préparé',
	partlySubject: '{title} : une partie manque',
};

const JA: Record<Phrase, string> = {
	open: '開く',
	unavailable: 'このグラフを表示できませんでした：{reason}',
	expired: '結果の保存期限が切れました。',
	canceled: 'クエリは取り消されました。',
	tooLarge: '行数が多いため添付できません。グラフから取得できます。',
	schedule: 'スケジュール「{name}」から送信されました。',
	alert: 'アラート「{name}」から送信されました。',
	test: 'メッセージが届くかどうかの確認です。',
	testSubject: 'テストメッセージ',
	testText: 'メッセージはここに届きます。',
	failedSubject: '{title}：作成できませんでした',
	partlySubject: '{title}：一部が欠けています',
};

const AR: Record<Phrase, string> = {
	open: 'فتح',
	unavailable: 'تعذّر عرض هذا المخطط: {reason}',
	expired: 'انتهت صلاحية نتيجته.',
	canceled: 'أُلغي استعلامه.',
	tooLarge: 'صفوفه أكثر من أن تُرفق؛ يمكن أخذها من المخطط.',
	schedule: 'أرسله الجدول الزمني «{name}».',
	alert: 'أرسله التنبيه «{name}».',
	test: 'أُرسلت للتأكد من وصول الرسائل.',
	testSubject: 'رسالة تجريبية',
	testText: 'تصل الرسائل إلى هنا.',
	failedSubject: '{title}: تعذّر إعداده',
	partlySubject: '{title}: جزء منه مفقود',
};

const LANGUAGES: Readonly<Record<string, Readonly<Record<Phrase, string>>>> = {
	en: EN,
	de: DE,
	es: ES,
	fr: FR,
	ja: JA,
	ar: AR,
};

const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? 'en';

/** In English where the language is none of ours. */
export function phrase(locale: string, name: Phrase, values: Readonly<Record<string, string>> = {}): string {
	const text = (LANGUAGES[languageOf(locale)] ?? EN)[name];
	return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** Which way a language is written. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (languageOf(locale) === 'ar' ? 'rtl' : 'ltr');
