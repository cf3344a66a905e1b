/** Recordings as files: one JSON object a line. */
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Line, parseLine } from './entry.ts';

export interface LineWriter {
	write(line: Line): void;
	/** Resolves when everything is in the file. */
	close(): Promise<void>;
}

/** @throws Error when the file exists already, or cannot be written. */
export async function createRecording(file: string): Promise<LineWriter> {
	const stream = createWriteStream(file, { flags: 'wx' });
	await new Promise<void>((resolve, reject) => {
		stream.once('open', () => resolve());
		stream.once('error', (error: NodeJS.ErrnoException) =>
			reject(error.code === 'EEXIST' ? new Error(`${file} exists already; name another file.`) : error),
		);
	});
	return {
		write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
		close: () =>
			new Promise((resolve, reject) => stream.end((error?: Error | null) => (error ? reject(error) : resolve()))),
	};
}

/**
 * Reads a recording. What a later version added is left out; a last line that was torn off as well.
 * @throws Error that names the line that is wrong, or says that the file is no recording.
 */
export async function readRecording(file: string): Promise<readonly Line[]> {
	const lines: Line[] = [];
	let number = 0;
	let torn: string | undefined;
	for await (const text of createInterface({
		input: createReadStream(file, 'utf8'),
		crlfDelay: Number.POSITIVE_INFINITY,
	})) {
		number += 1;
		if (torn !== undefined) throw new Error(torn);
		if (text.trim() === '') continue;
		try {
			const line = parseLine(text);
			if (line !== undefined) lines.push(line);
		} catch (error) {
			torn = `${file}, line ${number}: ${error instanceof Error ? error.message : String(error)}`;
		}
		if (number === 1 && lines[0]?.kind !== 'recording') {
			throw new Error(
				`${file} is no recording of Chartwire: its first line must be {"kind":"recording","version":1,…}.`,
			);
		}
	}
	if (lines.length === 0) throw new Error(`${file} is empty.`);
	return lines;
}
