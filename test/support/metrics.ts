/** Reads the text format of Prometheus as a collector would. */

/** A series' value by its name as it is written, labels in the order of the alphabet: `name{label="value"}`. */
export type ReadMetric = (series: string) => number | undefined;

const SERIES = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export function readMetrics(text: string): ReadMetric {
	const values = new Map<string, number>();
	for (const line of text.split('\n')) {
		const [, name = '', labels = '', value] = SERIES.exec(line) ?? [];
		if (name === '') continue;
		const sorted = [...labels.matchAll(LABEL)].map(([pair]) => pair).sort();
		values.set(sorted.length === 0 ? name : `${name}{${sorted.join(',')}}`, Number(value));
	}
	return (series) => values.get(series);
}

export async function fetchMetrics(port: number): Promise<ReadMetric> {
	const response = await fetch(`http://127.0.0.1:${port}/metrics`);
	if (!response.ok) throw new Error(`GET /metrics: ${response.status} ${await response.text()}`);
	return readMetrics(await response.text());
}
