import type { BoardText } from '../keys.ts';

export const words: Readonly<Record<BoardText, string>> = {
	Dashboard: 'لوحة المعلومات',
	Filters: 'عوامل التصفية',
	'There is no such dashboard': 'لا توجد لوحة معلومات بهذا الاسم',
	'It was renamed or deleted, or the token of this page is not for it.':
		'أُعيدت تسميتها أو حُذفت، أو أن رمز هذه الصفحة ليس لها.',
	'This page’s token is not for this dashboard. Ask whoever gave you the page.':
		'رمز هذه الصفحة ليس لهذه اللوحة. اسأل من أعطاك الصفحة.',
	'Nothing to show: set the attribute “dashboard”': 'لا شيء لعرضه: اضبط السمة «dashboard»',
	'Set the attribute “token” to see this dashboard': 'اضبط السمة «token» لرؤية هذه اللوحة',
	'The dashboard appears by itself once its server is reached.':
		'تظهر اللوحة من تلقاء نفسها حالما يُتاح الوصول إلى خادمها.',
	'Nothing is on this dashboard yet': 'لا شيء على هذه اللوحة بعد',
	'Nothing is on this tab yet': 'لا شيء في علامة التبويب هذه بعد',
	'Charts appear here as soon as its author has put them there.': 'تظهر المخططات هنا حالما يضعها مؤلفها.',
	'{charts:# chart is|# charts are} out of date':
		'{charts:لا مخططات قديمة|مخطط واحد قديم|مخططان قديمان|# مخططات قديمة|# مخططًا قديمًا|# مخطط قديم}',
};
