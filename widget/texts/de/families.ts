import type { FamilyText } from '../keys.ts';

export const words: Readonly<Record<FamilyText, string>> = {
	'Shown as a table: a bar chart needs a column of numbers, and one that names the bars.':
		'Als Tabelle gezeigt: Ein Balkendiagramm braucht eine Spalte mit Zahlen und eine, die die Balken benennt.',
	'Shown as a table: a scatter chart needs two columns of numbers, or one of times and one of numbers.':
		'Als Tabelle gezeigt: Ein Streudiagramm braucht zwei Spalten mit Zahlen oder eine mit Zeiten und eine mit Zahlen.',
	'Shown as a table: a histogram needs a column of numbers.':
		'Als Tabelle gezeigt: Ein Histogramm braucht eine Spalte mit Zahlen.',
	'Shown as a table: a box plot needs a column of numbers.':
		'Als Tabelle gezeigt: Ein Boxplot braucht eine Spalte mit Zahlen.',
	'Shown as a table: a heat map needs a column of numbers, and two that say where each of them stands.':
		'Als Tabelle gezeigt: Eine Heatmap braucht eine Spalte mit Zahlen und zwei, die sagen, wo jede steht.',
	'Shown as a table: a calendar needs a column of dates and one of numbers.':
		'Als Tabelle gezeigt: Ein Kalender braucht eine Spalte mit Tagen und eine mit Zahlen.',
	'Shown as a table: a pie chart needs a column of numbers, and one that names the slices.':
		'Als Tabelle gezeigt: Ein Kreisdiagramm braucht eine Spalte mit Zahlen und eine, die die Stücke benennt.',
	'Shown as a table: a donut chart needs a column of numbers, and one that names the slices.':
		'Als Tabelle gezeigt: Ein Ringdiagramm braucht eine Spalte mit Zahlen und eine, die die Stücke benennt.',
	'Shown as a table: a funnel needs a column of numbers, and one that names the steps.':
		'Als Tabelle gezeigt: Ein Trichter braucht eine Spalte mit Zahlen und eine, die die Schritte benennt.',
	'Shown as a table: a gauge needs a column of numbers.':
		'Als Tabelle gezeigt: Eine Anzeige braucht eine Spalte mit Zahlen.',
	'Shown as a table: a waterfall chart needs a column of numbers, and one that names the steps.':
		'Als Tabelle gezeigt: Ein Wasserfalldiagramm braucht eine Spalte mit Zahlen und eine, die die Schritte benennt.',
	'Shown as a table: candlesticks need four columns of numbers (open, high, low, close), and one of days.':
		'Als Tabelle gezeigt: Kerzen brauchen vier Spalten mit Zahlen (open, high, low, close) und eine mit Tagen.',
	'Shown as a table: a treemap needs a column of numbers, and one or more that name the parts.':
		'Als Tabelle gezeigt: Eine Kachelkarte braucht eine Spalte mit Zahlen und mindestens eine, die die Teile benennt.',
	'Shown as a table: a map needs a column of numbers, and one of countries or states.':
		'Als Tabelle gezeigt: Eine Karte braucht eine Spalte mit Zahlen und eine mit Ländern oder Bundesstaaten.',
	'Shown as a table: a sankey diagram needs a column of numbers, and two of names: from, and to.':
		'Als Tabelle gezeigt: Ein Sankey-Diagramm braucht eine Spalte mit Zahlen und zwei mit Namen: von und nach.',
	'Shown as a table: a combination needs a column of numbers.':
		'Als Tabelle gezeigt: Eine Kombination braucht eine Spalte mit Zahlen.',
	'Shown as a table: a combination needs two columns of numbers, one for its columns and one for its line.':
		'Als Tabelle gezeigt: Eine Kombination braucht zwei Spalten mit Zahlen, eine für die Säulen und eine für die Linie.',
	'Shown as a table, not as a pivot: {why}.': 'Als Tabelle gezeigt, nicht als Pivot: {why}.',
	'its column “{name}” is not in the result': 'die Spalte „{name}“ fehlt im Ergebnis',
	'it needs two columns of names or times': 'es braucht zwei Spalten mit Namen oder Zeiten',
	'it needs a column of numbers': 'es braucht eine Spalte mit Zahlen',
	'no column of numbers': 'keine Spalte mit Zahlen',
	'more than one column of times': 'mehr als eine Spalte mit Zeiten',
	'more than one column of names': 'mehr als eine Spalte mit Namen',
	'times, numbers, and names for a line each': 'Zeiten, Zahlen und Namen für je eine Linie',
	'times and numbers': 'Zeiten und Zahlen',
	'names and numbers': 'Namen und Zahlen',
	'one row': 'eine Zeile',
	'one row of numbers': 'eine Zeile mit Zahlen',
	'nothing but numbers': 'nichts als Zahlen',
	'drawn as a table: {why}': 'als Tabelle gezeichnet: {why}',
	'drawn as a line: {why}': 'als Linie gezeichnet: {why}',
	'drawn as a column: {why}': 'als Säulen gezeichnet: {why}',
	'drawn as a number: {why}': 'als Zahl gezeigt: {why}',
	'Bar chart': 'Balkendiagramm',
	'Pie chart': 'Kreisdiagramm',
	'Donut chart': 'Ringdiagramm',
	nothing: 'nichts',
	none: 'ohne',
	'There are no values.': 'Es gibt keine Werte.',
	'{name} is between {least} and {most}.': '{name} liegt zwischen {least} und {most}.',
	'{first} has {most}.': '{first} hat {most}.',
	'{first} has the most, {most}; {last} the least, {least}.':
		'{first} hat am meisten, {most}; {last} am wenigsten, {least}.',
	'{names} and {count} more': '{names} und {count} weitere',
	' and ': ' und ',
	'{steps}; and {count:# more step|# more steps}.': '{steps}; und {count:# weiterer Schritt|# weitere Schritte}.',
	'the first {shown} of {total} series': 'die ersten {shown} von {total} Reihen',
	'the {shown} largest of {all} categories': 'die {shown} größten von {all} Kategorien',
	'the {shown} most frequent of {total} series': 'die {shown} häufigsten von {total} Reihen',
	'the {shown} largest of {all} links': 'die {shown} größten von {all} Verbindungen',
	'the {shown} largest of {all} parts': 'die {shown} größten von {all} Teilen',
	'the {count} smallest are one slice': 'die {count} kleinsten sind ein Stück',
	'the last {shown} of {all} years': 'die letzten {shown} von {all} Jahren',
	'last {shown} of {all} candles': 'die letzten {shown} von {all} Kerzen',
	'without a value: {names}': 'ohne Wert: {names}',
	'below 0, and no part of the whole: {names}': 'unter 0 und kein Teil des Ganzen: {names}',
	'below 0, and without a bar: {names}': 'unter 0 und ohne Balken: {names}',
	'below 0, and without an area: {names}': 'unter 0 und ohne Fläche: {names}',
	'0, and without an area: {names}': '0 und ohne Fläche: {names}',
	'left out, for they lead back: {names}': 'ausgelassen, weil sie zurückführen: {names}',
	'left out, for they lead to themselves: {names}': 'ausgelassen, weil sie zu sich selbst führen: {names}',
	'{count:# row|# rows} without a value above 0': '{count:# Zeile|# Zeilen} ohne Wert über 0',
	'{count:# row|# rows} without all four prices': '{count:# Zeile|# Zeilen} ohne alle vier Preise',
	'there are no two columns of names: from, and to': 'es fehlen zwei Spalten mit Namen: von und nach',
	'there is no column of numbers called {names}: name it in “candlestick”':
		'es gibt keine Spalte mit Zahlen namens {names}: in „candlestick“ benennen',
	'no line by least squares on a logarithmic axis': 'keine Ausgleichsgerade auf einer logarithmischen Achse',
	'no country of this name: {names}': 'kein Land mit diesem Namen: {names}',
	'no state of this name: {names}': 'kein Bundesstaat mit diesem Namen: {names}',
	'no country to look at: {names}': 'kein Land, das zu zeigen wäre: {names}',
	'no state to look at: {names}': 'kein Bundesstaat, der zu zeigen wäre: {names}',
	'{count:# country|# countries} with several rows: the last counts':
		'{count:# Land|# Länder} mit mehreren Zeilen: die letzte zählt',
	'{count:# state|# states} with several rows: the last counts':
		'{count:# Bundesstaat|# Bundesstaaten} mit mehreren Zeilen: die letzte zählt',
	'Map of the world: {what} of {count:# country|# countries}.': 'Weltkarte: {what} von {count:# Land|# Ländern}.',
	'Map of the US: {what} of {count:# state|# states}.':
		'Karte der USA: {what} von {count:# Bundesstaat|# Bundesstaaten}.',
	'The most: {most}; the least: {least}.': 'Am meisten: {most}; am wenigsten: {least}.',
	'The most is {most}; the least {least}.': 'Am meisten sind {most}; am wenigsten {least}.',
	'{name} with {value}': '{name} mit {value}',
	'no data': 'keine Daten',
	share: 'Anteil',
	Others: 'Übrige',
	'There is nothing to divide.': 'Es gibt nichts zu teilen.',
	'The sum is {sum}.': 'Die Summe ist {sum}.',
	'The sum is {sum}. The largest: {largest}.': 'Die Summe ist {sum}. Am größten: {largest}.',
	'The largest: {largest}.': 'Am größten: {largest}.',
	'{kind} of {what} by {x}, {count:# slice|# slices}.': '{kind}: {what} nach {x}, {count:# Stück|# Stücke}.',
	'Funnel of {what} by {x}, {count:# step|# steps}.': 'Trichter: {what} nach {x}, {count:# Schritt|# Schritte}.',
	'of {whole}': 'von {whole}',
	'of all': 'von allen',
	'{share} of the first': '{share} vom ersten',
	'{share} of the step before': '{share} vom Schritt davor',
	'Gauge of {what} from {from} to {to}.': 'Anzeige: {what} von {from} bis {to}.',
	'There is no value.': 'Es gibt keinen Wert.',
	'It is {value}.': 'Der Wert ist {value}.',
	'{value} at {place}': '{value} bei {place}',
	'{value} on {day}': '{value} am {day}',
	'a mark': 'eine Marke',
	from: 'von',
	'beyond the end of the scale, {end}': 'jenseits des Endes der Skala, {end}',
	'below the start of the scale, {end}': 'unter dem Anfang der Skala, {end}',
	'the end of the scale, {end}, is a round number above': 'das Ende der Skala, {end}, ist eine runde Zahl darüber',
	'Heat map by {x}, {columns:# column|# columns} and {rows:# row|# rows}.':
		'Heatmap nach {x}, {columns:# Spalte|# Spalten} und {rows:# Zeile|# Zeilen}.',
	'Histogram of {what}, {values:# value|# values} in {bins:# bin|# bins}.':
		'Histogramm: {what}, {values:# Wert|# Werte} in {bins:# Klasse|# Klassen}.',
	'The most, {count}, are in {span}.': 'Die meisten, {count}, liegen in {span}.',
	rows: 'Zeilen',
	values: 'Werte',
	outliers: 'Ausreißer',
	'whisker above': 'oberer Whisker',
	'upper quartile': 'oberes Quartil',
	median: 'Median',
	'lower quartile': 'unteres Quartil',
	'whisker below': 'unterer Whisker',
	'Box plot of {what} by {x}, {count:# category|# categories}.':
		'Boxplot: {what} nach {x}, {count:# Kategorie|# Kategorien}.',
	'Box plot of {what}, {count:# category|# categories}.': 'Boxplot: {what}, {count:# Kategorie|# Kategorien}.',
	'The median is {value}.': 'Der Median ist {value}.',
	'The largest median has {most}; the least {least}.': 'Den größten Median hat {most}; den kleinsten {least}.',
	'Calendar of {what}, {count:# day|# days}.': 'Kalender: {what}, {count:# Tag|# Tage}.',
	'Calendar of {what}, {count:# day|# days} from {from} to {to}.':
		'Kalender: {what}, {count:# Tag|# Tage} vom {from} bis {to}.',
	'Candlestick chart by {x}, {count:# candle|# candles}.': 'Kerzendiagramm nach {x}, {count:# Kerze|# Kerzen}.',
	'Candlestick chart by {x}, {count:# candle|# candles}, {at}.':
		'Kerzendiagramm nach {x}, {count:# Kerze|# Kerzen}, {at}.',
	'Candlestick chart by {x}, {count:# candle|# candles} from {from} to {to}.':
		'Kerzendiagramm nach {x}, {count:# Kerze|# Kerzen} von {from} bis {to}.',
	'From {open} at the first open to {close} at the last close.':
		'Von {open} bei der ersten Eröffnung bis {close} beim letzten Schluss.',
	'The highest is {high}, {highAt}; the lowest {low}, {lowAt}.':
		'Am höchsten: {high}, {highAt}; am niedrigsten: {low}, {lowAt}.',
	'{rising} rise, {falling} fall.': '{rising} steigen, {falling} fallen.',
	rises: 'steigt',
	falls: 'fällt',
	change: 'Änderung',
	open: 'Eröffnung',
	high: 'Hoch',
	low: 'Tief',
	close: 'Schluss',
	'Row {row}': 'Zeile {row}',
	'Number: {value}': 'Zahl: {value}',
	'Sankey diagram of {what}, {nodes:# node|# nodes} and {links:# link|# links}.':
		'Sankey-Diagramm: {what}, {nodes:# Knoten|# Knoten} und {links:# Verbindung|# Verbindungen}.',
	'Nothing goes anywhere.': 'Nichts fließt irgendwohin.',
	in: 'Zufluss',
	out: 'Abfluss',
	'Scatter chart of {what} by {x}, {count:# point|# points}.':
		'Streudiagramm: {what} nach {x}, {count:# Punkt|# Punkte}.',
	'The line of {name} rises, {fit}.': 'Die Gerade von {name} steigt, {fit}.',
	'The line of {name} falls, {fit}.': 'Die Gerade von {name} fällt, {fit}.',
	'The line of {name} is level, {fit}.': 'Die Gerade von {name} ist eben, {fit}.',
	'Treemap of {what} by {x}, {count:# part|# parts}.': 'Kachelkarte: {what} nach {x}, {count:# Teil|# Teile}.',
	'Waterfall chart of {what} by {x}, {count:# step|# steps}.':
		'Wasserfalldiagramm: {what} nach {x}, {count:# Schritt|# Schritte}.',
	more: 'mehr',
	less: 'weniger',
	sum: 'Summe',
	'sum so far': 'Summe bisher',
	'No values to draw': 'Keine Werte zu zeichnen',
	'Shown as a table: a {kind} needs a column of numbers.':
		'Als Tabelle gezeigt: Ein {kind} braucht eine Spalte mit Zahlen.',
	'Shown as a table: a {kind} needs two columns or more.':
		'Als Tabelle gezeigt: Ein {kind} braucht mindestens zwei Spalten.',
	'line chart': 'Liniendiagramm',
	'area chart': 'Flächendiagramm',
	'step chart': 'Stufendiagramm',
	'column chart': 'Säulendiagramm',
	'number chart': 'Zahlendiagramm',
	'combination chart': 'Kombinationsdiagramm',
	sparkline: 'Sparkline-Diagramm',
};
