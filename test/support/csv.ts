/** Reads CSV as RFC 4180 has it, by its grammar and nothing of ours: a field that nobody has quoted may hold no quote. */
export function parseCsv(text: string): readonly (readonly string[])[] {
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
	const records: string[][] = [];
	let record: string[] = [];
	while (field.lastIndex < text.length) {
		const at = field.lastIndex;
		const match = field.exec(text);
		if (match === null) throw new Error(`no CSV at ${at}: ${JSON.stringify(text.slice(at, at + 80))}`);
		const [, quoted, plain = '', end] = match;
		record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === ',') continue;
		if (end !== '\r\n') throw new Error('the last record has no end');
		records.push(record);
		record = [];
	}
	if (record.length > 0) throw new Error('the last record ends with a comma');
	return records;
}
