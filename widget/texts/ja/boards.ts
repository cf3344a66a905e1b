import type { BoardText } from '../keys.ts';

export const words: Readonly<Record<BoardText, string>> = {
	Dashboard: 'ダッシュボード',
	Filters: 'フィルター',
	'There is no such dashboard': 'このダッシュボードはありません',
	'It was renamed or deleted, or the token of this page is not for it.':
		'名前が変更されたか、削除されたか、このページのトークンが対象としていません。',
	'This page’s token is not for this dashboard. Ask whoever gave you the page.':
		'このページのトークンは、このダッシュボードには使えません。ページの提供元にお問い合わせください。',
	'Nothing to show: set the attribute “dashboard”': '表示するものがありません。属性「dashboard」を設定してください',
	'Set the attribute “token” to see this dashboard': 'このダッシュボードを見るには属性「token」を設定してください',
	'The dashboard appears by itself once its server is reached.':
		'サーバーに接続でき次第、ダッシュボードが自動的に表示されます。',
	'Nothing is on this dashboard yet': 'このダッシュボードにはまだ何もありません',
	'Nothing is on this tab yet': 'このタブにはまだ何もありません',
	'Charts appear here as soon as its author has put them there.': '作成者がグラフを配置すると、ここに表示されます。',
	'{charts:# chart is|# charts are} out of date': '{charts:#件のグラフが古くなっています}',
};
