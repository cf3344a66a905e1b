import type { ShareText } from '../keys.ts';

export const words: Readonly<Record<ShareText, string>> = {
	'Opening …': '開いています…',
	'This link no longer works.': 'このリンクはもう使えません。',
	'Ask whoever gave it to you for a new one.': 'リンクをくれた人に、新しいリンクを頼んでください。',
	'This link needs a password.': 'このリンクにはパスワードが必要です。',
	Password: 'パスワード',
	Open: '開く',
	'Write the password that you were given.': '受け取ったパスワードを入力してください。',
	'The password is wrong. Try again, or ask whoever gave you the link.':
		'パスワードが違います。もう一度入力するか、リンクをくれた人に確認してください。',
	'Too many attempts. Try again in {seconds:# second|# seconds}.':
		'試行回数が多すぎます。{seconds:#秒}後にもう一度お試しください。',
	'The server cannot be reached; trying again.': 'サーバーに接続できません。再試行しています。',
};
