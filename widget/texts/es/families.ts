import type { FamilyText } from '../keys.ts';

export const words: Readonly<Record<FamilyText, string>> = {
	'Shown as a table: a bar chart needs a column of numbers, and one that names the bars.':
		'Se muestra como tabla: un gráfico de barras necesita una columna de números y otra que nombre las barras.',
	'Shown as a table: a scatter chart needs two columns of numbers, or one of times and one of numbers.':
		'Se muestra como tabla: un gráfico de dispersión necesita dos columnas de números, o una de fechas y otra de números.',
	'Shown as a table: a histogram needs a column of numbers.':
		'Se muestra como tabla: un histograma necesita una columna de números.',
	'Shown as a table: a box plot needs a column of numbers.':
		'Se muestra como tabla: un diagrama de caja necesita una columna de números.',
	'Shown as a table: a heat map needs a column of numbers, and two that say where each of them stands.':
		'Se muestra como tabla: un mapa de calor necesita una columna de números y dos que digan dónde va cada uno.',
	'Shown as a table: a calendar needs a column of dates and one of numbers.':
		'Se muestra como tabla: un calendario necesita una columna de fechas y otra de números.',
	'Shown as a table: a pie chart needs a column of numbers, and one that names the slices.':
		'Se muestra como tabla: un gráfico circular necesita una columna de números y otra que nombre los sectores.',
	'Shown as a table: a donut chart needs a column of numbers, and one that names the slices.':
		'Se muestra como tabla: un gráfico de anillo necesita una columna de números y otra que nombre los sectores.',
	'Shown as a table: a funnel needs a column of numbers, and one that names the steps.':
		'Se muestra como tabla: un embudo necesita una columna de números y otra que nombre los pasos.',
	'Shown as a table: a gauge needs a column of numbers.':
		'Se muestra como tabla: un indicador necesita una columna de números.',
	'Shown as a table: a waterfall chart needs a column of numbers, and one that names the steps.':
		'Se muestra como tabla: un gráfico de cascada necesita una columna de números y otra que nombre los pasos.',
	'Shown as a table: candlesticks need four columns of numbers (open, high, low, close), and one of days.':
		'Se muestra como tabla: las velas necesitan cuatro columnas de números (open, high, low, close) y una de días.',
	'Shown as a table: a treemap needs a column of numbers, and one or more that name the parts.':
		'Se muestra como tabla: un mapa de árbol necesita una columna de números y al menos otra que nombre las partes.',
	'Shown as a table: a map needs a column of numbers, and one of countries or states.':
		'Se muestra como tabla: un mapa necesita una columna de números y otra de países o estados.',
	'Shown as a table: a sankey diagram needs a column of numbers, and two of names: from, and to.':
		'Se muestra como tabla: un diagrama de Sankey necesita una columna de números y dos de nombres: origen y destino.',
	'Shown as a table: a combination needs a column of numbers.':
		'Se muestra como tabla: un gráfico combinado necesita una columna de números.',
	'Shown as a table: a combination needs two columns of numbers, one for its columns and one for its line.':
		'Se muestra como tabla: un gráfico combinado necesita dos columnas de números, una para las columnas y otra para la línea.',
	'Shown as a table, not as a pivot: {why}.': 'Se muestra como tabla y no como tabla dinámica: {why}.',
	'its column “{name}” is not in the result': 'la columna «{name}» no está en el resultado',
	'it needs two columns of names or times': 'se necesitan dos columnas de nombres o fechas',
	'it needs a column of numbers': 'se necesita una columna de números',
	'no column of numbers': 'ninguna columna de números',
	'more than one column of times': 'más de una columna de fechas',
	'more than one column of names': 'más de una columna de nombres',
	'times, numbers, and names for a line each': 'fechas, números y un nombre para cada línea',
	'times and numbers': 'fechas y números',
	'names and numbers': 'nombres y números',
	'one row': 'una sola fila',
	'one row of numbers': 'una fila de números',
	'nothing but numbers': 'solo números',
	'drawn as a table: {why}': 'dibujado como tabla: {why}',
	'drawn as a line: {why}': 'dibujado como línea: {why}',
	'drawn as a column: {why}': 'dibujado como columnas: {why}',
	'drawn as a number: {why}': 'mostrado como número: {why}',
	'Bar chart': 'Gráfico de barras',
	'Pie chart': 'Gráfico circular',
	'Donut chart': 'Gráfico de anillo',
	nothing: 'nada',
	none: 'ninguno',
	'There are no values.': 'No hay valores.',
	'{name} is between {least} and {most}.': '{name} está entre {least} y {most}.',
	'{first} has {most}.': '{first} tiene {most}.',
	'{first} has the most, {most}; {last} the least, {least}.': '{first} tiene más, {most}; {last} menos, {least}.',
	'{names} and {count} more': '{names} y {count} más',
	' and ': ' y ',
	'{steps}; and {count:# more step|# more steps}.': '{steps}; y {count:# paso más|# pasos más}.',
	'the first {shown} of {total} series': 'las primeras {shown} de {total} series',
	'the {shown} largest of {all} categories': 'las {shown} mayores de {all} categorías',
	'the {shown} most frequent of {total} series': 'las {shown} más frecuentes de {total} series',
	'the {shown} largest of {all} links': 'los {shown} mayores de {all} enlaces',
	'the {shown} largest of {all} parts': 'las {shown} mayores de {all} partes',
	'the {count} smallest are one slice': 'las {count} menores forman un solo sector',
	'the last {shown} of {all} years': 'los últimos {shown} de {all} años',
	'last {shown} of {all} candles': 'últimas {shown} de {all} velas',
	'without a value: {names}': 'sin valor: {names}',
	'below 0, and no part of the whole: {names}': 'por debajo de 0 y fuera del total: {names}',
	'below 0, and without a bar: {names}': 'por debajo de 0 y sin barra: {names}',
	'below 0, and without an area: {names}': 'por debajo de 0 y sin área: {names}',
	'0, and without an area: {names}': '0 y sin área: {names}',
	'left out, for they lead back: {names}': 'omitidos, porque vuelven atrás: {names}',
	'left out, for they lead to themselves: {names}': 'omitidos, porque llevan a sí mismos: {names}',
	'{count:# row|# rows} without a value above 0': '{count:# fila|# filas} sin valor por encima de 0',
	'{count:# row|# rows} without all four prices': '{count:# fila|# filas} sin los cuatro precios',
	'there are no two columns of names: from, and to': 'faltan dos columnas de nombres: origen y destino',
	'there is no column of numbers called {names}: name it in “candlestick”':
		'no hay ninguna columna de números llamada {names}: indíquela en «candlestick»',
	'no line by least squares on a logarithmic axis': 'sin recta de mínimos cuadrados en un eje logarítmico',
	'no country of this name: {names}': 'ningún país con este nombre: {names}',
	'no state of this name: {names}': 'ningún estado con este nombre: {names}',
	'no country to look at: {names}': 'ningún país que mostrar: {names}',
	'no state to look at: {names}': 'ningún estado que mostrar: {names}',
	'{count:# country|# countries} with several rows: the last counts':
		'{count:# país|# países} con varias filas: cuenta la última',
	'{count:# state|# states} with several rows: the last counts':
		'{count:# estado|# estados} con varias filas: cuenta la última',
	'Map of the world: {what} of {count:# country|# countries}.': 'Mapa del mundo: {what} de {count:# país|# países}.',
	'Map of the US: {what} of {count:# state|# states}.': 'Mapa de EE. UU.: {what} de {count:# estado|# estados}.',
	'The most: {most}; the least: {least}.': 'El mayor: {most}; el menor: {least}.',
	'The most is {most}; the least {least}.': 'El máximo es {most}; el mínimo {least}.',
	'{name} with {value}': '{name} con {value}',
	'no data': 'sin datos',
	share: 'proporción',
	Others: 'Otros',
	'There is nothing to divide.': 'No hay nada que repartir.',
	'The sum is {sum}.': 'La suma es {sum}.',
	'The sum is {sum}. The largest: {largest}.': 'La suma es {sum}. Los mayores: {largest}.',
	'The largest: {largest}.': 'Los mayores: {largest}.',
	'{kind} of {what} by {x}, {count:# slice|# slices}.': '{kind}: {what} por {x}, {count:# sector|# sectores}.',
	'Funnel of {what} by {x}, {count:# step|# steps}.': 'Embudo: {what} por {x}, {count:# paso|# pasos}.',
	'of {whole}': 'de {whole}',
	'of all': 'del total',
	'{share} of the first': '{share} del primero',
	'{share} of the step before': '{share} del paso anterior',
	'Gauge of {what} from {from} to {to}.': 'Indicador: {what} de {from} a {to}.',
	'There is no value.': 'No hay valor.',
	'It is {value}.': 'El valor es {value}.',
	'{value} at {place}': '{value} en {place}',
	'{value} on {day}': '{value} el {day}',
	'a mark': 'una marca',
	from: 'desde',
	'beyond the end of the scale, {end}': 'más allá del final de la escala, {end}',
	'below the start of the scale, {end}': 'por debajo del inicio de la escala, {end}',
	'the end of the scale, {end}, is a round number above':
		'el final de la escala, {end}, es un número redondo por encima',
	'Heat map by {x}, {columns:# column|# columns} and {rows:# row|# rows}.':
		'Mapa de calor por {x}, {columns:# columna|# columnas} y {rows:# fila|# filas}.',
	'Histogram of {what}, {values:# value|# values} in {bins:# bin|# bins}.':
		'Histograma: {what}, {values:# valor|# valores} en {bins:# intervalo|# intervalos}.',
	'The most, {count}, are in {span}.': 'La mayoría, {count}, están en {span}.',
	rows: 'filas',
	values: 'valores',
	outliers: 'valores atípicos',
	'whisker above': 'bigote superior',
	'upper quartile': 'cuartil superior',
	median: 'mediana',
	'lower quartile': 'cuartil inferior',
	'whisker below': 'bigote inferior',
	'Box plot of {what} by {x}, {count:# category|# categories}.':
		'Diagrama de caja: {what} por {x}, {count:# categoría|# categorías}.',
	'Box plot of {what}, {count:# category|# categories}.': 'Diagrama de caja: {what}, {count:# categoría|# categorías}.',
	'The median is {value}.': 'La mediana es {value}.',
	'The largest median has {most}; the least {least}.': 'La mayor mediana: {most}; la menor: {least}.',
	'Calendar of {what}, {count:# day|# days}.': 'Calendario: {what}, {count:# día|# días}.',
	'Calendar of {what}, {count:# day|# days} from {from} to {to}.':
		'Calendario: {what}, {count:# día|# días} del {from} al {to}.',
	'Candlestick chart by {x}, {count:# candle|# candles}.': 'Gráfico de velas por {x}, {count:# vela|# velas}.',
	'Candlestick chart by {x}, {count:# candle|# candles}, {at}.':
		'Gráfico de velas por {x}, {count:# vela|# velas}, {at}.',
	'Candlestick chart by {x}, {count:# candle|# candles} from {from} to {to}.':
		'Gráfico de velas por {x}, {count:# vela|# velas} de {from} a {to}.',
	'From {open} at the first open to {close} at the last close.':
		'De {open} en la primera apertura a {close} en el último cierre.',
	'The highest is {high}, {highAt}; the lowest {low}, {lowAt}.':
		'El máximo: {high}, {highAt}; el mínimo: {low}, {lowAt}.',
	'{rising} rise, {falling} fall.': '{rising} suben, {falling} bajan.',
	rises: 'sube',
	falls: 'baja',
	change: 'cambio',
	open: 'apertura',
	high: 'máximo',
	low: 'mínimo',
	close: 'cierre',
	'Row {row}': 'Fila {row}',
	'Number: {value}': 'Número: {value}',
	'Sankey diagram of {what}, {nodes:# node|# nodes} and {links:# link|# links}.':
		'Diagrama de Sankey: {what}, {nodes:# nodo|# nodos} y {links:# enlace|# enlaces}.',
	'Nothing goes anywhere.': 'Nada va a ninguna parte.',
	in: 'entrada',
	out: 'salida',
	'Scatter chart of {what} by {x}, {count:# point|# points}.':
		'Gráfico de dispersión: {what} por {x}, {count:# punto|# puntos}.',
	'The line of {name} rises, {fit}.': 'La recta de {name} sube, {fit}.',
	'The line of {name} falls, {fit}.': 'La recta de {name} baja, {fit}.',
	'The line of {name} is level, {fit}.': 'La recta de {name} es horizontal, {fit}.',
	'Treemap of {what} by {x}, {count:# part|# parts}.': 'Mapa de árbol: {what} por {x}, {count:# parte|# partes}.',
	'Waterfall chart of {what} by {x}, {count:# step|# steps}.':
		'Gráfico de cascada: {what} por {x}, {count:# paso|# pasos}.',
	more: 'más',
	less: 'menos',
	sum: 'suma',
	'sum so far': 'suma parcial',
	'No values to draw': 'No hay valores que dibujar',
	'Shown as a table: a {kind} needs a column of numbers.':
		'Se muestra como tabla: un {kind} necesita una columna de números.',
	'Shown as a table: a {kind} needs two columns or more.':
		'Se muestra como tabla: un {kind} necesita al menos dos columnas.',
	'line chart': 'gráfico de líneas',
	'area chart': 'gráfico de áreas',
	'step chart': 'gráfico escalonado',
	'column chart': 'gráfico de columnas',
	'number chart': 'indicador numérico',
	'combination chart': 'gráfico combinado',
	sparkline: 'minigráfico',
};
