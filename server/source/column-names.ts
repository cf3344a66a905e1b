/**
 * Gives each column of a result a name of its own: a page finds a column by its name. An unnamed one (`?column?` in
 * PostgreSQL) is named by its place, a name that came before gets a number: `a, a_2`.
 */
export function uniqueNames(names: readonly string[]): string[] {
	const given = new Set(names);
	const used = new Set<string>();
	return names.map((name, index) => {
		const wanted = name === '' || name === '?column?' ? `column_${index + 1}` : name;
		let unique = wanted;
		// A number that the author has given to another column is left to that one.
		for (let count = 2; used.has(unique) || (unique !== name && given.has(unique)); count += 1) {
			unique = `${wanted}_${count}`;
		}
		used.add(unique);
		return unique;
	});
}
