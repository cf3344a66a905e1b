import type { FamilyText } from '../keys.ts';

export const words: Readonly<Record<FamilyText, string>> = {
	'Shown as a table: a bar chart needs a column of numbers, and one that names the bars.':
		'Affiché en tableau : un graphique en barres demande une colonne de nombres et une qui nomme les barres.',
	'Shown as a table: a scatter chart needs two columns of numbers, or one of times and one of numbers.':
		'Affiché en tableau : un nuage de points demande deux colonnes de nombres, ou une de dates et une de nombres.',
	'Shown as a table: a histogram needs a column of numbers.':
		'Affiché en tableau : un histogramme demande une colonne de nombres.',
	'Shown as a table: a box plot needs a column of numbers.':
		'Affiché en tableau : une boîte à moustaches demande une colonne de nombres.',
	'Shown as a table: a heat map needs a column of numbers, and two that say where each of them stands.':
		'Affiché en tableau : une carte de chaleur demande une colonne de nombres et deux qui situent chacun d’eux.',
	'Shown as a table: a calendar needs a column of dates and one of numbers.':
		'Affiché en tableau : un calendrier demande une colonne de dates et une de nombres.',
	'Shown as a table: a pie chart needs a column of numbers, and one that names the slices.':
		'Affiché en tableau : un camembert demande une colonne de nombres et une qui nomme les parts.',
	'Shown as a table: a donut chart needs a column of numbers, and one that names the slices.':
		'Affiché en tableau : un anneau demande une colonne de nombres et une qui nomme les parts.',
	'Shown as a table: a funnel needs a column of numbers, and one that names the steps.':
		'Affiché en tableau : un entonnoir demande une colonne de nombres et une qui nomme les étapes.',
	'Shown as a table: a gauge needs a column of numbers.':
		'Affiché en tableau : une jauge demande une colonne de nombres.',
	'Shown as a table: a waterfall chart needs a column of numbers, and one that names the steps.':
		'Affiché en tableau : un graphique en cascade demande une colonne de nombres et une qui nomme les étapes.',
	'Shown as a table: candlesticks need four columns of numbers (open, high, low, close), and one of days.':
		'Affiché en tableau : des chandeliers demandent quatre colonnes de nombres (open, high, low, close) et une de jours.',
	'Shown as a table: a treemap needs a column of numbers, and one or more that name the parts.':
		'Affiché en tableau : une carte proportionnelle demande une colonne de nombres et au moins une qui nomme les parties.',
	'Shown as a table: a map needs a column of numbers, and one of countries or states.':
		'Affiché en tableau : une carte demande une colonne de nombres et une de pays ou d’États.',
	'Shown as a table: a sankey diagram needs a column of numbers, and two of names: from, and to.':
		'Affiché en tableau : un diagramme de Sankey demande une colonne de nombres et deux de noms : origine et destination.',
	'Shown as a table: a combination needs a column of numbers.':
		'Affiché en tableau : un graphique combiné demande une colonne de nombres.',
	'Shown as a table: a combination needs two columns of numbers, one for its columns and one for its line.':
		'Affiché en tableau : un graphique combiné demande deux colonnes de nombres, une pour les colonnes et une pour la courbe.',
	'Shown as a table, not as a pivot: {why}.': 'Affiché en tableau et non en tableau croisé : {why}.',
	'its column “{name}” is not in the result': 'la colonne « {name} » manque au résultat',
	'it needs two columns of names or times': 'il faut deux colonnes de noms ou de dates',
	'it needs a column of numbers': 'il faut une colonne de nombres',
	'no column of numbers': 'aucune colonne de nombres',
	'more than one column of times': 'plusieurs colonnes de dates',
	'more than one column of names': 'plusieurs colonnes de noms',
	'times, numbers, and names for a line each': 'des dates, des nombres, et un nom pour chaque courbe',
	'times and numbers': 'des dates et des nombres',
	'names and numbers': 'des noms et des nombres',
	'one row': 'une seule ligne',
	'one row of numbers': 'une ligne de nombres',
	'nothing but numbers': 'seulement des nombres',
	'drawn as a table: {why}': 'dessiné en tableau : {why}',
	'drawn as a line: {why}': 'dessiné en courbe : {why}',
	'drawn as a column: {why}': 'dessiné en colonnes : {why}',
	'drawn as a number: {why}': 'affiché en chiffre : {why}',
	'Bar chart': 'Graphique en barres',
	'Pie chart': 'Camembert',
	'Donut chart': 'Anneau',
	nothing: 'rien',
	none: 'aucun',
	'There are no values.': 'Il n’y a pas de valeurs.',
	'{name} is between {least} and {most}.': '{name} est entre {least} et {most}.',
	'{first} has {most}.': '{first} : {most}.',
	'{first} has the most, {most}; {last} the least, {least}.': '{first} a le plus, {most} ; {last} le moins, {least}.',
	'{names} and {count} more': '{names} et {count} autres',
	' and ': ' et ',
	'{steps}; and {count:# more step|# more steps}.': '{steps} ; et {count:# autre étape|# autres étapes}.',
	'the first {shown} of {total} series': 'les {shown} premières séries sur {total}',
	'the {shown} largest of {all} categories': 'les {shown} plus grandes catégories sur {all}',
	'the {shown} most frequent of {total} series': 'les {shown} séries les plus fréquentes sur {total}',
	'the {shown} largest of {all} links': 'les {shown} plus grands liens sur {all}',
	'the {shown} largest of {all} parts': 'les {shown} plus grandes parties sur {all}',
	'the {count} smallest are one slice': 'les {count} plus petites forment une seule part',
	'the last {shown} of {all} years': 'les {shown} dernières années sur {all}',
	'last {shown} of {all} candles': '{shown} derniers chandeliers sur {all}',
	'without a value: {names}': 'sans valeur : {names}',
	'below 0, and no part of the whole: {names}': 'inférieur à 0, hors du total : {names}',
	'below 0, and without a bar: {names}': 'inférieur à 0, sans barre : {names}',
	'below 0, and without an area: {names}': 'inférieur à 0, sans surface : {names}',
	'0, and without an area: {names}': 'égal à 0, sans surface : {names}',
	'left out, for they lead back: {names}': 'omis, car ils reviennent en arrière : {names}',
	'left out, for they lead to themselves: {names}': 'omis, car ils mènent à eux-mêmes : {names}',
	'{count:# row|# rows} without a value above 0': '{count:# ligne|# lignes} sans valeur supérieure à 0',
	'{count:# row|# rows} without all four prices': '{count:# ligne|# lignes} sans les quatre prix',
	'there are no two columns of names: from, and to': 'il manque deux colonnes de noms : origine et destination',
	'there is no column of numbers called {names}: name it in “candlestick”':
		'aucune colonne de nombres ne s’appelle {names} : nommez-la dans « candlestick »',
	'no line by least squares on a logarithmic axis': 'pas de droite des moindres carrés sur un axe logarithmique',
	'no country of this name: {names}': 'aucun pays de ce nom : {names}',
	'no state of this name: {names}': 'aucun État de ce nom : {names}',
	'no country to look at: {names}': 'aucun pays à montrer : {names}',
	'no state to look at: {names}': 'aucun État à montrer : {names}',
	'{count:# country|# countries} with several rows: the last counts':
		'{count:# pays|# pays} à plusieurs lignes : la dernière compte',
	'{count:# state|# states} with several rows: the last counts':
		'{count:# État|# États} à plusieurs lignes : la dernière compte',
	'Map of the world: {what} of {count:# country|# countries}.': 'Carte du monde : {what} de {count:# pays|# pays}.',
	'Map of the US: {what} of {count:# state|# states}.': 'Carte des États-Unis : {what} de {count:# État|# États}.',
	'The most: {most}; the least: {least}.': 'Le plus : {most} ; le moins : {least}.',
	'The most is {most}; the least {least}.': 'Le maximum est {most} ; le minimum {least}.',
	'{name} with {value}': '{name} avec {value}',
	'no data': 'pas de données',
	share: 'part',
	Others: 'Autres',
	'There is nothing to divide.': 'Il n’y a rien à répartir.',
	'The sum is {sum}.': 'La somme est {sum}.',
	'The sum is {sum}. The largest: {largest}.': 'La somme est {sum}. Les plus grands : {largest}.',
	'The largest: {largest}.': 'Les plus grands : {largest}.',
	'{kind} of {what} by {x}, {count:# slice|# slices}.': '{kind} : {what} par {x}, {count:# part|# parts}.',
	'Funnel of {what} by {x}, {count:# step|# steps}.': 'Entonnoir : {what} par {x}, {count:# étape|# étapes}.',
	'of {whole}': 'de {whole}',
	'of all': 'du total',
	'{share} of the first': '{share} de la première',
	'{share} of the step before': '{share} de l’étape précédente',
	'Gauge of {what} from {from} to {to}.': 'Jauge : {what} de {from} à {to}.',
	'There is no value.': 'Il n’y a pas de valeur.',
	'It is {value}.': 'La valeur est {value}.',
	'{value} at {place}': '{value} à {place}',
	'{value} on {day}': '{value} le {day}',
	'a mark': 'un repère',
	from: 'de',
	'beyond the end of the scale, {end}': 'au-delà de la fin de l’échelle, {end}',
	'below the start of the scale, {end}': 'en dessous du début de l’échelle, {end}',
	'the end of the scale, {end}, is a round number above': 'la fin de l’échelle, {end}, est un nombre rond au-dessus',
	'Heat map by {x}, {columns:# column|# columns} and {rows:# row|# rows}.':
		'Carte de chaleur par {x}, {columns:# colonne|# colonnes} et {rows:# ligne|# lignes}.',
	'Histogram of {what}, {values:# value|# values} in {bins:# bin|# bins}.':
		'Histogramme : {what}, {values:# valeur|# valeurs} dans {bins:# classe|# classes}.',
	'The most, {count}, are in {span}.': 'La plupart, {count}, sont dans {span}.',
	rows: 'lignes',
	values: 'valeurs',
	outliers: 'valeurs aberrantes',
	'whisker above': 'moustache supérieure',
	'upper quartile': 'quartile supérieur',
	median: 'médiane',
	'lower quartile': 'quartile inférieur',
	'whisker below': 'moustache inférieure',
	'Box plot of {what} by {x}, {count:# category|# categories}.':
		'Boîtes à moustaches : {what} par {x}, {count:# catégorie|# catégories}.',
	'Box plot of {what}, {count:# category|# categories}.':
		'Boîtes à moustaches : {what}, {count:# catégorie|# catégories}.',
	'The median is {value}.': 'La médiane est {value}.',
	'The largest median has {most}; the least {least}.': 'La plus grande médiane : {most} ; la plus petite : {least}.',
	'Calendar of {what}, {count:# day|# days}.': 'Calendrier : {what}, {count:# jour|# jours}.',
	'Calendar of {what}, {count:# day|# days} from {from} to {to}.':
		'Calendrier : {what}, {count:# jour|# jours} du {from} au {to}.',
	'Candlestick chart by {x}, {count:# candle|# candles}.': 'Chandeliers par {x}, {count:# chandelier|# chandeliers}.',
	'Candlestick chart by {x}, {count:# candle|# candles}, {at}.':
		'Chandeliers par {x}, {count:# chandelier|# chandeliers}, {at}.',
	'Candlestick chart by {x}, {count:# candle|# candles} from {from} to {to}.':
		'Chandeliers par {x}, {count:# chandelier|# chandeliers} de {from} à {to}.',
	'From {open} at the first open to {close} at the last close.':
		'De {open} à la première ouverture à {close} à la dernière clôture.',
	'The highest is {high}, {highAt}; the lowest {low}, {lowAt}.':
		'Le plus haut : {high}, {highAt} ; le plus bas : {low}, {lowAt}.',
	'{rising} rise, {falling} fall.': '{rising} en hausse, {falling} en baisse.',
	rises: 'hausse',
	falls: 'baisse',
	change: 'variation',
	open: 'ouverture',
	high: 'haut',
	low: 'bas',
	close: 'clôture',
	'Row {row}': 'Ligne {row}',
	'Number: {value}': 'Chiffre : {value}',
	'Sankey diagram of {what}, {nodes:# node|# nodes} and {links:# link|# links}.':
		'Diagramme de Sankey : {what}, {nodes:# nœud|# nœuds} et {links:# lien|# liens}.',
	'Nothing goes anywhere.': 'Rien ne circule.',
	in: 'entrée',
	out: 'sortie',
	'Scatter chart of {what} by {x}, {count:# point|# points}.':
		'Nuage de points : {what} par {x}, {count:# point|# points}.',
	'The line of {name} rises, {fit}.': 'La droite de {name} monte, {fit}.',
	'The line of {name} falls, {fit}.': 'La droite de {name} descend, {fit}.',
	'The line of {name} is level, {fit}.': 'La droite de {name} est horizontale, {fit}.',
	'Treemap of {what} by {x}, {count:# part|# parts}.':
		'Carte proportionnelle : {what} par {x}, {count:# partie|# parties}.',
	'Waterfall chart of {what} by {x}, {count:# step|# steps}.':
		'Graphique en cascade : {what} par {x}, {count:# étape|# étapes}.',
	more: 'plus',
	less: 'moins',
	sum: 'somme',
	'sum so far': 'somme partielle',
	'No values to draw': 'Aucune valeur à dessiner',
	'Shown as a table: a {kind} needs a column of numbers.':
		'Affiché en tableau : un {kind} demande une colonne de nombres.',
	'Shown as a table: a {kind} needs two columns or more.':
		'Affiché en tableau : un {kind} demande au moins deux colonnes.',
	'line chart': 'graphique en courbes',
	'area chart': 'graphique en aires',
	'step chart': 'graphique en escalier',
	'column chart': 'histogramme en colonnes',
	'number chart': 'chiffre clé',
	'combination chart': 'graphique combiné',
	sparkline: 'graphique sparkline',
};
