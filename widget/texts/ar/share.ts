import type { ShareText } from '../keys.ts';

export const words: Readonly<Record<ShareText, string>> = {
	'Opening …': 'جارٍ الفتح…',
	'This link no longer works.': 'لم يعد هذا الرابط يعمل.',
	'Ask whoever gave it to you for a new one.': 'اطلب رابطًا جديدًا ممن أعطاك إياه.',
	'This link needs a password.': 'يتطلب هذا الرابط كلمة مرور.',
	Password: 'كلمة المرور',
	Open: 'فتح',
	'Write the password that you were given.': 'اكتب كلمة المرور التي تلقيتها.',
	'The password is wrong. Try again, or ask whoever gave you the link.':
		'كلمة المرور خاطئة. حاول مرة أخرى، أو اسأل من أعطاك الرابط.',
	'Too many attempts. Try again in {seconds:# second|# seconds}.':
		'محاولات كثيرة جدًا. حاول مرة أخرى بعد {seconds:أقل من ثانية|ثانية واحدة|ثانيتين|# ثوانٍ|# ثانية|# ثانية}.',
	'The server cannot be reached; trying again.': 'لا يمكن الوصول إلى الخادم؛ تُعاد المحاولة.',
};
