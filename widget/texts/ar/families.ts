import type { FamilyText } from '../keys.ts';

export const words: Readonly<Record<FamilyText, string>> = {
	'Shown as a table: a bar chart needs a column of numbers, and one that names the bars.':
		'معروض كجدول: يحتاج مخطط الأشرطة إلى عمود أرقام وعمود يسمّي الأشرطة.',
	'Shown as a table: a scatter chart needs two columns of numbers, or one of times and one of numbers.':
		'معروض كجدول: يحتاج مخطط التشتت إلى عمودي أرقام، أو عمود أوقات وعمود أرقام.',
	'Shown as a table: a histogram needs a column of numbers.': 'معروض كجدول: يحتاج المدرج التكراري إلى عمود أرقام.',
	'Shown as a table: a box plot needs a column of numbers.': 'معروض كجدول: يحتاج مخطط الصندوق إلى عمود أرقام.',
	'Shown as a table: a heat map needs a column of numbers, and two that say where each of them stands.':
		'معروض كجدول: تحتاج الخريطة الحرارية إلى عمود أرقام وعمودين يحددان موضع كل منها.',
	'Shown as a table: a calendar needs a column of dates and one of numbers.':
		'معروض كجدول: يحتاج التقويم إلى عمود تواريخ وعمود أرقام.',
	'Shown as a table: a pie chart needs a column of numbers, and one that names the slices.':
		'معروض كجدول: يحتاج المخطط الدائري إلى عمود أرقام وعمود يسمّي الشرائح.',
	'Shown as a table: a donut chart needs a column of numbers, and one that names the slices.':
		'معروض كجدول: يحتاج المخطط الحلقي إلى عمود أرقام وعمود يسمّي الشرائح.',
	'Shown as a table: a funnel needs a column of numbers, and one that names the steps.':
		'معروض كجدول: يحتاج القمع إلى عمود أرقام وعمود يسمّي الخطوات.',
	'Shown as a table: a gauge needs a column of numbers.': 'معروض كجدول: يحتاج المقياس إلى عمود أرقام.',
	'Shown as a table: a waterfall chart needs a column of numbers, and one that names the steps.':
		'معروض كجدول: يحتاج المخطط الشلالي إلى عمود أرقام وعمود يسمّي الخطوات.',
	'Shown as a table: candlesticks need four columns of numbers (open, high, low, close), and one of days.':
		'معروض كجدول: تحتاج الشموع إلى أربعة أعمدة أرقام (open وhigh وlow وclose) وعمود أيام.',
	'Shown as a table: a treemap needs a column of numbers, and one or more that name the parts.':
		'معروض كجدول: تحتاج الخريطة الشجرية إلى عمود أرقام وعمود أو أكثر يسمّي الأجزاء.',
	'Shown as a table: a map needs a column of numbers, and one of countries or states.':
		'معروض كجدول: تحتاج الخريطة إلى عمود أرقام وعمود بلدان أو ولايات.',
	'Shown as a table: a sankey diagram needs a column of numbers, and two of names: from, and to.':
		'معروض كجدول: يحتاج مخطط سانكي إلى عمود أرقام وعمودي أسماء: من وإلى.',
	'Shown as a table: a combination needs a column of numbers.': 'معروض كجدول: يحتاج المخطط المركّب إلى عمود أرقام.',
	'Shown as a table: a combination needs two columns of numbers, one for its columns and one for its line.':
		'معروض كجدول: يحتاج المخطط المركّب إلى عمودي أرقام، واحد للأعمدة وآخر للخط.',
	'Shown as a table, not as a pivot: {why}.': 'معروض كجدول لا كجدول محوري: {why}.',
	'its column “{name}” is not in the result': 'العمود «{name}» ليس في النتيجة',
	'it needs two columns of names or times': 'يلزم عمودا أسماء أو أوقات',
	'it needs a column of numbers': 'يلزم عمود أرقام',
	'no column of numbers': 'لا عمود أرقام',
	'more than one column of times': 'أكثر من عمود أوقات',
	'more than one column of names': 'أكثر من عمود أسماء',
	'times, numbers, and names for a line each': 'أوقات وأرقام واسم لكل خط',
	'times and numbers': 'أوقات وأرقام',
	'names and numbers': 'أسماء وأرقام',
	'one row': 'صف واحد',
	'one row of numbers': 'صف أرقام واحد',
	'nothing but numbers': 'أرقام فقط',
	'drawn as a table: {why}': 'مرسوم كجدول: {why}',
	'drawn as a line: {why}': 'مرسوم كخط: {why}',
	'drawn as a column: {why}': 'مرسوم كأعمدة: {why}',
	'drawn as a number: {why}': 'معروض كرقم: {why}',
	'Bar chart': 'مخطط أشرطة',
	'Pie chart': 'مخطط دائري',
	'Donut chart': 'مخطط حلقي',
	nothing: 'لا شيء',
	none: 'لا شيء',
	'There are no values.': 'لا توجد قيم.',
	'{name} is between {least} and {most}.': '{name} بين {least} و{most}.',
	'{first} has {most}.': '{first}: {most}.',
	'{first} has the most, {most}; {last} the least, {least}.': 'الأكثر {first} ({most})؛ والأقل {last} ({least}).',
	'{names} and {count} more': '{names} و{count} أخرى',
	' and ': ' و',
	'{steps}; and {count:# more step|# more steps}.':
		'{steps}؛ و{count:لا خطوات أخرى|خطوة أخرى|خطوتان أخريان|# خطوات أخرى|# خطوة أخرى|# خطوة أخرى}.',
	'the first {shown} of {total} series': 'أول {shown} من {total} سلسلة',
	'the {shown} largest of {all} categories': 'أكبر {shown} من {all} فئة',
	'the {shown} most frequent of {total} series': 'أكثر {shown} تكرارًا من {total} سلسلة',
	'the {shown} largest of {all} links': 'أكبر {shown} من {all} رابط',
	'the {shown} largest of {all} parts': 'أكبر {shown} من {all} جزء',
	'the {count} smallest are one slice': 'أصغر {count} مجموعة في شريحة واحدة',
	'the last {shown} of {all} years': 'آخر {shown} من {all} سنة',
	'last {shown} of {all} candles': 'آخر {shown} من {all} شمعة',
	'without a value: {names}': 'بلا قيمة: {names}',
	'below 0, and no part of the whole: {names}': 'أقل من 0 وليست جزءًا من الكل: {names}',
	'below 0, and without a bar: {names}': 'أقل من 0 وبلا شريط: {names}',
	'below 0, and without an area: {names}': 'أقل من 0 وبلا مساحة: {names}',
	'0, and without an area: {names}': '0 وبلا مساحة: {names}',
	'left out, for they lead back: {names}': 'مستبعدة لأنها ترجع إلى الوراء: {names}',
	'left out, for they lead to themselves: {names}': 'مستبعدة لأنها تؤدي إلى نفسها: {names}',
	'{count:# row|# rows} without a value above 0': '{count:لا صفوف|صف واحد|صفان|# صفوف|# صفًا|# صف} بلا قيمة أكبر من 0',
	'{count:# row|# rows} without all four prices':
		'{count:لا صفوف|صف واحد|صفان|# صفوف|# صفًا|# صف} تنقصها بعض الأسعار الأربعة',
	'there are no two columns of names: from, and to': 'لا يوجد عمودا أسماء: من وإلى',
	'there is no column of numbers called {names}: name it in “candlestick”':
		'لا يوجد عمود أرقام باسم {names}: سمِّه في «candlestick»',
	'no line by least squares on a logarithmic axis': 'لا خط مربعات صغرى على محور لوغاريتمي',
	'no country of this name: {names}': 'لا بلد بهذا الاسم: {names}',
	'no state of this name: {names}': 'لا ولاية بهذا الاسم: {names}',
	'no country to look at: {names}': 'لا بلد للعرض: {names}',
	'no state to look at: {names}': 'لا ولاية للعرض: {names}',
	'{count:# country|# countries} with several rows: the last counts':
		'{count:لا بلدان|بلد واحد|بلدان|# بلدان|# بلدًا|# بلد} بعدة صفوف: يُحتسب الأخير',
	'{count:# state|# states} with several rows: the last counts':
		'{count:لا ولايات|ولاية واحدة|ولايتان|# ولايات|# ولاية|# ولاية} بعدة صفوف: يُحتسب الأخير',
	'Map of the world: {what} of {count:# country|# countries}.':
		'خريطة العالم: {what} في {count:لا بلدان|بلد واحد|بلدين|# بلدان|# بلدًا|# بلد}.',
	'Map of the US: {what} of {count:# state|# states}.':
		'خريطة الولايات المتحدة: {what} في {count:لا ولايات|ولاية واحدة|ولايتين|# ولايات|# ولاية|# ولاية}.',
	'The most: {most}; the least: {least}.': 'الأكثر: {most}؛ والأقل: {least}.',
	'The most is {most}; the least {least}.': 'الأكثر {most}؛ والأقل {least}.',
	'{name} with {value}': '{name} بقيمة {value}',
	'no data': 'لا بيانات',
	share: 'النسبة',
	Others: 'أخرى',
	'There is nothing to divide.': 'لا شيء لتقسيمه.',
	'The sum is {sum}.': 'المجموع {sum}.',
	'The sum is {sum}. The largest: {largest}.': 'المجموع {sum}. الأكبر: {largest}.',
	'The largest: {largest}.': 'الأكبر: {largest}.',
	'{kind} of {what} by {x}, {count:# slice|# slices}.':
		'{kind}: {what} حسب {x}، {count:لا شرائح|شريحة واحدة|شريحتان|# شرائح|# شريحة|# شريحة}.',
	'Funnel of {what} by {x}, {count:# step|# steps}.':
		'قمع: {what} حسب {x}، {count:لا خطوات|خطوة واحدة|خطوتان|# خطوات|# خطوة|# خطوة}.',
	'of {whole}': 'من {whole}',
	'of all': 'من الكل',
	'{share} of the first': '{share} من الأولى',
	'{share} of the step before': '{share} من الخطوة السابقة',
	'Gauge of {what} from {from} to {to}.': 'مقياس: {what} من {from} إلى {to}.',
	'There is no value.': 'لا توجد قيمة.',
	'It is {value}.': 'القيمة {value}.',
	'{value} at {place}': '{value} عند {place}',
	'{value} on {day}': '{value} في {day}',
	'a mark': 'علامة',
	from: 'من',
	'beyond the end of the scale, {end}': 'بعد نهاية المقياس، {end}',
	'below the start of the scale, {end}': 'قبل بداية المقياس، {end}',
	'the end of the scale, {end}, is a round number above': 'نهاية المقياس، {end}، رقم مدوّر أعلى',
	'Heat map by {x}, {columns:# column|# columns} and {rows:# row|# rows}.':
		'خريطة حرارية حسب {x}، {columns:لا أعمدة|عمود واحد|عمودان|# أعمدة|# عمودًا|# عمود} و{rows:لا صفوف|صف واحد|صفان|# صفوف|# صفًا|# صف}.',
	'Histogram of {what}, {values:# value|# values} in {bins:# bin|# bins}.':
		'مدرج تكراري: {what}، {values:لا قيم|قيمة واحدة|قيمتان|# قيم|# قيمة|# قيمة} في {bins:لا فئات|فئة واحدة|فئتين|# فئات|# فئة|# فئة}.',
	'The most, {count}, are in {span}.': 'الأكثر، {count}، في {span}.',
	rows: 'الصفوف',
	values: 'القيم',
	outliers: 'القيم الشاذة',
	'whisker above': 'الشارب الأعلى',
	'upper quartile': 'الربيع الأعلى',
	median: 'الوسيط',
	'lower quartile': 'الربيع الأدنى',
	'whisker below': 'الشارب الأدنى',
	'Box plot of {what} by {x}, {count:# category|# categories}.':
		'مخطط صندوق: {what} حسب {x}، {count:لا فئات|فئة واحدة|فئتان|# فئات|# فئة|# فئة}.',
	'Box plot of {what}, {count:# category|# categories}.':
		'مخطط صندوق: {what}، {count:لا فئات|فئة واحدة|فئتان|# فئات|# فئة|# فئة}.',
	'The median is {value}.': 'الوسيط {value}.',
	'The largest median has {most}; the least {least}.': 'أكبر وسيط: {most}؛ وأصغره: {least}.',
	'Calendar of {what}, {count:# day|# days}.': 'تقويم: {what}، {count:لا أيام|يوم واحد|يومان|# أيام|# يومًا|# يوم}.',
	'Calendar of {what}, {count:# day|# days} from {from} to {to}.':
		'تقويم: {what}، {count:لا أيام|يوم واحد|يومان|# أيام|# يومًا|# يوم} من {from} إلى {to}.',
	'Candlestick chart by {x}, {count:# candle|# candles}.':
		'مخطط شموع حسب {x}، {count:لا شموع|شمعة واحدة|شمعتان|# شموع|# شمعة|# شمعة}.',
	'Candlestick chart by {x}, {count:# candle|# candles}, {at}.':
		'مخطط شموع حسب {x}، {count:لا شموع|شمعة واحدة|شمعتان|# شموع|# شمعة|# شمعة}، {at}.',
	'Candlestick chart by {x}, {count:# candle|# candles} from {from} to {to}.':
		'مخطط شموع حسب {x}، {count:لا شموع|شمعة واحدة|شمعتان|# شموع|# شمعة|# شمعة} من {from} إلى {to}.',
	'From {open} at the first open to {close} at the last close.': 'من {open} عند أول افتتاح إلى {close} عند آخر إغلاق.',
	'The highest is {high}, {highAt}; the lowest {low}, {lowAt}.': 'الأعلى {high}، {highAt}؛ والأدنى {low}، {lowAt}.',
	'{rising} rise, {falling} fall.': '{rising} صاعدة، و{falling} هابطة.',
	rises: 'صاعدة',
	falls: 'هابطة',
	change: 'التغيّر',
	open: 'الافتتاح',
	high: 'الأعلى',
	low: 'الأدنى',
	close: 'الإغلاق',
	'Row {row}': 'الصف {row}',
	'Number: {value}': 'رقم: {value}',
	'Sankey diagram of {what}, {nodes:# node|# nodes} and {links:# link|# links}.':
		'مخطط سانكي: {what}، {nodes:لا عقد|عقدة واحدة|عقدتان|# عقد|# عقدة|# عقدة} و{links:لا روابط|رابط واحد|رابطان|# روابط|# رابطًا|# رابط}.',
	'Nothing goes anywhere.': 'لا شيء ينتقل.',
	in: 'داخل',
	out: 'خارج',
	'Scatter chart of {what} by {x}, {count:# point|# points}.':
		'مخطط تشتت: {what} حسب {x}، {count:لا نقاط|نقطة واحدة|نقطتان|# نقاط|# نقطة|# نقطة}.',
	'The line of {name} rises, {fit}.': 'خط {name} صاعد، {fit}.',
	'The line of {name} falls, {fit}.': 'خط {name} هابط، {fit}.',
	'The line of {name} is level, {fit}.': 'خط {name} أفقي، {fit}.',
	'Treemap of {what} by {x}, {count:# part|# parts}.':
		'خريطة شجرية: {what} حسب {x}، {count:لا أجزاء|جزء واحد|جزآن|# أجزاء|# جزءًا|# جزء}.',
	'Waterfall chart of {what} by {x}, {count:# step|# steps}.':
		'مخطط شلالي: {what} حسب {x}، {count:لا خطوات|خطوة واحدة|خطوتان|# خطوات|# خطوة|# خطوة}.',
	more: 'زيادة',
	less: 'نقصان',
	sum: 'المجموع',
	'sum so far': 'المجموع حتى الآن',
	'No values to draw': 'لا قيم للرسم',
	'Shown as a table: a {kind} needs a column of numbers.': 'معروض كجدول: يحتاج {kind} إلى عمود أرقام.',
	'Shown as a table: a {kind} needs two columns or more.': 'معروض كجدول: يحتاج {kind} إلى عمودين أو أكثر.',
	'line chart': 'مخطط خطي',
	'area chart': 'مخطط مساحي',
	'step chart': 'مخطط متدرج',
	'column chart': 'مخطط أعمدة',
	'number chart': 'عرض رقمي',
	'combination chart': 'مخطط مركّب',
	sparkline: 'خط مصغّر',
};
